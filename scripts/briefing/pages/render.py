"""Renders composed pages, and pieces of SVG, HTML and XML, by the templates, with jinja2."""

import functools
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, select_autoescape

from briefing.errors import BriefingError, Problem
from briefing.markdown import front_matter
from briefing.project import TEMPLATES
from briefing.text.languages import wording

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """One file of the briefing: where it goes, its front matter, its template, what that shows.

    `content` is what the template calls `page`: every text in it is Markdown that is safe to show
    (see `markdown.commonmark`). `language` is that of the compiler's own words.
    """

    path: str
    language: str
    template: str
    front_matter: Mapping[str, object]
    content: Mapping[str, object]


def render(pages: Sequence[ComposedPage], templates: Path = TEMPLATES) -> dict[str, str]:
    """The text of each page by its path, from `templates` or, where it has none, the project's.

    Each page is parsed back: what the site engine reads must be the front matter that was meant.
    Raises BriefingError with the place of a mistake in a template.
    """
    with _template_errors():
        return {page.path: _text(page, _environment(templates, page.language)) for page in pages}


def markup(name: str, values: Mapping[str, object], templates: Path = TEMPLATES) -> str:
    """What `name`.jinja makes of `values`, which it escapes; templates and errors as above."""
    with _template_errors():
        return _environment(templates, "en").get_template(f"{name}.jinja").render(values).strip()


@contextmanager
def _template_errors() -> Iterator[None]:
    """Turn a mistake in a template into a BriefingError with its place."""
    try:
        yield
    except TemplateError as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = next((each for each in reversed(frames) if ".jinja" in each.filename), frames[-1])
        path = f"templates/{place.filename.rpartition('/templates/')[2]}"
        message = error.message or "a mistake"
        problem = Problem(path, place.lineno or 0, "template", message, "mend the template")
        raise BriefingError(problem) from error


def _text(page: ComposedPage, environment: Environment) -> str:
    template = environment.get_template(f"pages/{page.template}.md.jinja")
    block = front_matter.dump(page.front_matter)
    text = template.render(page=page.content, front_matter=block)
    text = _BLANK_LINES.sub("\n\n", text).strip() + "\n"
    if front_matter.parse(text, page.path).values != dict(page.front_matter):
        message = "the template changes or leaves out the front matter"
        fix = "start it with {{ front_matter }} on a line of its own"
        name = f"templates/pages/{page.template}.md.jinja"
        raise BriefingError(Problem(name, 0, "template", message, fix))
    return text


def _picture(environment: Environment, name: str, **values: object) -> str:
    return environment.get_template(f"charts/{name}.svg.jinja").render(values).strip()


@functools.cache
def _environment(templates: Path, language: str) -> Environment:
    """Where templates are looked up; each may ask for `picture("strip", chart=…)`."""
    environment = Environment(
        loader=FileSystemLoader([templates, TEMPLATES]),
        autoescape=select_autoescape(("svg.jinja", "html.jinja", "xml.jinja")),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = wording(language)
    environment.globals |= {
        "sections": words.sections,
        "columns": words.columns,
        "phrases": words.phrases,
        "picture": functools.partial(_picture, environment),
    }
    return environment

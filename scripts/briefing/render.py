"""Pages in, Markdown out. The only room that imports jinja2; decides nothing."""

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from briefing import front_matter
from briefing.pages import Page, ThemePage

_BLANK_LINES = re.compile(r"\n{3,}")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def render(pages: Sequence[Page], templates: Path = TEMPLATES) -> dict[str, str]:
    """The text of each page by its path, from `templates` or, where it has none, the project's.

    Each page is parsed back: what the site engine reads must be the front matter that was meant.
    """
    environment = _environment(templates)
    tree = {}
    for page in pages:
        chart = ""
        if not isinstance(page.content, ThemePage):
            drawing = environment.get_template("charts/article-map.svg.jinja")
            chart = drawing.render(map=page.content.map).strip()
        template = environment.get_template(f"pages/{page.template}.md.jinja")
        block = front_matter.dump(page.front_matter)
        text = template.render(page=page.content, front_matter=block, map=chart)
        text = _BLANK_LINES.sub("\n\n", text).strip() + "\n"
        if front_matter.parse(text, page.path).values != dict(page.front_matter):
            raise AssertionError(f"{page.path}: the front matter does not survive rendering")
        tree[page.path] = text
    return tree


@functools.cache
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([templates, TEMPLATES]),
        autoescape=select_autoescape(enabled_extensions=("svg.jinja",)),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )

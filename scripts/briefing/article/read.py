"""Read an article: its front matter, checked against the keys it may have, and its text."""

import re
from pathlib import Path

from briefing.article.model import CONTEXT, Article, Aside, AsOf, Context, Pin, Theme
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter, schema
from briefing.markdown.addresses import is_address, parse_range
from briefing.markdown.blocks import unfinished_merge
from briefing.markdown.front_matter import KeyPath
from briefing.markdown.schema import Field, Schema, Validation, keys, list_of, pattern, values_of
from briefing.project import decode, did_you_mean, read_bytes

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = ("index", "source", CONTEXT)
_NO_CONTEXT = Context()

_id = pattern(SLUG.pattern, "must be lower-case letters, digits and hyphens")
_line_or_empty = pattern(r"[^\x00-\x1f\x7f]*", "must be one line of text")
_language = pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "must be a code such as en or zh")
_url = pattern(r"https?://[^\s<>\"]+", "must start with https://")


def _themes(validation: Validation, key: KeyPath, value: object) -> tuple[Theme, ...]:
    themes = tuple(Theme(**each) for each in list_of(keys(THEME_KEYS))(validation, key, value))
    if value == []:
        validation.complain(key, "'themes' is empty", ARTICLE_KEYS["themes"].missing)
    seen: set[str] = set()
    for place, theme in enumerate(themes):
        at = (*key, place, "id")
        if theme.id in _RESERVED:
            fix = f"'{theme.id}' is built in; choose another id"
            validation.complain(at, f"the id '{theme.id}' is reserved", fix)
        elif theme.id and theme.id in seen:
            validation.complain(at, f"the id '{theme.id}' stands twice", "rename one")
        seen.add(theme.id)
    return themes


def _context(validation: Validation, key: KeyPath, value: object) -> Context:
    return Context(**keys(CONTEXT_KEYS)(validation, key, value))


def _as_of(validation: Validation, key: KeyPath, value: object) -> tuple[AsOf, ...]:
    spans = dict[str, AsOf]()
    for place, date in values_of(schema.edtf)(validation, key, value).items():
        at = (*key, place)
        first, last = _range(validation, at, place)
        for other, span in spans.items():
            if first and first <= span.last and span.first <= last:
                message = f"'{place}' overlaps '{other}'"
                validation.complain(at, message, "give each paragraph one date")
        spans[place] = AsOf(first, last, date, validation.matter.lines[at])
    return tuple(spans.values())


def _asides(validation: Validation, key: KeyPath, value: object) -> tuple[Aside, ...]:
    lines = validation.matter.lines
    return tuple(
        Aside(*_range(validation, (*key, place), place), reason, lines[(*key, place)])
        for place, reason in values_of(schema.text)(validation, key, value).items()
    )


def _range(validation: Validation, key: KeyPath, place: str) -> tuple[int, int]:
    """The first and last paragraph that `place` names; 0 and 0 where it names none."""
    numbers = parse_range(place)
    if numbers is None:
        message = f"'{place}' is no range of paragraphs"
        validation.complain(key, message, 'write "¶1-15" or "¶5"')
    return numbers or (0, 0)


def _pins(validation: Validation, key: KeyPath, value: object) -> tuple[Pin, ...]:
    pins = []
    for address, theme in values_of(schema.text)(validation, key, value).items():
        if not is_address(address):
            message = f"'{address}' is no address"
            validation.complain((*key, address), message, "write ¶5 or ¶7.2")
        pins.append(Pin(address, theme, validation.matter.lines[(*key, address)]))
    return tuple(pins)


THEME_KEYS: Schema = {
    "id": Field(_id, missing="add a line 'id: …'"),
    "title": Field(schema.one_line, missing="add a line 'title: …'"),
    "question": Field(_line_or_empty, missing="add a line 'question: …'"),
    "description": Field(_line_or_empty, missing="add a line 'description: …'"),
    "terms": Field(list_of(schema.one_line), default=()),
}
CONTEXT_KEYS: Schema = {
    "title": Field(schema.one_line, default=_NO_CONTEXT.title),
    "question": Field(_line_or_empty, default=_NO_CONTEXT.question),
    "threshold": Field(schema.number(-10, 10), default=_NO_CONTEXT.threshold),
}
ARTICLE_KEYS: Schema = {
    "title": Field(schema.one_line, missing="add a line 'title: …' with the article's title"),
    "language": Field(_language, missing="add a line 'language: en' with the language of the text"),
    "themes": Field(_themes, missing="add at least one theme: see 'Your own article' in README.md"),
    "author": Field(schema.one_line),
    "publisher": Field(schema.one_line),
    "source_url": Field(_url),
    "note": Field(schema.one_line),
    "as_of": Field(_as_of, default=()),
    "context": Field(_context, default=_NO_CONTEXT),
    "pins": Field(_pins, default=()),
    "aside": Field(_asides, default=()),
}
"""What the front matter of an article may hold."""


def read(path: Path, shown_as: str = "") -> Article:
    """The article in `path`, validated; `shown_as` is the path that errors name.

    Raises ArticleError with one Problem for each thing that is wrong, BriefingError where there
    is no such file.
    """
    return parse(read_bytes(path), shown_as or path.as_posix())


def parse(content: bytes, path: str) -> Article:
    """The article with the bytes `content`, from a file called `path`."""
    text = decode(content, path)
    if problems := list(unfinished_merge(path, text)):
        raise ArticleError(*problems)
    matter = front_matter.parse(text, path)
    values, problems = schema.validate(matter, path, ARTICLE_KEYS)
    known = [*(theme.id for theme in values["themes"]), CONTEXT]
    for pin in values["pins"]:
        if pin.theme and pin.theme not in known:
            message = f"pin '{pin.address}' names an unknown theme '{pin.theme}'"
            fix = did_you_mean(pin.theme, known)
            problems.append(Problem(path, pin.line, "pin", message, fix))
    if problems:
        raise ArticleError(*sorted(problems, key=lambda problem: problem.line))
    return Article(slug=Path(path).stem, path=path, body=matter.body, **values)

"""A file in, an Article out, or every reason why not. Knows no splitting and no page."""

import re
from pathlib import Path
from typing import Any

from briefing.article.model import CONTEXT, Article, Aside, AsOf, Context, Pin, Theme
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.markdown.addresses import parse_address, parse_range
from briefing.markdown.fold_unfinished import unfinished_merge
from briefing.markdown.front_matter import Key
from briefing.markdown.schema import Reader, Rule, pattern
from briefing.project import did_you_mean, read_bytes
from briefing.text.fold_edtf import is_edtf

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = ("index", "source", CONTEXT)
_NO_CONTEXT = Context()

_id = pattern(SLUG.pattern, "must be lower-case letters, digits and hyphens")
_line = pattern(r"[^\x00-\x1f\x7f]+", "must be one line of text")
_may_be_empty = pattern(r"[^\x00-\x1f\x7f]*", "must be one line of text")
_language = pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "must be a code such as en or zh")
_url = pattern(r"https?://[^\s<>\"]+", "must start with https://")


def _threshold(reader: Reader, key: Key, value: object) -> float:
    return reader.number(key, value, -10, 10)


def _terms(reader: Reader, key: Key, value: object) -> tuple[str, ...]:
    return tuple(reader.items(key, value, Rule(_line)))


def _theme(reader: Reader, key: Key, value: object) -> Theme:
    return Theme(**reader.keys(key, value, THEME_KEYS) or dict.fromkeys(THEME_KEYS, ""))


def _themes(reader: Reader, key: Key, value: object) -> tuple[Theme, ...]:
    themes = tuple(reader.items(key, value, Rule(_theme)))
    if value == []:
        reader.complain(key, "'themes' is empty", ARTICLE_KEYS["themes"].missing)
    seen: set[str] = set()
    for place, theme in enumerate(themes):
        if theme.id in _RESERVED:
            fix = f"'{theme.id}' is built in; choose another id"
            reader.complain((*key, place, "id"), f"the id '{theme.id}' is reserved", fix)
        elif theme.id and theme.id in seen:
            reader.complain((*key, place, "id"), f"the id '{theme.id}' stands twice", "rename one")
        seen.add(theme.id)
    return themes


def _context(reader: Reader, key: Key, value: object) -> Context:
    return Context(**reader.keys(key, value, CONTEXT_KEYS) or {})


def _as_of(reader: Reader, key: Key, value: object) -> tuple[AsOf, ...]:
    spans = []
    ranges: dict[str, tuple[int, int]] = {}
    for place, date in reader.texts(key, value).items():
        numbers = parse_range(place)
        if numbers is None:
            fix = 'write "¶1-15" or "¶5"'
            reader.complain((*key, place), f"'{place}' is no range of paragraphs", fix)
        elif other := next((each for each in ranges if _overlap(numbers, ranges[each])), None):
            fix = "give each paragraph one date"
            reader.complain((*key, place), f"'{place}' overlaps '{other}'", fix)
        ranges[place] = numbers or (0, 0)
        if date and not is_edtf(date):
            fix = "write 2025-01-27, 2025-03, 2025-03~ (about), or 2025-01-27/2025-03"
            reader.complain((*key, place), f"'{date}' is no EDTF date or interval", fix)
        spans.append(AsOf(*ranges[place], date, reader.matter.lines[(*key, place)]))
    return tuple(spans)


def _aside(reader: Reader, key: Key, value: object) -> tuple[Aside, ...]:
    asides = []
    for place, reason in reader.texts(key, value).items():
        numbers = parse_range(place)
        if numbers is None:
            fix = 'write "¶24" or "¶20-22"'
            reader.complain((*key, place), f"'{place}' is no range of paragraphs", fix)
        asides.append(Aside(*(numbers or (0, 0)), reason, reader.matter.lines[(*key, place)]))
    return tuple(asides)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _pins(reader: Reader, key: Key, value: object) -> tuple[Pin, ...]:
    pins = []
    for address, theme in reader.texts(key, value).items():
        if parse_address(address) is None:
            reader.complain((*key, address), f"'{address}' is no address", "write ¶5 or ¶7.2")
        pins.append(Pin(address, theme, reader.matter.lines[(*key, address)]))
    return tuple(pins)


THEME_KEYS = {
    "id": Rule(_id, missing="add a line 'id: …'"),
    "title": Rule(_line, missing="add a line 'title: …'"),
    "question": Rule(_may_be_empty, missing="add a line 'question: …'"),
    "description": Rule(_may_be_empty, missing="add a line 'description: …'"),
    "terms": Rule(_terms, default=()),
}
CONTEXT_KEYS = {
    "title": Rule(_line, default=_NO_CONTEXT.title),
    "question": Rule(_may_be_empty, default=_NO_CONTEXT.question),
    "threshold": Rule(_threshold, default=_NO_CONTEXT.threshold),
}
ARTICLE_KEYS = {
    "title": Rule(_line, missing="add a line 'title: …' with the article's title"),
    "language": Rule(_language, missing="add a line 'language: en' with the language of the text"),
    "themes": Rule(_themes, missing="add at least one theme: see 'Your own article' in README.md"),
    "author": Rule(_line, default=""),
    "publisher": Rule(_line, default=""),
    "source_url": Rule(_url, default=""),
    "note": Rule(_line, default=""),
    "as_of": Rule(_as_of, default=()),
    "context": Rule(_context, default=_NO_CONTEXT),
    "pins": Rule(_pins, default=()),
    "aside": Rule(_aside, default=()),
}


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
    reader = Reader(matter, path)
    values: dict[str, Any] = reader.keys((), matter.values, ARTICLE_KEYS)
    known = [*(theme.id for theme in values["themes"] or ()), CONTEXT]
    for pin in values["pins"]:
        if pin.theme and pin.theme not in known:
            message = f"pin '{pin.address}' names an unknown theme '{pin.theme}'"
            reader.complain(("pins", pin.address), message, did_you_mean(pin.theme, known))
    if reader.problems:
        raise ArticleError(*sorted(reader.problems, key=lambda problem: problem.line))
    return Article(slug=Path(path).stem, path=path, body=matter.body, **values)


def decode(content: bytes, path: str) -> str:
    """`content` as text, without a byte-order mark. Raises ArticleError with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        problem = Problem(path, line, "encoding", "not UTF-8 text", "save the file as UTF-8")
        raise ArticleError(problem) from error

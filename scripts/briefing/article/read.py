"""Read an article: its front matter, checked against the keys it may have, and its text."""

import re
import unicodedata
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from briefing.article.model import (
    CONTEXT,
    Article,
    Context,
    ParagraphRange,
    Pin,
    Theme,
    Withdrawal,
)
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter, schema
from briefing.markdown.blocks import unfinished_merge
from briefing.markdown.contents import is_address, parse_range
from briefing.markdown.schema import Field, Read, Schema, Value, entries, keys, list_of, pattern
from briefing.project import decode, did_you_mean, read_bytes
from briefing.text.dates import is_edtf

_LONGEST_NAME = 80
"""Letters of a name that files are called by, with room for endings in the 255 of a file system."""
_ADDRESSES_OF_THE_SITE = ("assets", "corrections", "index", "search", "tags")
_RESERVED = ("index", "source", CONTEXT)
_NO_CONTEXT = Context()

_id = pattern(
    rf"(?=.{{1,{_LONGEST_NAME}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*",
    f"must be at most {_LONGEST_NAME} lower-case letters, digits and hyphens",
)
_line_or_empty = pattern(r"[^\x00-\x1f\x7f]*", "must be one line of text")
_language = pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "must be a code such as en or zh")


def _themes(value: Value) -> tuple[Theme, ...]:
    themes = tuple(Theme(**each) for each in list_of(keys(THEME_KEYS))(value))
    if value.content == []:
        value.complain("'themes' is empty", ARTICLE_KEYS["themes"].missing)
    ids = [theme.id for theme in themes]
    for place, each in enumerate(ids):
        at = value.at(place).at("id")
        if each in _RESERVED:
            at.complain(f"the id '{each}' is reserved", f"'{each}' is built in; choose another id")
        elif each and each in ids[:place]:
            at.complain(f"the id '{each}' stands twice", "rename one")
    return themes


def _as_of(value: Value) -> tuple[ParagraphRange, ...]:
    ranges = _ranges(value, schema.edtf)
    for (name, one), (other, two) in combinations(ranges.items(), 2):
        if one.first <= two.last and two.first <= one.last:
            message = f"'{other}' overlaps '{name}'"
            value.at(other).complain(message, "give each paragraph one date")
    return tuple(ranges.values())


def _ranges(value: Value, read: Read) -> dict[str, ParagraphRange]:
    """What a mapping says of paragraphs, by the key that names them: `¶1-15` or `¶5`."""
    ranges = {}
    for name, entry in entries(value).items():
        said, numbers = read(entry), parse_range(name)
        if numbers:
            ranges[name] = ParagraphRange(*numbers, said, entry.line)
        else:
            entry.complain(f"'{name}' is no range of paragraphs", 'write "¶1-15" or "¶5"')
    return ranges


def _pins(value: Value) -> tuple[Pin, ...]:
    found = entries(value)
    pins = tuple(Pin(name, schema.text(entry), entry.line) for name, entry in found.items())
    for address, entry in found.items():
        if not is_address(address):
            entry.complain(f"'{address}' is no address", "write ¶5 or ¶7.2")
    return pins


def _abbreviations(value: Value) -> dict[str, str]:
    found = {name.strip(): schema.one_line(entry) for name, entry in entries(value).items()}
    if "" in found:
        value.complain("an abbreviation is empty", "write it before the colon")
    return found


def _withdrawal(value: Value) -> Withdrawal:
    date, _, reason = schema.one_line(value).partition(",")
    found = Withdrawal(date.strip(), reason.strip())
    if not (is_edtf(found.date) and found.reason):
        fix = 'write the date, a comma, and who wanted it: "2026-11, at the publisher\'s request"'
        value.complain("this does not say when the article was withdrawn, and why", fix)
    return found


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
    "source_url": Field(schema.url),
    "note": Field(schema.one_line),
    "as_of": Field(_as_of, default=()),
    "context": Field(lambda value: Context(**keys(CONTEXT_KEYS)(value)), default=_NO_CONTEXT),
    "pins": Field(_pins, default=()),
    "aside": Field(lambda value: tuple(_ranges(value, schema.text).values()), default=()),
    "abbreviations": Field(_abbreviations, default={}),
    "withdrawn": Field(_withdrawal, default=None),
}
"""What the front matter of an article may hold."""


def slug_of(name: str) -> str:
    """What an article whose file is called `name` is called in paths and web addresses."""
    letters = unicodedata.normalize("NFKD", name.lower())
    plain_letters = "".join(each for each in letters if not unicodedata.combining(each))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain_letters))[:_LONGEST_NAME].rstrip("-")
    return f"{slug}-article" if slug in _ADDRESSES_OF_THE_SITE else slug or "article"


def check_name(path: str) -> None:
    """Raise ArticleError where the name of the article in `path` makes no web address."""
    name = Path(path).stem
    if (better := slug_of(name)) != name:
        message = (
            f"the file's name becomes a web address: at most {_LONGEST_NAME} lower-case letters, "
            f"digits and hyphens, and not {', '.join(_ADDRESSES_OF_THE_SITE)}"
        )
        raise ArticleError(Problem(path, 0, "name", message, f"rename it to {better}.md"))


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
    article = Article(slug=Path(path).stem, path=path, body=matter.body, **values)
    if article.withdrawn:
        return replace(article, body="", as_of=(), pins=(), aside=())
    return article

"""A file in, an Article out, or every reason why not. Knows no splitting and no page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from briefing import front_matter
from briefing.addresses import parse_address, parse_range
from briefing.edtf import is_edtf
from briefing.errors import ArticleError, Problem
from briefing.model import CONTEXT, Article, AsOf, Context, Pin, Theme
from briefing.project import did_you_mean, read_bytes

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTEXT = Context()
_RESERVED = ("index", "source", CONTEXT)
_MISSING = {
    "title": "add a line 'title: …' with the article's title",
    "language": "add a line 'language: en' with the language of the text",
    "themes": "add at least one theme: see 'Your own article' in README.md",
}


def _rule(pattern: str, why: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text.strip()):
            raise ValueError(why)
        return text.strip()

    return AfterValidator(check)


_Line = Annotated[str, _rule(r".+", "must be one line of text")]
_MayBeEmpty = Annotated[str, _rule(r".*", "must be one line of text")]
_Id = Annotated[str, _rule(SLUG.pattern, "must be lower-case letters, digits and hyphens")]
_Language = Annotated[
    str, _rule(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "must be a code such as en or zh")
]
_Url = Annotated[str, _rule(r"https?://[^\s<>\"]+", "must start with https://")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _ThemeKeys(_Strict):
    id: _Id
    title: _Line
    question: _MayBeEmpty
    description: _MayBeEmpty
    terms: list[_Line] = []


class _ContextKeys(_Strict):
    title: _Line = _CONTEXT.title
    question: _MayBeEmpty = _CONTEXT.question
    threshold: float = Field(_CONTEXT.threshold, ge=-10, le=10, allow_inf_nan=False)


class _ArticleKeys(_Strict):
    title: _Line
    language: _Language
    themes: list[_ThemeKeys] = Field(min_length=1, max_length=40)
    author: _Line = ""
    publisher: _Line = ""
    source_url: _Url = ""
    as_of: dict[str, str] = {}
    context: _ContextKeys = Field(default_factory=lambda: _ContextKeys.model_validate({}))
    pins: dict[str, str] = {}


def read(path: Path, shown_as: str = "") -> Article:
    """The article in `path`, validated; `shown_as` is the path that errors name.

    Raises ArticleError with one Problem for each thing that is wrong, BriefingError where there
    is no such file.
    """
    return parse(read_bytes(path), shown_as or path.as_posix())


def parse(content: bytes, path: str) -> Article:
    """The article with the bytes `content`, from a file called `path`."""
    matter = front_matter.parse(decode(content, path), path)
    try:
        keys = _ArticleKeys.model_validate(matter.values)
    except ValidationError as error:
        raise ArticleError(*_problems(error, matter, path)) from error
    problems = [*_theme_problems(keys, matter, path), *_address_problems(keys, matter, path)]
    if problems:
        raise ArticleError(*problems)
    return _article(keys, matter, path)


def decode(content: bytes, path: str) -> str:
    """`content` as text, without a byte-order mark. Raises ArticleError with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise ArticleError(
            Problem(path, line, "encoding", "not UTF-8 text", "save the file as UTF-8")
        ) from error


def _article(keys: _ArticleKeys, matter: front_matter.FrontMatter, path: str) -> Article:
    ranges = {place: parse_range(place) or (0, 0) for place in keys.as_of}
    return Article(
        slug=Path(path).stem,
        path=path,
        title=keys.title,
        language=keys.language,
        themes=tuple(
            Theme(t.id, t.title, t.question, t.description, tuple(t.terms)) for t in keys.themes
        ),
        body=matter.body,
        context=Context(keys.context.title, keys.context.question, keys.context.threshold),
        author=keys.author,
        publisher=keys.publisher,
        source_url=keys.source_url,
        as_of=tuple(
            AsOf(*ranges[place], date, matter.lines[("as_of", place)])
            for place, date in keys.as_of.items()
        ),
        pins=tuple(
            Pin(address, theme, matter.lines[("pins", address)])
            for address, theme in keys.pins.items()
        ),
    )


def _problems(
    error: ValidationError, matter: front_matter.FrontMatter, path: str
) -> Iterator[Problem]:
    for found in error.errors(include_url=False):
        key = found["loc"]
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
        ways = (key[:length] for length in range(len(key), -1, -1))
        line = next((matter.lines[way] for way in ways if way in matter.lines), 1)
        yield Problem(path, line, "front-matter", *_in_plain_words(found, name))


def _in_plain_words(found: Any, name: str) -> tuple[str, str]:
    kind, last = found["type"], str(found["loc"][-1])
    if kind == "extra_forbidden":
        keys: type[BaseModel] = _ArticleKeys
        if len(found["loc"]) > 1:
            keys = _ThemeKeys if found["loc"][0] == "themes" else _ContextKeys
        return f"unknown key '{last}'", did_you_mean(last, keys.model_fields)
    if kind == "missing":
        return f"missing key '{name}'", _MISSING.get(name, f"add a line '{last}: …'")
    if kind == "string_type":
        value = found["input"]
        if value is None:
            return f"'{name}' has no value", "write one, or delete the line"
        fix = f'if it is text, quote it: {last}: "{value}"'
        return f"'{name}' must be text", fix if isinstance(value, int | float) else ""
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"'{name}' must be 'key: value' lines, indented below it", ""
    if kind == "list_type":
        return f"'{name}' must be a list, each item after '- '", ""
    if kind == "too_short":
        return f"'{name}' is empty", _MISSING["themes"]
    message = str(found["msg"]).removeprefix("Value error, ")
    return f"'{name}': {message[0].lower()}{message[1:]}", ""


def _theme_problems(
    keys: _ArticleKeys, matter: front_matter.FrontMatter, path: str
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, theme in enumerate(keys.themes):
        line = matter.lines[("themes", index, "id")]
        if theme.id in _RESERVED:
            fix = f"'{CONTEXT}' is built in; choose another id"
            yield Problem(path, line, "theme", f"the id '{theme.id}' is reserved", fix)
        if theme.id in seen:
            yield Problem(path, line, "theme", f"the id '{theme.id}' stands twice", "rename one")
        seen.add(theme.id)


def _address_problems(
    keys: _ArticleKeys, matter: front_matter.FrontMatter, path: str
) -> Iterator[Problem]:
    known = [theme.id for theme in keys.themes] + [CONTEXT]
    for address, theme in keys.pins.items():
        line = matter.lines[("pins", address)]
        if parse_address(address) is None:
            yield Problem(path, line, "pin", f"'{address}' is no address", "write ¶5 or ¶7.2")
        if theme not in known:
            message = f"pin '{address}' names an unknown theme '{theme}'"
            yield Problem(path, line, "pin", message, did_you_mean(theme, known))
    for place, date in keys.as_of.items():
        line = matter.lines[("as_of", place)]
        if parse_range(place) is None:
            fix = 'write "¶1-15" or "¶5"'
            yield Problem(path, line, "as-of", f"'{place}' is no range of paragraphs", fix)
        if not is_edtf(date):
            fix = "write 2025-01-27, 2025-03, 2025-03~ (about), or 2025-01-27/2025-03"
            yield Problem(path, line, "as-of", f"'{date}' is no EDTF date or interval", fix)

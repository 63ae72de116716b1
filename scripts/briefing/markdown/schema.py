"""Check the values of a front matter against the list of keys that its kind of file may have."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec

from briefing.errors import Problem
from briefing.markdown.front_matter import FrontMatter, KeyPath
from briefing.project import did_you_mean
from briefing.text.dates import is_day, is_edtf, is_month

P = ParamSpec("P")
UNKNOWN_KEY = "unknown-key"
WRONG_VALUE = "wrong-value"
UNSAFE_VALUE = "unsafe-value"
NO_DATE = "no-date"
"""The codes of the problems that `validate` finds."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands under a key of a file, with all that was found to be wrong in the file so far."""

    content: object
    key: KeyPath
    matter: FrontMatter
    path: str
    problems: list[Problem]

    @property
    def name(self) -> str:
        """`themes.2.title` for `("themes", 1, "title")`: people count from 1."""
        return ".".join(str(each + 1) if isinstance(each, int) else each for each in self.key)

    @property
    def line(self) -> int:
        """The line of the value, or of the nearest one around it."""
        around = (self.key[:length] for length in range(len(self.key), -1, -1))
        return next((self.matter.lines[key] for key in around if key in self.matter.lines), 1)

    def at(self, part: str | int, content: object = None) -> "Value":
        """The value in this one that stands under `part`."""
        return Value(content, (*self.key, part), self.matter, self.path, self.problems)

    def complain(self, message: str, fix: str = "", code: str = WRONG_VALUE) -> None:
        """Note a problem at the line of the value."""
        self.problems.append(Problem(self.path, self.line, code, message, fix))


Read = Callable[[Value], Any]
"""Returns what a value means, and complains of what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Field:
    """How the value of a key is read, and what it is where the key is absent.

    A key with `missing` is required: it says what to add.
    """

    read: Read
    missing: str = ""
    default: Any = ""


Schema = Mapping[str, Field]


def _reader(read: Callable[Concatenate[Value, P], Any]) -> Callable[P, Read]:
    """Let `read`, a function of a value and settings, be called with the settings alone."""
    return lambda *args, **kwargs: lambda value: read(value, *args, **kwargs)


def validate(
    matter: FrontMatter, path: str, schema: Schema
) -> tuple[dict[str, Any], list[Problem]]:
    """The typed values of `matter`, with defaults for absent keys, and all that is wrong."""
    value = Value(matter.values, (), matter, path, [])
    return keys(schema)(value), value.problems


def text(value: Value) -> str:
    """Read text; what YAML reads as a number or a truth value is none."""
    if isinstance(value.content, str):
        return value.content.strip()
    if value.content is None:
        value.complain(f"'{value.name}' has no value", "write one, or delete the line")
    else:
        written = value.matter.written.get(value.key)
        name = f"{value.key[-1]}: " if isinstance(value.key[-1], str) else ""
        fix = f'if it is text, quote it: {name}"{written}"' if written else ""
        value.complain(f"'{value.name}' must be text", fix)
    return ""


@_reader
def pattern(value: Value, expression: str, why: str, fix: str = "", code: str = WRONG_VALUE) -> str:
    """Read text that matches `expression`; `why` says what it must be."""
    found = text(value)
    if isinstance(value.content, str) and not re.fullmatch(expression, found):
        if not found:
            return text(replace(value, content=None))
        value.complain(f"'{value.name}' {why}", fix, code)
    return found


@_reader
def dates(value: Value, is_date: Callable[[str], bool], what: str, fix: str) -> str:
    """Read a date, which is `what`; a year need not be quoted."""
    found = value.matter.written.get(value.key) or text(value)
    if found and not is_date(found):
        value.complain(f"'{found}' is no {what}", fix, NO_DATE)
    return found


@_reader
def number(value: Value, least: float, most: float) -> float:
    """Read a number within bounds."""
    found = value.content
    if isinstance(found, int | float) and not isinstance(found, bool) and least <= found <= most:
        return float(found)
    value.complain(f"'{value.name}' must be a number from {least:g} to {most:g}")
    return least


def true_or_false(value: Value) -> bool:
    """Read a truth value."""
    if not isinstance(value.content, bool):
        value.complain(f"'{value.name}' must be true or false")
    return value.content is True


@_reader
def list_of(value: Value, item: Read) -> tuple[Any, ...]:
    """Read a list, each of its items by `item`."""
    if not isinstance(value.content, list):
        value.complain(f"'{value.name}' must be a list, each item after '- '")
        return ()
    return tuple(item(value.at(place, each)) for place, each in enumerate(value.content))


def entries(value: Value, fix: str = "") -> dict[str, Value]:
    """Read a mapping: what stands under each of its keys."""
    if isinstance(value.content, dict):
        return {name: value.at(name, each) for name, each in value.content.items()}
    value.complain(f"'{value.name}' must be 'key: value' lines, indented below it", fix)
    return {}


@_reader
def keys(value: Value, schema: Schema) -> dict[str, Any]:
    """Read a mapping by `schema`."""
    found = entries(value, f"its keys: {', '.join(schema)}")
    for name, entry in found.items():
        if name not in schema:
            fix = did_you_mean(name, schema)
            entry.complain(f"unknown key '{entry.name}'", fix, UNKNOWN_KEY)
    for name, field in schema.items():
        if field.missing and name not in found and isinstance(value.content, dict):
            value.complain(f"missing key '{value.at(name).name}'", field.missing)
    return {
        name: field.read(found[name]) if name in found else field.default
        for name, field in schema.items()
    }


def _template(value: Value) -> None:
    if (value.path, value.content) != ("docs/index.md", "home.html"):
        message = "'template' would replace the page by another"
        value.complain(message, "delete the line", UNKNOWN_KEY)


one_line = pattern(r"[^\x00-\x1f\x7f]+", "must be one line of text")
edtf = dates(
    is_edtf,
    "EDTF date or interval",
    "write 2025-01-27, 2025-03, 2025-03~ (about), or 2025-01-27/2025-03",
)
url = pattern(r"https?://[^\s<>\"]+", "must start with https://, and have no blanks")
day = dates(is_day, "day", "write it so: 2026-03-31")
month = dates(is_month, "month", "write it so: 2026-03")
_words = pattern(
    r"(?:(?!<[a-zA-Z/!?])[^\x00-\x1f\x7f])+",
    "must be one line of text without HTML",
    "say it in words; a plain '<' is &#60;",
    UNSAFE_VALUE,
)
PAGE_KEYS: Schema = {
    **dict.fromkeys(("title", "description", "id", "question", "byline"), Field(_words)),
    **dict.fromkeys(("tags", "hide"), Field(list_of(_words))),
    "as_of": Field(edtf),
    "review_by": Field(day),
    "checked": Field(month),
    "checked_by": Field(_words),
    "template": Field(_template),
    "search": Field(keys({"boost": Field(number(0, 100)), "exclude": Field(true_or_false)})),
    "article": Field(keys(dict.fromkeys(("title", "author", "publisher", "url"), Field(one_line)))),
}
"""What the front matter of a page may hold: what theme, templates and commands read."""

"""Check the values of a front matter against the list of keys that its kind of file may have."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.errors import Problem
from briefing.markdown.front_matter import FrontMatter, KeyPath
from briefing.project import did_you_mean
from briefing.text.dates import is_day, is_edtf

UNKNOWN_KEY = "unknown-key"
WRONG_VALUE = "wrong-value"
UNSAFE_VALUE = "unsafe-value"
NO_DATE = "no-date"
"""The codes of the problems that `validate` finds."""


@dataclass(frozen=True, slots=True)
class Validation:
    """The values of one file while they are read, with what was found to be wrong so far."""

    matter: FrontMatter
    path: str
    problems: list[Problem] = field(default_factory=list)

    def complain(
        self, key: KeyPath, message: str, fix: str = "", *, code: str = WRONG_VALUE
    ) -> None:
        """Note a problem at the line of `key`, or of the nearest key around it."""
        ways = (key[:length] for length in range(len(key), -1, -1))
        line = next((self.matter.lines[way] for way in ways if way in self.matter.lines), 1)
        self.problems.append(Problem(self.path, line, code, message, fix))


Read = Callable[[Validation, KeyPath, object], Any]
"""Returns the typed value of a key, and complains of what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Field:
    """How the value of a key is read, and what it is where the key is absent.

    A key with `missing` is required: it says what to add.
    """

    read: Read
    missing: str = ""
    default: Any = ""


Schema = Mapping[str, Field]


def validate(
    matter: FrontMatter, path: str, schema: Schema
) -> tuple[dict[str, Any], list[Problem]]:
    """The typed values of `matter`, with defaults for absent keys, and all that is wrong."""
    validation = Validation(matter, path)
    return keys(schema)(validation, (), matter.values), validation.problems


def text(validation: Validation, key: KeyPath, value: object) -> str:
    """Read text; what YAML reads as a number or a truth value is none."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        validation.complain(key, f"'{_name(key)}' has no value", "write one, or delete the line")
    else:
        written = validation.matter.written.get(key)
        name = f"{key[-1]}: " if isinstance(key[-1], str) else ""
        fix = f'if it is text, quote it: {name}"{written}"' if written else ""
        validation.complain(key, f"'{_name(key)}' must be text", fix)
    return ""


def pattern(expression: str, why: str, fix: str = "", *, code: str = WRONG_VALUE) -> Read:
    """Read text that matches `expression`; `why` says what it must be."""
    compiled = re.compile(expression)

    def read(validation: Validation, key: KeyPath, value: object) -> str:
        found = text(validation, key, value)
        if isinstance(value, str) and not compiled.fullmatch(found):
            if found:
                validation.complain(key, f"'{_name(key)}' {why}", fix, code=code)
            else:
                text(validation, key, None)
        return found

    return read


def number(least: float, most: float) -> Read:
    """Read a number within bounds."""

    def read(validation: Validation, key: KeyPath, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):  # noqa: SIM102
            if least <= value <= most:
                return float(value)
        message = f"'{_name(key)}' must be a number from {least:g} to {most:g}"
        validation.complain(key, message)
        return least

    return read


def true_or_false(validation: Validation, key: KeyPath, value: object) -> bool:
    """Read a truth value."""
    if not isinstance(value, bool):
        validation.complain(key, f"'{_name(key)}' must be true or false")
    return value is True


def dates(is_date: Callable[[str], bool], what: str, fix: str) -> Read:
    """Read a date, which is `what`; a year need not be quoted."""

    def read(validation: Validation, key: KeyPath, value: object) -> str:
        found = validation.matter.written.get(key) or text(validation, key, value)
        if found and not is_date(found):
            validation.complain(key, f"'{found}' is no {what}", fix, code=NO_DATE)
        return found

    return read


def list_of(item: Read) -> Read:
    """Read a list, each of its items by `item`."""

    def read(validation: Validation, key: KeyPath, value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            validation.complain(key, f"'{_name(key)}' must be a list, each item after '- '")
            return ()
        return tuple(item(validation, (*key, place), each) for place, each in enumerate(value))

    return read


def values_of(item: Read) -> Read:
    """Read a mapping whose keys are free, each of its values by `item`."""

    def read(validation: Validation, key: KeyPath, value: object) -> dict[str, Any]:
        values = _mapping(validation, key, value)
        return {name: item(validation, (*key, name), each) for name, each in values.items()}

    return read


def keys(schema: Schema) -> Read:
    """Read a mapping by `schema`."""

    def read(validation: Validation, key: KeyPath, value: object) -> dict[str, Any]:
        values = _mapping(validation, key, value, f"its keys: {', '.join(schema)}")
        for name in values:
            if name not in schema:
                message, fix = f"unknown key '{_name((*key, name))}'", did_you_mean(name, schema)
                validation.complain((*key, name), message, fix, code=UNKNOWN_KEY)
        for name, each in schema.items():
            if each.missing and name not in values and isinstance(value, dict):
                validation.complain(key, f"missing key '{_name((*key, name))}'", each.missing)
        return {
            name: each.read(validation, (*key, name), values[name])
            if name in values
            else each.default
            for name, each in schema.items()
        }

    return read


def _mapping(
    validation: Validation, key: KeyPath, value: object, fix: str = ""
) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    validation.complain(key, f"'{_name(key)}' must be 'key: value' lines, indented below it", fix)
    return {}


def _name(key: KeyPath) -> str:
    """`themes.2.title` for `("themes", 1, "title")`: people count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)


def _template(validation: Validation, key: KeyPath, value: object) -> None:
    if (validation.path, value) != ("docs/index.md", "home.html"):
        message = "'template' would replace the page by another"
        validation.complain(key, message, "delete the line", code=UNKNOWN_KEY)


one_line = pattern(r"[^\x00-\x1f\x7f]+", "must be one line of text")
edtf = dates(
    is_edtf,
    "EDTF date or interval",
    "write 2025-01-27, 2025-03, 2025-03~ (about), or 2025-01-27/2025-03",
)
_words = pattern(
    r"(?:(?!<[a-zA-Z/!?])[^\x00-\x1f\x7f])+",
    "must be one line of text without HTML",
    "say it in words; a plain '<' is &#60;",
    code=UNSAFE_VALUE,
)
PAGE_KEYS: Schema = {
    **dict.fromkeys(("title", "description", "id", "question", "byline"), Field(_words)),
    **dict.fromkeys(("tags", "hide"), Field(list_of(_words))),
    "as_of": Field(edtf),
    "review_by": Field(dates(is_day, "day", "write it so: review_by: 2026-03-31")),
    "template": Field(_template),
    "search": Field(keys({"boost": Field(number(0, 100)), "exclude": Field(true_or_false)})),
    "article": Field(keys(dict.fromkeys(("title", "author", "publisher", "url"), Field(one_line)))),
}
"""What the front matter of a page may hold: what theme, templates and commands read."""

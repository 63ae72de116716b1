"""The values of a front matter in, typed values or Problems out. Knows no article."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.errors import Problem
from briefing.markdown.front_matter import FrontMatter, Key
from briefing.project import did_you_mean


@dataclass(frozen=True, slots=True)
class Rule:
    """How the value of a key is read; `missing` says how to mend a front matter without it."""

    read: "Callable[[Reader, Key, object], Any]"
    missing: str = ""
    default: Any = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of one file and collects what is wrong with them in `problems`."""

    matter: FrontMatter
    path: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, key: Key, message: str, fix: str = "") -> None:
        """Note a problem at the line of `key`, or of the nearest key around it."""
        ways = (key[:length] for length in range(len(key), -1, -1))
        line = next((self.matter.lines[way] for way in ways if way in self.matter.lines), 1)
        self.problems.append(Problem(self.path, line, "front-matter", message, fix))

    def keys(self, key: Key, value: object, rules: Mapping[str, Rule]) -> dict[str, Any]:
        """The values of a mapping by `rules`; a rule with `missing` is for a required key."""
        if not isinstance(value, dict):
            self.complain(key, f"'{_name(key)}' must be 'key: value' lines, indented below it")
            return {}
        for name in value:
            if name not in rules:
                self.complain((*key, name), f"unknown key '{name}'", did_you_mean(name, rules))
        for name, rule in rules.items():
            if rule.missing and name not in value:
                self.complain(key, f"missing key '{_name((*key, name))}'", rule.missing)
        return {
            name: rule.read(self, (*key, name), value[name]) if name in value else rule.default
            for name, rule in rules.items()
        }

    def items(self, key: Key, value: object, rule: Rule) -> list[Any]:
        """The values of a list, each read by `rule`."""
        if not isinstance(value, list):
            self.complain(key, f"'{_name(key)}' must be a list, each item after '- '")
            return []
        return [rule.read(self, (*key, place), item) for place, item in enumerate(value)]

    def texts(self, key: Key, value: object) -> dict[str, str]:
        """The values of a mapping whose keys are free and whose values are text."""
        if not isinstance(value, dict):
            self.complain(key, f"'{_name(key)}' must be 'key: value' lines, indented below it")
            return {}
        return {name: self.text((*key, name), item) for name, item in value.items()}

    def text(self, key: Key, value: object) -> str:
        """The value as text; a number is not taken for one."""
        if isinstance(value, str):
            return value.strip()
        if value is None:
            self.complain(key, f"'{_name(key)}' has no value", "write one, or delete the line")
        else:
            name = f"{key[-1]}: " if isinstance(key[-1], str) else ""
            fix = f'if it is text, quote it: {name}"{value}"'
            simple = isinstance(value, int | float)
            self.complain(key, f"'{_name(key)}' must be text", fix if simple else "")
        return ""

    def number(self, key: Key, value: object, least: float, most: float) -> float:
        """The value as a number within bounds."""
        if isinstance(value, int | float) and not isinstance(value, bool):  # noqa: SIM102
            if least <= value <= most:
                return float(value)
        self.complain(key, f"'{_name(key)}' must be a number from {least:g} to {most:g}")
        return least


def pattern(expression: str, why: str) -> Callable[[Reader, Key, object], str]:
    """A way to read text that matches `expression`; `why` says what it must be."""
    compiled = re.compile(expression)

    def read(reader: Reader, key: Key, value: object) -> str:
        text = reader.text(key, value)
        if isinstance(value, str) and not compiled.fullmatch(text):
            reader.complain(key, f"'{_name(key)}': {why}")
        return text

    return read


def _name(key: Key) -> str:
    """`themes.2.title` for `("themes", 1, "title")`: people count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)

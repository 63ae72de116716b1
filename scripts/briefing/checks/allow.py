"""Where a person switched a rule off, and why. Knows no rule but its own.

    <!-- briefing: allow B203, the second side is in the caption -->

stands on the line of the problem, or by itself before the block that has it.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.checks.model import Example, Rule
from briefing.errors import Problem
from briefing.markdown.inline import without_code

ALLOW = Rule(
    "B005",
    "allow-without-need",
    "error",
    "A rule is switched off for a reason that the next reader sees, and only where that is needed.",
    Example("<!-- briefing: allow B203 -->", "<!-- briefing: allow B203, only one side spoke -->"),
)
_COMMENT = re.compile(r"<!--\s*+briefing:((?:[^<-]|-(?!->)|<(?!!--))*+)(-->)?", re.IGNORECASE)
_ALLOW = re.compile(r"allow\s+([A-Z]\d+)\s*(?:[,:–-]\s*(.*))?", re.IGNORECASE)
_RULE = re.compile(r"[A-Z]\d{3}\b")
_FORM = "write <!-- briefing: allow B203, why it is right here -->"


@dataclass(frozen=True, slots=True)
class _Allowance:
    code: str
    line: int
    column: int
    first: int
    last: int


def settle(
    path: str, text: str, problems: Sequence[Problem], known: Collection[str]
) -> Iterator[Problem]:
    """The `problems` of the page `text` that no comment allows, and what is wrong with comments."""
    if "briefing:" not in text.lower():
        yield from problems
        return
    allowances = list[_Allowance]()
    for found in _comments(path, text, known):
        if isinstance(found, Problem):
            yield found
        else:
            allowances.append(found)
    needed = set[_Allowance]()
    for problem in problems:
        for each in allowances:
            if each.code == problem.code and each.first <= problem.line <= each.last:
                needed.add(each)
                break
        else:
            yield problem
    for each in allowances:
        if each not in needed:
            message = f"{each.code} is allowed here, but there is nothing to allow"
            yield _problem(path, each.line, each.column, message, "delete the comment")


def _comments(path: str, text: str, known: Collection[str]) -> Iterator[_Allowance | Problem]:
    lines = text.split("\n")
    for number, line in enumerate(without_code(text).split("\n"), 1):
        for comment in _COMMENT.finditer(line):
            column, said = comment.start() + 1, comment[1].strip()
            if wrong := _wrong(said, known, ends=bool(comment[2])):
                yield _problem(path, number, column, *wrong)
                continue
            first, last = number, number
            if lines[number - 1].strip() == comment[0]:
                first, last = _next_block(lines, number)
            yield _Allowance(_code(said), number, column, first, last)


def _code(said: str) -> str:
    allow = _ALLOW.match(said)
    return allow[1] if allow else ""


def _nearest(code: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(code, known, 1)
    return f"did you mean {near[0]}?" if near else "briefing rules lists them all"


def _wrong(said: str, known: Collection[str], *, ends: bool) -> tuple[str, str] | None:
    """What is wrong with the words of a comment that `ends` on its line, and what to write."""
    allow = _ALLOW.fullmatch(said)
    if not ends:
        return "the comment does not end on the line that it begins on", _FORM
    if not allow:
        return f"'{said}' is nothing that can be asked of the rules", _FORM
    code, reason = allow[1], (allow[2] or "").strip()
    if code not in known:
        return f"there is no rule {code} to allow", _nearest(code, known)
    if not reason:
        return f"{code} is allowed without a reason", _FORM
    if (other := _RULE.match(reason)) and other[0] in known:
        message = f"{other[0]} is taken for the reason: one comment allows one rule"
        return message, f"write a comment of its own for {other[0]}, and the reason in each"
    return None


def _next_block(lines: Sequence[str], start: int) -> tuple[int, int]:
    """The first and last line of what follows line `start`: up to the next blank line."""
    first = start
    while first < len(lines) and not lines[first].strip():
        first += 1
    last = first
    while last < len(lines) and lines[last].strip():
        last += 1
    return first + 1, last


def _problem(path: str, line: int, column: int, message: str, fix: str) -> Problem:
    return Problem(path, line, ALLOW.code, message, fix, column, ALLOW.severity)

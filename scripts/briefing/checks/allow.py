"""Where a person switched a rule off, and why. Knows no rule but its own.

    <!-- briefing: allow B203, the second side is in the caption -->

stands on the line of the problem, or by itself before the block that has it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.checks.model import Example, Rule
from briefing.errors import Problem

ALLOW = Rule(
    "B005",
    "allow-without-need",
    "error",
    "A rule is switched off for a reason that the next reader sees, and only where that is needed.",
    Example("<!-- briefing: allow B203 -->", "<!-- briefing: allow B203, only one side spoke -->"),
)
_COMMENT = re.compile(r"<!--\s*briefing:\s*(.*?)\s*-->")
_ALLOW = re.compile(r"allow\s+([A-Za-z]\d+)\s*(?:[,:–-]\s*(.*))?")
_CODE = re.compile(r"(`+).+?\1")
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
    if "briefing:" not in text:
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
    fence = ""
    for number, line in enumerate(lines, 1):
        if line.startswith(("```", "~~~")):
            fence = "" if fence and line.startswith(fence) else fence or line[:3]
        if fence:
            continue
        for comment in _COMMENT.finditer(_CODE.sub(lambda code: " " * len(code[0]), line)):
            column = comment.start() + 1
            said = _ALLOW.fullmatch(comment[1])
            if not said:
                message = f"'{comment[1]}' is nothing that can be asked of the rules"
                yield _problem(path, number, column, message, _FORM)
            elif said[1] not in known:
                message = f"there is no rule {said[1]} to allow"
                yield _problem(path, number, column, message, "briefing rules lists them all")
            elif not (said[2] or "").strip():
                message = f"{said[1]} is allowed without a reason"
                yield _problem(path, number, column, message, _FORM)
            else:
                first, last = number, number
                if line.strip() == comment[0]:
                    first, last = _next_block(lines, number)
                yield _Allowance(said[1], number, column, first, last)


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

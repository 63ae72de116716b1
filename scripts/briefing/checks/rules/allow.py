"""Rule B005, and what it is about: the comments by which a person switches a rule off, and why.

    <!-- briefing: allow B203, the second side is in the caption -->

stands on the line of the problem, or by itself before the block that has it.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.checks.model import Page
from briefing.checks.rule import Rule, section
from briefing.errors import Problem

_COMMENT = re.compile(r"<!--\s*briefing:(.*?)(?:(-->)|(?=<!--)|\Z)", re.IGNORECASE)
_ALLOW = re.compile(r"allow\s+([A-Z]\d+)\s*(?:[,:–-]\s*(.*))?", re.IGNORECASE)
_RULE = re.compile(r"[A-Z]\d{3}\b")
_FORM = "write <!-- briefing: allow B203, why it is right here -->"
_DISPUTE = """{}
| One side | The other side |
|---|---|
| Ruth Vale: no new tax. | Tom Reed: it was so. [¶1.2](source.md#p1) |"""


class _CommentRule(Rule[[Page, Sequence[Problem], Collection[str]]]):
    """A rule about a page, what was found on it, and the codes of all rules."""


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment for us: it allows the rule `code` from line `first` to `last`.

    If its words are `wrong` it allows nothing: what is wrong with them, and what to write.
    """

    line: int
    column: int
    code: str
    first: int
    last: int
    wrong: tuple[str, str] | None

    def allows(self, problem: Problem) -> bool:
        """Whether a person has said that this is right as it is."""
        return self.code == problem.code and self.first <= problem.line <= self.last


def not_allowed(
    page: Page, problems: Sequence[Problem], known: Collection[str]
) -> Iterator[Problem]:
    """The `problems` of the page that no comment allows; `known` are the codes of all rules."""
    comments = _comments(page, known)
    return (each for each in problems if not any(comment.allows(each) for comment in comments))


@_CommentRule.of("B005", "error", around=section("disputed", _DISPUTE))
def allow_without_need(
    page: Page, problems: Sequence[Problem], known: Collection[str]
) -> Iterator[Problem]:
    """A rule is switched off for a reason that the next reader sees, and only where needed.

    Not: <!-- briefing: allow B203 -->
    But: <!-- briefing: allow B203, only one side spoke -->
    """
    comments = _comments(page, known)
    needed = {next((each for each in comments if each.allows(one)), None) for one in problems}
    for each in comments:
        if each.wrong:
            yield Problem(page.path, each.line, "", *each.wrong, each.column)
        elif each not in needed:
            message = f"{each.code} is allowed here, but there is nothing to allow"
            yield Problem(page.path, each.line, "", message, "delete the comment", each.column)


def _comments(page: Page, known: Collection[str]) -> list[_Comment]:
    if "briefing:" not in page.text.lower():
        return []
    found, lines = [], page.text.split("\n")
    for number, line in enumerate(page.document.uncoded.split("\n"), 1):
        for comment in _COMMENT.finditer(line):
            words = comment[1].strip()
            wrong = _wrong(words, known, ends=bool(comment[2]))
            allow = None if wrong else _ALLOW.match(words)
            alone = lines[number - 1].strip() == comment[0]
            first, last = _next_block(lines, number) if alone else (number, number)
            code = allow[1] if allow else ""
            found.append(_Comment(number, comment.start() + 1, code, first, last, wrong))
    return found


def _wrong(words: str, known: Collection[str], *, ends: bool) -> tuple[str, str] | None:
    """What is wrong with the words of a comment that `ends` on its line, and what to write."""
    allow = _ALLOW.fullmatch(words)
    if not ends:
        return "the comment does not end on the line that it begins on", _FORM
    if not allow:
        return f"'{words}' is nothing that can be asked of the rules", _FORM
    code, reason = allow[1], (allow[2] or "").strip()
    if code not in known:
        near = difflib.get_close_matches(code, known, 1)
        fix = f"did you mean {near[0]}?" if near else "briefing rules lists them all"
        return f"there is no rule {code} to allow", fix
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

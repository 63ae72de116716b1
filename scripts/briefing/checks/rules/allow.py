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

_COMMENT = re.compile(r"<!--[ \t]*briefing:(.*?)(?:(-->)|(?=<!--)|$)", re.I | re.M)
_ALLOW = re.compile(r"allow\s+([A-Z]\d+)\s*(?:[,:–-]\s*(.*))?", re.IGNORECASE)
_RULE = re.compile(r"[A-Z]\d{3}\b")
_BLOCK_BELOW = re.compile(r"[ \t]*\n\s*((?:.*\S.*\n?)*)")
_FORM = "write <!-- briefing: allow B203, why it is right here -->"
_DISPUTE = """{}
| One side | The other side |
|---|---|
| Ruth Vale: no new tax. | Tom Reed: it was so. [¶1.2](source.md#p1) |"""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment for us at `start` of a page's text: it allows the rule `code` on `lines`.

    If its words are `wrong` it allows nothing: what is wrong with them, and what to write.
    """

    start: int
    code: str
    lines: range
    wrong: tuple[str, str] | None

    def allows(self, problem: Problem) -> bool:
        """Whether a person has said that this is right as it is."""
        return self.code == problem.code and problem.line in self.lines


class _CommentRule(Rule[[Page, Sequence[Comment], Sequence[Problem]]]):
    """A rule about a page, the comments for us on it, and what was found on it."""


@_CommentRule.of("B005", "error", around=section("disputed", _DISPUTE))
def allow_without_need(
    page: Page, comments: Sequence[Comment], problems: Sequence[Problem]
) -> Iterator[Problem]:
    """A rule is switched off for a reason that the next reader sees, and only where needed.

    Not: <!-- briefing: allow B203 -->
    But: <!-- briefing: allow B203, only one side spoke -->
    """
    needed = {next((each for each in comments if each.allows(one)), None) for one in problems}
    for each in comments:
        if each.wrong:
            yield page.problem(each.start, *each.wrong)
        elif each not in needed:
            message = f"{each.code} is allowed here, but there is nothing to allow"
            yield page.problem(each.start, message, "delete the comment")


def find_comments(page: Page, known: Collection[str]) -> list[Comment]:
    """The comments for us on `page`; `known` are the codes of all rules."""
    found = []
    for comment in _COMMENT.finditer(page.document.uncoded):
        start, words = comment.start(), comment[1].strip()
        wrong = _wrong(words, known, ends=bool(comment[2]))
        allow = None if wrong else _ALLOW.match(words)
        below = _BLOCK_BELOW.match(page.text, comment.end())
        is_alone = below and not page.text[page.text.rfind("\n", 0, start) + 1 : start].strip()
        first, last = map(page.line, below.span(1) if below and is_alone else (start, start))
        found.append(Comment(start, allow[1] if allow else "", range(first, last + 1), wrong))
    return found


def _wrong(words: str, known: Collection[str], *, ends: bool) -> tuple[str, str] | None:
    """What is wrong with the words of a comment that `ends` on its line, and what to write."""
    if not ends:
        return "the comment does not end on the line that it begins on", _FORM
    if not (allow := _ALLOW.fullmatch(words)):
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

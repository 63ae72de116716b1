"""What a rule is, and the decorators that make one of a function.

    @page_rule("B207", "warning")
    def wide_reference(page: Page, facts: Facts) -> Iterator[Problem]:
        \"\"\"Nobody looks a statement up in half an article.

        Not: [¶1-15](source.md#p1)
        But: [¶4-6](source.md#p4)
        \"\"\"

The rule is called wide-reference; `briefing rules` and docs/rules.md show the docstring. The
function yields `page.problem(offset, message, fix)` for what stands at an offset of the page; with
`severity="unchecked"` for what it cannot check, which is counted by itself. It has no side effects.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from textwrap import dedent
from typing import Generic, ParamSpec, Self

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.errors import Problem
from briefing.text.languages import wording

Subject = ParamSpec("Subject")
Repair = Callable[[str, str, Briefing], str]
PAGE = "---\ntitle: A\n---\n\n# A\n\n{}\n"
FRONT_MATTER = "---\n{}\n---\n\n# A\n"
TABLE = PAGE.replace("{}", "| A | B | C |\n|---|---|---|\n{}")
_DOCSTRING = re.compile(r"(?P<reason>.+)\n\nNot:(?P<bad>.+)\nBut:(?P<good>.+)", re.DOTALL)


def section(name: str, around: str = "{}") -> str:
    """A page with `around` in the section with the id `name`."""
    return PAGE.replace("{}", f"## {wording().sections[name]}\n\n{around}")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A function, `check`, that finds problems in its subject, and what is to be known of it.

    `bad` is a piece of a page that breaks the rule, `good` one that keeps it. The tests put each in
    the place of the {} of `around`, a page of our first briefing; but not what is `in_words`: only
    described, or a piece of another file. `repair` returns the text of a page, given that, its path
    and its briefing, with what is certain put right.
    """

    code: str
    severity: str
    name: str
    reason: str
    bad: str
    good: str
    around: str
    in_words: bool
    repair: Repair | None
    check: Callable[Subject, Iterator[Problem]]

    @classmethod
    def of(
        cls, code: str, severity: str, *, around: str = PAGE, in_words: bool = False,
        repair: Repair | None = None,
    ) -> Callable[[Callable[Subject, Iterator[Problem]]], Self]:  # fmt: skip
        """The decorator of a function that makes it a rule of this kind."""
        return lambda check: cls(
            code, severity, *_documentation(check), around, in_words, repair, check
        )

    def __call__(self, *subject: Subject.args, **named: Subject.kwargs) -> Iterator[Problem]:
        """The problems that the rule finds, with its code and severity."""
        for problem in self.check(*subject, **named):
            severity = problem.severity if problem.severity == "unchecked" else self.severity
            yield replace(problem, code=self.code, severity=severity)


class PageRule(Rule[[Page, Facts]]):
    """A rule about one page of a briefing."""


class BriefingRule(Rule[[Briefing]]):
    """A rule about the pages of a briefing together."""


page_rule, briefing_rule = PageRule.of, BriefingRule.of


def _documentation(check: Callable[..., object]) -> tuple[str, str, str, str]:
    """The name of `check`, and the reason and the two examples in its docstring."""
    found = _DOCSTRING.fullmatch(inspect.getdoc(check) or "")
    if not found:
        raise ValueError(f"{check.__name__} needs a docstring: why, 'Not: …' and 'But: …'")
    bad, good = (dedent(found[which]).strip() for which in ("bad", "good"))
    return check.__name__.replace("_", "-"), " ".join(found["reason"].split()), bad, good

"""What a rule is, and the decorators that make one of a function.

    @page_rule("B207", "warning", bad="[¶1-15](source.md#p1)", good="[¶4-6](source.md#p4)")
    def wide_reference(page: Page, facts: Facts) -> Iterator[Problem]:
        ...

The function's name is the name of the rule, wide-reference, and its docstring the reason that
`briefing rules` and docs/rules.md give. It has no side effects. It yields `block.problem(page,
offset, message, fix)` for what stands at an offset of a block's text, `page.problem(line, message,
fix)` for a line; with `severity="unchecked"` for what it cannot check, which is counted by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, ParamSpec, Self

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.errors import Problem
from briefing.text.wording import wording

Subject = ParamSpec("Subject")
Repair = Callable[[str, str, Briefing], str]
PAGE = "---\ntitle: A\n---\n\n# A\n\n{}\n"
FRONT_MATTER = "---\n{}\n---\n\n# A\n"
TABLE = PAGE.replace("{}", "| A | B | C |\n|---|---|---|\n{}")


def section(name: str, around: str = "{}") -> str:
    """A page with `around` in the section with the id `name`."""
    return PAGE.replace("{}", f"## {wording().sections[name]}\n\n{around}")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A function, `check`, that finds problems in its subject, and what is to be known of it.

    `bad` is a piece of a page that breaks the rule, `good` one that keeps it. The tests put each in
    the place of the {} of `around`, and that into the file `path` of our first briefing; but not
    what is only described `in_words`. `repair` returns the text of a page, given that, its path and
    its briefing, with what is certain put right.
    """

    code: str
    severity: str
    check: Callable[Subject, Iterator[Problem]]
    bad: str
    good: str
    around: str
    path: str
    in_words: bool
    repair: Repair | None

    @classmethod
    def of(
        cls, code: str, severity: str, *, bad: str, good: str, around: str = PAGE,
        path: str = "docs/deepseek-effect/page.md", in_words: bool = False,
        repair: Repair | None = None,
    ) -> Callable[[Callable[Subject, Iterator[Problem]]], Self]:  # fmt: skip
        """The decorator of a function that makes it a rule of this kind."""
        return lambda check: cls(code, severity, check, bad, good, around, path, in_words, repair)

    @property
    def name(self) -> str:
        """What it is called in reports: `wide-reference`."""
        return self.check.__name__.replace("_", "-")

    @property
    def reason(self) -> str:
        """Why it is a rule."""
        return " ".join((self.check.__doc__ or "").split())

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

"""Applies the rules to a page and to a briefing; what a comment allows is no problem."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.checks.facts import facts_of
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import BriefingRule, PageRule, Rule
from briefing.checks.rules import RULES
from briefing.checks.rules.allow import allow_without_need, not_allowed
from briefing.checks.rules.files import not_text
from briefing.errors import Problem


def check_page(page: Page, briefing: Briefing, rules: Sequence[Rule[Any]] = RULES) -> list[Problem]:
    """What those of `rules` that are about one page find on `page`, allowed or not.

    Of one that is no text, only that is told: each other rule would find something in the noise.
    """
    facts = facts_of(page, briefing)
    if noise := list(not_text(page, facts)):
        return noise
    about_pages = (rule for rule in rules if isinstance(rule, PageRule))
    return [problem for rule in about_pages for problem in rule(page, facts)]


def check_briefing(
    briefing: Briefing, by_page: Mapping[str, Sequence[Problem]]
) -> Iterator[Problem]:
    """The problems `by_page` and those of the briefing as a whole, without what is allowed."""
    about_all = (rule for rule in RULES if isinstance(rule, BriefingRule))
    together = [problem for rule in about_all for problem in rule(briefing)]
    codes = [rule.code for rule in RULES]
    for page in briefing.pages:
        found = [*by_page[page.path], *(each for each in together if each.path == page.path)]
        yield from not_allowed(page, found, codes)
        yield from allow_without_need(page, found, codes)
    yield from (each for each in together if each.path not in by_page)

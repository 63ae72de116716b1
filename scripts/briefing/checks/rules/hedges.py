"""Rules B6: a statement keeps the doubt of its passage, and says whose claim it is."""

from collections.abc import Iterator

from briefing.checks.facts import Facts
from briefing.checks.model import Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem


@page_rule("B601", "warning")
def lost_hedge(page: Page, facts: Facts) -> Iterator[Problem]:
    """What the article calls possible must not become a fact on the page.

    Not: Washington steps up technology denial. [¶12.1](source.md#p12)
    But: Washington could step up technology denial. [¶12.1](source.md#p12)
    """
    for statement in facts.statements:
        for each in statement.lost:
            if not each.is_speaker:
                message = f"{each.address} says “{each.word}”, and the statement leaves no doubt"
                yield statement.problem(page, 0, message, f"keep the doubt, such as “{each.word}”")


@page_rule("B602", "warning")
def lost_speaker(page: Page, facts: Facts) -> Iterator[Problem]:
    """A claim that somebody makes in the article stays that person's on the page.

    Not: The sum is the final run alone. [¶6.2](source.md#p6)
    But: Ben Thompson: the sum is the final run alone. [¶6.2](source.md#p6)
    """
    for statement in facts.statements:
        for each in statement.lost:
            if each.is_speaker:
                message = f"in {each.address} {each.word} says so, and the statement does not tell"
                yield statement.problem(page, 0, message, f"name the speaker: {each.word}")

"""Rules B4 and B6: what people state agrees with the passages that they cite for it."""

import functools
from collections.abc import Iterator

from briefing.checks.compare.look_up import look_up
from briefing.checks.compare.verdict import Kind, Result, Verdict
from briefing.checks.fold_cited import cited, language, readable, stated
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import page_rule
from briefing.checks.rules.hedges import Lost, lost
from briefing.checks.statements import Statement
from briefing.errors import Problem

_MEND = "write what the passage has, cite the passage that has it, or link a source outside"
_MEND_QUOTATION = "quote word for word, or use your own words without quotation marks"


@page_rule(
    "B401",
    "error",
    bad="It cost $5.7 million. [¶4.1](source.md#p4)",
    good="It cost $5.6 million, or US$5.6m. [¶4.1](source.md#p4)",
)
def differing_figure(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A reader takes a figure or a date for the article's, so it has to stand in the passage."""
    for block, statement, verdict in _verdicts(page, briefing, Result.DIFFERS):
        if verdict.kind is not Kind.QUOTATION and not verdict.is_sum:
            message = f"the {verdict.kind} {verdict.text} differs: {verdict.reason}"
            yield block.problem(page, statement.offset + verdict.start, message, _MEND)


@page_rule(
    "B402",
    "error",
    bad="Trump spoke of a “wake-up call for industries”. [¶11.2](source.md#p11)",
    good="Trump spoke of a “wake-up call for our industries”. [¶11.2](source.md#p11)",
)
def differing_quotation(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Quotation marks promise the very words; one word less may turn the meaning."""
    for block, statement, verdict in _verdicts(page, briefing, Result.DIFFERS):
        if verdict.kind is Kind.QUOTATION:
            message = f"the quotation {verdict.text} differs: {verdict.reason}"
            yield block.problem(page, statement.offset + verdict.start, message, _MEND_QUOTATION)


@page_rule(
    "B403",
    "error",
    bad="(2,788 thousand hours × $2 = $5.676 million)",
    good="(2,788 thousand hours × $2 = $5.576 million)",
)
def wrong_arithmetic(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A figure that is worked out shows how, and the working has to give it."""
    for block, statement, verdict in _verdicts(page, briefing, Result.DIFFERS):
        if verdict.is_sum:
            message = f"{verdict.text} is wrong: {verdict.reason}"
            fix = "correct the figure or the arithmetic"
            yield block.problem(page, statement.offset + verdict.start, message, fix)


@page_rule(
    "B404", "info", bad="It cost $5.6 million.", good="It cost $5.6 million. [¶4.1](source.md#p4)"
)
def unchecked_figure(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """What rests on a source outside the article was not checked here.

    It is counted by itself, and does not count as right.
    """
    told: dict[tuple[Block, str], list[tuple[int, str]]] = {}
    for block, statement, verdict in _verdicts(page, briefing, Result.CANNOT_CHECK):
        place = statement.offset + verdict.start, verdict.text
        told.setdefault((block, verdict.reason), []).append(place)
    for (block, reason), places in told.items():
        message = f"could not check {', '.join(text for _, text in places)}: {reason}"
        yield block.problem(page, places[0][0], message, severity="unchecked")


@page_rule(
    "B601",
    "warning",
    bad="Washington steps up technology denial. [¶12.1](source.md#p12)",
    good="Washington could step up technology denial. [¶12.1](source.md#p12)",
)
def lost_hedge(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """What the article calls possible must not become a fact on the page."""
    for block, statement, each in _losses(page, briefing):
        if not each.is_speaker:
            message = f"{each.address} says “{each.word}”, and the statement leaves no doubt"
            fix = f"keep the doubt, such as “{each.word}”"
            yield block.problem(page, statement.offset, message, fix)


@page_rule(
    "B602",
    "warning",
    bad="The sum is the final run alone. [¶6.2](source.md#p6)",
    good="Ben Thompson: the sum is the final run alone. [¶6.2](source.md#p6)",
)
def lost_speaker(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A claim that somebody makes in the article stays that person's on the page."""
    for block, statement, each in _losses(page, briefing):
        if each.is_speaker:
            message = f"in {each.address} {each.word} says so, and the statement does not tell"
            yield block.problem(page, statement.offset, message, f"name the speaker: {each.word}")


def _verdicts(
    page: Page, briefing: Briefing, result: Result
) -> Iterator[tuple[Block, Statement, Verdict]]:
    return (each for each in _all_verdicts(page, briefing) if each[2].result is result)


@functools.lru_cache(maxsize=1)
def _all_verdicts(page: Page, briefing: Briefing) -> tuple[tuple[Block, Statement, Verdict], ...]:
    """What four rules sort between them."""
    found = list[tuple[Block, Statement, Verdict]]()
    spoken = language(briefing)
    for block, statement in stated(page):
        passages = cited(page, briefing, statement)
        if passages or statement.sourced or briefing.article:
            each = look_up(statement.text, passages, sourced=statement.sourced, language=spoken)
            found += ((block, statement, verdict) for verdict in each)
    return tuple(found)


@functools.lru_cache(maxsize=1)
def _losses(page: Page, briefing: Briefing) -> tuple[tuple[Block, Statement, Lost], ...]:
    """What is lost where a statement tells what an article says, and only that."""
    if briefing.article is None:
        return ()
    found = list[tuple[Block, Statement, Lost]]()
    for block, statement in stated(page):
        if statement.citations and not statement.sourced and not statement.noted:
            passages = tuple((e.address, e.text) for e in cited(page, briefing, statement))
            text = " ".join(readable(statement).split())
            author = briefing.article.author
            each = lost(text, passages, author, briefing.article.language)
            found += ((block, statement, one) for one in each)
    return tuple(found)

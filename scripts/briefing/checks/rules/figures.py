"""Rules B4 and B6: what statements and passages say is what the article says, and how surely."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator

from briefing.checks.compare.look_up import Result, Verdict, VerdictKind
from briefing.checks.facts import CheckedStatement, Facts, Statement
from briefing.checks.model import Page, PageBlock
from briefing.checks.rule import page_rule, section
from briefing.errors import Problem
from briefing.markdown.blocks import read_page
from briefing.markdown.lines import cells
from briefing.markdown.visible import without_marks
from briefing.text.patterns import MASK, mask
from briefing.text.words import words

_EXCERPTS = ("dated-events",)
"""The sections with excerpts of passages, cut by an ellipsis."""
_PASSAGE = re.compile(r'<span id="p([0-9.]+)">(.*?)</span>', re.DOTALL)
_ADDED = re.compile(r"<span class[^<>]*>.*?</span>")
"""A mark that the compiler adds to a passage."""
_FIX = "write what the passage has, cite the passage that has it, or link a source outside"
_FIX_PASSAGE = (
    "people write above, in sections of their own; what the article says, change in articles/"
)


@page_rule("B401", "error")
def differing_figure(page: Page, facts: Facts) -> Iterator[Problem]:
    """A reader takes a figure or a date for the article's, so it has to stand in the passage.

    Not: It cost $5.7 million. [¶4.1](source.md#p4)
    But: It cost $5.6 million, or US$5.6m. [¶4.1](source.md#p4)
    """
    for statement, verdict in _verdicts(facts, Result.DIFFERS):
        if verdict.kind is not VerdictKind.QUOTATION and not verdict.is_sum:
            message = f"the {verdict.kind} {verdict.text} differs: {verdict.reason}"
            yield page.problem(statement.start + verdict.start, message, _FIX)


@page_rule("B402", "error")
def differing_quotation(page: Page, facts: Facts) -> Iterator[Problem]:
    """Quotation marks promise the very words; one word less may turn the meaning.

    Not: Trump spoke of a “wake-up call for industries”. [¶11.2](source.md#p11)
    But: Trump spoke of a “wake-up call for our industries”. [¶11.2](source.md#p11)
    """
    for statement, verdict in _verdicts(facts, Result.DIFFERS):
        if verdict.kind is VerdictKind.QUOTATION:
            message = f"the quotation {verdict.text} differs: {verdict.reason}"
            fix = "quote word for word, or use your own words without quotation marks"
            yield page.problem(statement.start + verdict.start, message, fix)


@page_rule("B403", "error")
def wrong_arithmetic(page: Page, facts: Facts) -> Iterator[Problem]:
    """A figure that is worked out shows how, and the working has to give it.

    Not: (2,788 thousand hours × $2 = $5.676 million)
    But: (2,788 thousand hours × $2 = $5.576 million)
    """
    for statement, verdict in _verdicts(facts, Result.DIFFERS):
        if verdict.is_sum:
            message = f"{verdict.text} is wrong: {verdict.reason}"
            fix = "correct the figure or the arithmetic"
            yield page.problem(statement.start + verdict.start, message, fix)


@page_rule("B404", "info")
def unchecked_figure(page: Page, facts: Facts) -> Iterator[Problem]:
    """What rests on a source outside the article was not checked here.
    It is counted by itself, and does not count as right.

    Not: It cost $5.6 million.
    But: It cost $5.6 million. [¶4.1](source.md#p4)
    """
    by_reason = defaultdict[tuple[PageBlock, str], list[tuple[int, str]]](list)
    for statement, verdict in _verdicts(facts, Result.CANNOT_CHECK):
        at = statement.start + verdict.start
        by_reason[statement.block, verdict.reason].append((at, verdict.text))
    for (_, reason), together in by_reason.items():
        message = f"could not check {', '.join(text for _, text in together)}: {reason}"
        yield page.problem(together[0][0], message, severity="unchecked")


def _verdicts(facts: Facts, result: Result) -> Iterator[tuple[Statement, Verdict]]:
    every = ((each, verdict) for each in facts.statements for verdict in each.verdicts)
    return ((each, verdict) for each, verdict in every if verdict.result is result)


@page_rule("B601", "warning")
def lost_hedge(page: Page, facts: Facts) -> Iterator[Problem]:
    """What the article calls possible must not become a fact on the page.

    Not: Washington steps up technology denial. [¶12.1](source.md#p12)
    But: Washington could step up technology denial. [¶12.1](source.md#p12)
    """
    for statement in facts.statements:
        for lost in (each for each in statement.lost if not each.is_speaker):
            message = f"{lost.address} says “{lost.word}”, and the statement leaves no doubt"
            yield page.problem(statement.start, message, f"keep the doubt, such as “{lost.word}”")


@page_rule("B602", "warning")
def lost_speaker(page: Page, facts: Facts) -> Iterator[Problem]:
    """A claim that somebody makes in the article stays that person's on the page.

    Not: The sum is the final run alone. [¶6.2](source.md#p6)
    But: Ben Thompson: the sum is the final run alone. [¶6.2](source.md#p6)
    """
    for statement in facts.statements:
        for lost in (each for each in statement.lost if each.is_speaker):
            message = f"in {lost.address} {lost.word} says so, and the statement does not tell"
            yield page.problem(statement.start, message, f"name the speaker: {lost.word}")


@page_rule("B407", "warning", around=section("passages"))
def altered_passage(page: Page, facts: Facts) -> Iterator[Problem]:
    """Tables and passages are drawn from the article, and readers take them for it.

    Not: DeepSeek is also looking for a new round of funding. [¶8.1](source.md#p8)
    But: DeepSeek is also reportedly looking for a new round of funding. [¶8.1](source.md#p8)
    """
    if not facts.briefing.article or page.path in facts.briefing.sources:
        return
    for each in facts.statements:
        is_passage = each.block.section == "passages"
        is_ours = is_passage or each.block.section in _EXCERPTS
        is_cited = is_ours and any(link.cites for link in each.block.links)
        if is_cited and (altered := _altered(each, is_passage)):
            where = " or ".join(each.cites)
            message = f"this is not what {where or 'a passage'} says: {altered[:50]}"
            yield page.problem(each.start, message, _FIX_PASSAGE)


def _altered(statement: CheckedStatement, is_passage: bool) -> str:
    """The first piece of a passage, or of excerpts from some, that no cited passage has."""
    passages = [f" {' '.join(words(each.text))} " for each in statement.cited]
    text = statement.text
    shown = mask(statement.shown, [each.span() for each in _ADDED.finditer(text)])
    places = cells(text) if statement.block.is_row else [(0, len(text))]
    for first, last in places:
        cell = without_marks(shown[first:last].replace(MASK, " ")).text
        for piece in cell.split("…") if is_passage or "…" in cell else ():
            its_words = f" {' '.join(words(piece))} "
            if its_words.strip() and not any(its_words in passage for passage in passages):
                return piece.strip()
    return ""


@page_rule("B410", "error", in_words=True)
def altered_source(page: Page, facts: Facts) -> Iterator[Problem]:
    """The source page stands for the article: what it says, every other page is held against.

    Not: <span id="p4.1">The wall fell.</span> [¶4.1](#p4.1)
    But: <span id="p4.1">The old sea wall broke.</span> [¶4.1](#p4.1)
    """
    passages = facts.briefing.sources.get(page.path, {})
    there = {f"¶{found[1]}" for found in _PASSAGE.finditer(page.text)}
    for address in passages:
        if "." in address and address not in there:
            fix = "copy the page from .briefing/base/ over it, then run briefing split"
            message = f"{address} of the article is missing"
            yield Problem(page.path, 1, "", message, fix)
    for block in page.by_people() if passages else ():
        for found in _PASSAGE.finditer(block.text):
            address = f"¶{found[1]}"
            has = words(html.unescape(block.words[found.start(2) : found.end(2)]))
            passage = words(read_page(passages.get(address, "")).shown().replace(MASK, " "))
            if has != passage and not found[2].startswith("[¶"):
                message = f"this is not what {address} says: {found[2][:50]}"
                yield page.problem(block.start + found.start(2), message, _FIX_PASSAGE)

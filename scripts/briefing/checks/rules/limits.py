"""Rules B508 and B509: how much of others' words a page and a briefing may quote."""

from collections.abc import Iterator

from briefing.checks.compare.quotations import find_quotations
from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page, PageBlock
from briefing.checks.rule import briefing_rule, page_rule
from briefing.errors import Problem
from briefing.markdown.inline import words

QUOTATION, QUOTATIONS, QUOTED = 25, 2, 100
"""Words of one quotation, quotations on a page, quoted words in all of a briefing."""
_NOT_OURS = ("passages", "also-on-this-theme")


@page_rule("B508", "error", in_words=True)
def quotation(page: Page, facts: Facts) -> Iterator[Problem]:
    """The article belongs to its author: quote only where the wording is the point.

    Not: Three sentences in quotation marks
    But: At most 25 words, twice a page
    """
    found = _quotations(page) if facts.briefing.article else ()
    for number, (block, offset, text) in enumerate(found, 1):
        count = words(text)
        if count > QUOTATION:
            message = f"the quotation has {count} words; the limit is {QUOTATION}"
            yield block.problem(page, offset, message, "quote what matters, tell the rest")
        if number > QUOTATIONS:
            message = f"this is quotation {number} on the page; the limit is {QUOTATIONS}"
            yield block.problem(page, offset, message, "tell it in your own words")


@briefing_rule("B509", "error", in_words=True)
def quotations(briefing: Briefing) -> Iterator[Problem]:
    """Many short quotations together are a copy of the article.

    Not: Twenty quotations
    But: At most 100 words in all of a briefing
    """
    count = 0
    for page in briefing.pages if briefing.article else ():
        for block, offset, text in _quotations(page):
            before, count = count, count + words(text)
            if before <= QUOTED < count:
                message = f"with this quotation the briefing quotes more than {QUOTED} words"
                yield block.problem(page, offset, message, "tell one of them in your own words")


def _quotations(page: Page) -> Iterator[tuple[PageBlock, int, str]]:
    """Each quotation by people, with its place in its block; that in the title of a box is none."""
    for block in page.by_people():
        for start, end in find_quotations(block.text) if block.section not in _NOT_OURS else ():
            if not block.text.startswith(("!!!", "???")) or "\n" in block.text[:start]:
                yield block, start, block.text[start:end]

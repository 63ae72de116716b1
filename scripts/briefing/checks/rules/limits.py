"""Rules B5, continued: how much of others' words a page and a briefing may quote."""

from collections.abc import Iterator

from briefing.checks.compare.quotations import find_quotations
from briefing.checks.model import Block, Briefing, BriefingRule, Example, Page, PageRule
from briefing.errors import Problem
from briefing.markdown.inline import words

QUOTATION, QUOTATIONS, QUOTED = 25, 2, 100
_NOT_OURS = ("Passages", "Also on this theme")


def quotation(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each quotation that is too long, or is one too many for a page."""
    found = list(_quotations(page)) if briefing.article else []
    for number, (block, offset, text) in enumerate(found, 1):
        count = words(text)
        if count > QUOTATION:
            message = f"the quotation has {count} words; the limit is {QUOTATION}"
            yield block.problem(page, offset, message, "quote what matters, tell the rest")
        if number > QUOTATIONS:
            message = f"this is quotation {number} on the page; the limit is {QUOTATIONS}"
            yield block.problem(page, offset, message, "tell it in your own words")


def quotations(briefing: Briefing) -> Iterator[Problem]:
    """A problem where a briefing as a whole quotes more than is fair."""
    found = [
        (page, *quoted)
        for page in briefing.pages
        if briefing.article
        for quoted in _quotations(page)
    ]
    count = 0
    for page, block, offset, text in found:
        before, count = count, count + words(text)
        if before <= QUOTED < count:
            message = f"with this quotation the briefing quotes more than {QUOTED} words"
            yield block.problem(page, offset, message, "tell one of them in your own words")


def _quotations(page: Page) -> Iterator[tuple[Block, int, str]]:
    for block in _by_people(page):
        for start, end in find_quotations(block.text):
            if not block.text.startswith(("!!!", "???")) or "\n" in block.text[:start]:
                yield block, start, block.text[start:end]


def _by_people(page: Page) -> Iterator[Block]:
    return (block for block in page.by_people() if block.section not in _NOT_OURS)


RULES = (
    PageRule(
        "B508",
        "quotation",
        "error",
        "The article belongs to its author: quote only where the wording is the point.",
        Example("Three sentences in quotation marks", f"At most {QUOTATION} words, twice a page"),
        quotation,
    ),
    BriefingRule(
        "B509",
        "quotations",
        "error",
        "Many short quotations together are a copy of the article.",
        Example("Twenty quotations", f"At most {QUOTED} words in all of a briefing"),
        quotations,
    ),
)

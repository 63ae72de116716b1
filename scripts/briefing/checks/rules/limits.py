"""Rules B508 and B509: how much of others' words a page and a briefing may quote."""

from collections.abc import Iterator

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.checks.statements import count_words, find_quotations
from briefing.errors import Problem
from briefing.markdown.lines import like_note

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
    for number, (offset, text) in enumerate(found, 1):
        count = count_words(text)
        if count > QUOTATION:
            message = f"the quotation has {count} words; the limit is {QUOTATION}"
            yield page.problem(offset, message, "quote what matters, tell the rest")
        if number > QUOTATIONS:
            message = f"this is quotation {number} on the page; the limit is {QUOTATIONS}"
            yield page.problem(offset, message, "tell it in your own words")


@briefing_rule("B509", "error", in_words=True)
def quotations(briefing: Briefing) -> Iterator[Problem]:
    """Many short quotations together are a copy of the article.

    Not: Twenty quotations
    But: At most 100 words in all of a briefing
    """
    count = 0
    for page in briefing.pages if briefing.article else ():
        for offset, text in _quotations(page):
            before, count = count, count + count_words(text)
            if before <= QUOTED < count:
                message = f"with this quotation the briefing quotes more than {QUOTED} words"
                yield page.problem(offset, message, "tell one of them in your own words")


def _quotations(page: Page) -> Iterator[tuple[int, str]]:
    """Each quotation by people, with its offset; that in the title of a box is none."""
    for block in page.by_people():
        for start, end in find_quotations(block) if block.section not in _NOT_OURS else ():
            if not any(like_note(block.text)) or "\n" in block.text[:start]:
                yield block.start + start, block.words[start:end]

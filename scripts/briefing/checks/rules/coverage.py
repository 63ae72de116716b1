"""Rules B3: every paragraph of the article is used on a page, or set aside with a reason.

Three ways of use are kept apart, or the figure would always be full: that people state something
from a paragraph, that a table of the compiler does, and that a page merely lists it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.article.model import Article, ParagraphRange
from briefing.checks.model import PASSAGES, Briefing, Page, PageBlock, is_gone
from briefing.checks.rule import briefing_rule
from briefing.errors import Problem
from briefing.merge.state import usual_id
from briefing.project import OVERVIEW


@dataclass(frozen=True, slots=True)
class Use:
    """The pages, by path, that use a paragraph, and why none needs to, where that was said."""

    number: int
    by_people: tuple[str, ...]
    in_tables: tuple[str, ...]
    listed: tuple[str, ...]
    aside: str

    @property
    def is_stated(self) -> bool:
        """Whether a statement uses it."""
        return bool(self.by_people or self.in_tables)


def ledger(briefing: Briefing) -> tuple[Use, ...]:
    """The use of each paragraph of the article, in order; empty where that cannot be read.

    A reference to the source page of another briefing is no use.
    """
    if not briefing.article:
        return ()
    count = sum("." not in address for address in briefing.addresses)
    pages = defaultdict[tuple[str, int], dict[str, None]](dict)
    for page in _theme_pages(briefing):
        for block in page.blocks:
            for each in block.links:
                is_use = each.is_source and not is_gone(each)
                if is_use and each.page(page.path) in briefing.sources:
                    for number in each.paragraphs:
                        pages[_way(block), number][page.path] = None
    return tuple(
        Use(
            number,
            tuple(pages["by_people", number]),
            tuple(pages["in_tables", number]),
            tuple(pages["listed", number]),
            aside.value if (aside := _aside(briefing.article, number)) else "",
        )
        for number in range(1, count + 1)
    )


@briefing_rule("B301", "error", in_words=True)
def unused_paragraph(briefing: Briefing) -> Iterator[Problem]:
    """A reader has to be able to trust that nothing of the article was left out unsaid.

    Not: No page refers to ¶24
    But: aside: {"¶24": "only thanks to the hosts"}
    """
    if not (briefing.article and any(page.path in briefing.sources for page in briefing.pages)):
        return
    for use in ledger(briefing):
        if not (use.is_stated or use.listed or use.aside):
            message = f"¶{use.number} of the article is used on no page"
            fix = f'use it, or say in the front matter why not: aside: {{"¶{use.number}": "…"}}'
            yield Problem(briefing.article.path, 0, "", message, fix)


@briefing_rule("B302", "warning", in_words=True)
def aside_and_used(briefing: Briefing) -> Iterator[Problem]:
    """What is used is not set aside: one of the two is out of date.

    Not: aside: {"¶4": "…"}, and a row with [¶4.1](source.md#p4)
    But: One of the two
    """
    if not (briefing.article and briefing.article.aside):
        return
    for use in ledger(briefing):
        if use.is_stated and (aside := _aside(briefing.article, use.number)):
            where = (*use.by_people, *use.in_tables)[0]
            message = f"¶{use.number} is set aside, and yet used on {where}"
            yield Problem(briefing.article.path, aside.line, "", message, "delete it under 'aside'")


def _way(block: PageBlock) -> str:
    """How a block uses what it refers to."""
    if block.is_note:
        return "by_people"
    if block.section in PASSAGES:
        return "listed"
    return "in_tables" if block.generated else "by_people"


def _theme_pages(briefing: Briefing) -> Iterator[Page]:
    """The pages but the overview, which repeats others, and the source page, which has all."""
    overview = f"{briefing.folder.slug}/{OVERVIEW}"
    for page in (page for page in briefing.pages if page.path not in briefing.sources):
        if (page.id or usual_id(page.path)) != overview:
            yield page


def _aside(article: Article, number: int) -> ParagraphRange | None:
    return next((each for each in article.aside if number in each), None)

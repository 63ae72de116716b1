"""What is known of a page before rules judge it: what people state there, held against passages."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from briefing.checks.compare.hedges import Lost, lost
from briefing.checks.compare.look_up import Cited, Verdict, look_up
from briefing.checks.model import Briefing, Page
from briefing.checks.statements import Statement, statements
from briefing.project import SOURCE


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement that people wrote or changed, and what it was held against.

    `cited` are the passages that it cites, `paragraphs` those that they are in; where it cites none
    but links to another page, both are what people wrote there. `verdicts` are on its figures,
    dates and quotations; `lost` are the hedges and speakers of its passages that it leaves out.
    """

    statement: Statement
    cited: tuple[Cited, ...]
    paragraphs: tuple[Cited, ...]
    verdicts: tuple[Verdict, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The briefing that a page belongs to, and the statements by people on it."""

    briefing: Briefing
    statements: tuple[CheckedStatement, ...]


def facts_of(page: Page, briefing: Briefing) -> Facts:
    """The facts of one of the pages of `briefing`."""
    stated = statements_by_people(page)
    return Facts(briefing, tuple(_checked(page, briefing, each) for each in stated))


def statements_by_people(page: Page) -> Iterator[Statement]:
    """The statements that people wrote or changed on `page`."""
    return chain.from_iterable(map(statements, page.by_people()))


def verdicts_on(
    statement: Statement, cited: tuple[Cited, ...], language: str
) -> tuple[Verdict, ...]:
    """A verdict on each figure, date and quotation of `statement`, held against `cited`."""
    quoted, sourced = statement.block_quotations, statement.sourced
    return look_up(statement.shown, cited, quoted, sourced=sourced, language=language)


def _checked(page: Page, briefing: Briefing, statement: Statement) -> CheckedStatement:
    article, language = briefing.article, briefing.language
    cited, losses = _cited(page, briefing, statement), tuple[Lost, ...]()
    is_claim = cited or statement.sourced or article
    verdicts = verdicts_on(statement, cited, language) if is_claim else ()
    if article and statement.cites and not (statement.sourced or statement.noted):
        losses = tuple(lost(" ".join(statement.words.split()), cited, article.author, language))
    paragraphs = _cited(page, briefing, statement, whole=True)
    return CheckedStatement(statement, cited, paragraphs, verdicts, losses)


def _cited(
    page: Page, briefing: Briefing, statement: Statement, *, whole: bool = False
) -> tuple[Cited, ...]:
    """The passages that `statement` cites, or with `whole` their paragraphs; else linked pages."""
    found, article = dict[Cited, None](), briefing.article
    for link in statement.links:
        known = briefing.sources.get(link.page(page.path)) or briefing.addresses
        for address in link.cites:
            paragraph = address.partition(".")[0]
            place = paragraph if whole else address
            if text := known.get(place):
                written = article.written(int(paragraph[1:])) if article else ""
                passage = " ".join(text.split())
                found[Cited(place, passage, written, briefing.is_verbatim)] = None
    if not found:
        linked = {link.page(page.path) for link in statement.links if link.target[:1] != "#"}
        for each in briefing.pages:
            if each.path in linked and not each.path.endswith(f"/{SOURCE}.md"):
                by_people = "\n\n".join(block.text for block in each.by_people())
                found[Cited(posixpath.basename(each.path), by_people)] = None
    return tuple(found)

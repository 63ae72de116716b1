"""What is known of a page before rules judge it: what people state there, held against passages."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from briefing.checks.compare.hedges import Lost, lost
from briefing.checks.compare.look_up import look_up
from briefing.checks.compare.verdict import Cited, Verdict
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


def _checked(page: Page, briefing: Briefing, statement: Statement) -> CheckedStatement:
    article, language = briefing.article, briefing.language
    cited = _cited(page, briefing, statement)
    verdicts, losses = tuple[Verdict, ...](), tuple[Lost, ...]()
    if cited or statement.sourced or article:
        quoted, sourced = statement.block_quotations, statement.sourced
        verdicts = look_up(statement.shown, cited, quoted, sourced=sourced, language=language)
    if article and statement.cites and not (statement.sourced or statement.noted):
        losses = tuple(lost(" ".join(statement.words.split()), cited, article.author, language))
    paragraphs = _cited(page, briefing, statement, whole=True)
    return CheckedStatement(statement, cited, paragraphs, verdicts, losses)


def _cited(
    page: Page, briefing: Briefing, statement: Statement, *, whole: bool = False
) -> tuple[Cited, ...]:
    """The passages that `statement` cites, or with `whole` their paragraphs; else linked pages."""
    found = dict[Cited, None]()
    for link in statement.links:
        known = briefing.sources.get(link.page(page.path)) or briefing.addresses
        for address in link.cites:
            place = address.partition(".")[0] if whole else address
            if text := known.get(place):
                found[_passage(briefing, place, " ".join(text.split()))] = None
    if not found:
        linked = {link.page(page.path) for link in statement.links if link.target[:1] != "#"}
        for each in briefing.pages:
            if each.path in linked and not each.path.endswith(f"/{SOURCE}.md"):
                found[Cited(posixpath.basename(each.path), _by_people(each))] = None
    return tuple(found)


def _passage(briefing: Briefing, address: str, text: str) -> Cited:
    if briefing.article is None:
        return Cited(address, text)
    paragraph = int(address[1:].partition(".")[0])
    spans = (e.date for e in briefing.article.as_of if e.first <= paragraph <= e.last)
    return Cited(address, text, next(spans, ""), briefing.is_verbatim)


def _by_people(page: Page) -> str:
    return "\n\n".join(block.text for block in page.by_people())

"""A page in, what people state on it out, with the passages that they cite. Judges nothing."""

import functools
import posixpath
from collections.abc import Iterator

from briefing.checks.figures import Cited, said
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.statements import Statement, statements
from briefing.compare import is_whole
from briefing.model import Article
from briefing.patterns.mask import MASK
from briefing.source import SourceLock


def stated(page: Page) -> Iterator[tuple[Block, Statement]]:
    """The statements that people wrote or changed on `page`, each with its block."""
    for block in page.by_people():
        for statement in statements(block):
            yield block, statement


def readable(statement: Statement) -> str:
    """The words of `statement`, as long as it, without links, numbers of passages and tags."""
    return said(statement.text).replace(MASK, " ")


def cited(
    page: Page, briefing: Briefing, statement: Statement, *, whole: bool = False
) -> tuple[Cited, ...]:
    """What `statement` cites: passages, or with `whole` their paragraphs.

    One that cites none, but links another page, rests on what people wrote there.
    """
    found = []
    for address, target in statement.citations:
        known = briefing.sources.get(_path(page, target)) or briefing.addresses
        place = address.partition(".")[0] if whole else address
        if text := known.get(place):
            found.append(_passage(briefing, place, text))
    if not found:
        linked = {_path(page, target) for target in statement.pages}
        pages = [each for each in briefing.pages if each.path in linked]
        found = [Cited(posixpath.basename(each.path), _by_people(each)) for each in pages]
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _by_people(page: Page) -> str:
    return "\n\n".join(block.text for block in page.by_people())


def language(briefing: Briefing) -> str:
    """The language of the briefing; the site's own pages are in English."""
    return briefing.article.language if briefing.article else "en"


def _path(page: Page, target: str) -> str:
    place = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), place))


def _passage(briefing: Briefing, address: str, text: str) -> Cited:
    article = briefing.article
    words = _on_one_line(text)
    if article is None:
        return Cited(address, words)
    paragraph = int(address[1:].partition(".")[0])
    spans = (each.date for each in article.as_of if each.first <= paragraph <= each.last)
    return Cited(address, words, next(spans, ""), is_verbatim(article, briefing.lock))


@functools.lru_cache(maxsize=8)
def is_verbatim(article: Article, lock: SourceLock | None) -> bool:
    """Whether the article here is the text itself; with a lock, it may be an account of it."""
    return lock is None or is_whole(lock, article.body)

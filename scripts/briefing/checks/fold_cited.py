"""A page in, what people state on it out, with the passages that they cite. Judges nothing."""

import functools
import posixpath

from briefing.article.source_lock import is_whole
from briefing.checks.compare.verdict import Cited
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.statements import Statement, statements
from briefing.markdown.fold_plain import said
from briefing.markdown.inline import leads_to
from briefing.text.mask import MASK


@functools.lru_cache(maxsize=64)
def stated(page: Page) -> tuple[tuple[Block, Statement], ...]:
    """The statements that people wrote or changed on `page`, each with its block."""
    return tuple((block, each) for block in page.by_people() for each in statements(block))


@functools.lru_cache(maxsize=4096)
def readable(statement: Statement) -> str:
    """The words of `statement`, as long as it, without links, numbers of passages and tags."""
    return said(statement.text).replace(MASK, " ")


@functools.lru_cache(maxsize=4096)
def cited(
    page: Page, briefing: Briefing, statement: Statement, *, whole: bool = False
) -> tuple[Cited, ...]:
    """What `statement` cites: passages, or with `whole` their paragraphs.

    One that cites none, but links another page, rests on what people wrote there.
    """
    found = []
    for address, target in statement.citations:
        known = briefing.sources.get(leads_to(page.path, target)) or briefing.addresses
        place = address.partition(".")[0] if whole else address
        if text := known.get(place):
            found.append(_passage(briefing, place, text))
    if not found:
        linked = {leads_to(page.path, target) for target in statement.pages}
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


@functools.lru_cache(maxsize=512)
def _passage(briefing: Briefing, address: str, text: str) -> Cited:
    article = briefing.article
    words = _on_one_line(text)
    if article is None:
        return Cited(address, words)
    paragraph = int(address[1:].partition(".")[0])
    spans = (each.date for each in article.as_of if each.first <= paragraph <= each.last)
    return Cited(address, words, next(spans, ""), _is_verbatim(briefing))


@functools.lru_cache(maxsize=8)
def _is_verbatim(briefing: Briefing) -> bool:
    """Whether the article here is the text itself; with a lock, it may be an account of it."""
    article, lock = briefing.article, briefing.lock
    return article is None or lock is None or is_whole(lock, article.body)

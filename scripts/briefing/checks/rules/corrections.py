"""Rules B408 and B409: what was published and has changed stands in the log of corrections.

Significant is what docs/about.md calls so: a figure, a date, a quotation, a name, how certain it
is. An entry of the log is a file in docs/corrections/ (see pages/corrections.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from briefing.article.source_lock import normalise
from briefing.checks.compare.dates import find_days
from briefing.checks.compare.quantities import find_quantities
from briefing.checks.facts import statements
from briefing.checks.model import Briefing, Page, PageBlock
from briefing.checks.rule import Rule, briefing_rule
from briefing.errors import Problem
from briefing.extract.extract import find_hedges
from briefing.pages.corrections import LOG, Correction, edited_list, read_correction
from briefing.project import CORRECTIONS, OVERVIEW, SOURCE
from briefing.text.patterns import find_quoted, mask

_ALIKE = 0.5
"""What two blocks have in common at least, from 0 to 1, if one is a version of the other."""
_NEAR = 20
"""So many blocks of the same section, the next in order, may be what a block was: a table can have
hundreds."""


class _RevisionRule(Rule[[Briefing, Briefing, frozenset[Correction]]]):
    """A rule about a briefing as it was and as it is, and the entries that the log has gained."""


@briefing_rule("B409", "error", in_words=True)
def correction_form(briefing: Briefing) -> Iterator[Problem]:
    """Readers, and programs that read the feed, look for the day, the page and the change.

    Not: date: last week
    But: date: 2026-11-24
    """
    for path, content in briefing.folder.corrections.items():
        yield from read_correction(content or b"", path)[1]
    if problem := edited_list(briefing.folder.docs.get(LOG) or b""):
        yield problem


@_RevisionRule.of("B408", "error", in_words=True)
def unlogged_correction(
    before: Briefing, now: Briefing, log: frozenset[Correction]
) -> Iterator[Problem]:
    """Who read the old figure, name or doubt elsewhere has to find that it was corrected.
    Only `briefing check --since main` can tell.

    Not: 28% becomes 29% on a page
    But: the same, and a new entry in the log
    """
    # One entry on the page is enough, for article and notes one on any page of the briefing. It is
    # no correction if something is only added, moved or written otherwise, or if a page is new.
    logged = {f"docs/{entry.page}" for entry in log}
    in_briefing = any(path.startswith(f"docs/{now.folder.slug}/") for path in logged)
    if now.article and not in_briefing:
        changed = before.addresses != now.addresses
        if gone := _lost(_of_article(before), _of_article(now)) if changed else []:
            yield Problem(
                now.article.path, 1, "", *_uncorrected(gone, f"{now.folder.slug}/{SOURCE}.md"), 1
            )
    published = {page.id or page.path: page for page in (*before.pages, *before.notes)}
    notes = [block for page in now.notes for block in page.blocks]
    for page in (*now.pages, *now.notes):
        old = published.get(page.id or page.path)
        if old is None or page.path in logged or (page.is_note and in_briefing):
            continue
        changes = list(_changed(old, page))
        everywhere = _stated(chain(page.by_people(), notes), now) if changes else []
        for was, block in changes:
            kept = _stated([block], now) if block else everywhere
            if gone := _lost(_stated([was], before), kept):
                offset = block.start if block else 0
                where = f"docs/{now.folder.slug}/{OVERVIEW}.md" if page.is_note else page.path
                yield page.problem(offset, *_uncorrected(gone, where.removeprefix("docs/")))


def _uncorrected(gone: Sequence[str], page: str) -> tuple[str, str]:
    """What to say of what is `gone` from a page without an entry of the log."""
    fix = f"if that is meant, add an entry with 'page: {page}': {CORRECTIONS}/some-name.md"
    return f"published with {', '.join(gone)}, and now without", fix


def _changed(old: Page, page: Page) -> Iterator[tuple[PageBlock, PageBlock | None]]:
    """The published blocks that are gone, each with what it is now; None where it was deleted."""
    unchanged = {block.text for block in old.blocks} & {block.text for block in page.blocks}
    left = [block for block in old.blocks if block.text not in unchanged and not block.level]
    for block in page.by_people():
        if block.text in unchanged or block.level:
            continue
        near = [(place, was) for place, was in enumerate(left) if was.section == block.section]
        alike = [(_likeness(was, block), -place) for place, was in near[:_NEAR]]
        likeness, place = max(alike, default=(0.0, 0))
        if likeness >= _ALIKE:
            yield left.pop(-place), block
    yield from ((was, None) for was in left if not was.generated)


def _likeness(was: PageBlock, block: PageBlock) -> float:
    likeness = SequenceMatcher(None, was.text, block.text)
    return likeness.ratio() if likeness.quick_ratio() >= _ALIKE else 0.0


def _of_article(briefing: Briefing) -> list[tuple[object, str]]:
    sentences = (text for address, text in briefing.addresses.items() if "." in address)
    return _significant(sentences, briefing)


def _stated(blocks: Iterable[PageBlock], briefing: Briefing) -> list[tuple[object, str]]:
    return _significant((e.words for block in blocks for e in statements(block)), briefing)


def _significant(texts: Iterable[str], briefing: Briefing) -> list[tuple[object, str]]:
    """The figures, dates, quotations, names and hedges of `texts`: each as meant and as written."""
    language = briefing.language
    found: list[tuple[object, str]] = []
    for text in texts:
        quoted = find_quoted(text)
        unquoted = mask(text, quoted)
        days = find_days(unquoted, language)
        numbers = find_quantities(mask(unquoted, ((d.start, d.end) for d in days)), language)
        found += ((normalise(text[a + 1 : z - 1]), text[a:z]) for a, z in quoted)
        found += ((day.days or day.text, day.text) for day in days)
        found += (((each.value, each.unit), each.text) for each in numbers if each.counts)
        found += ((match[0], match[0]) for match in briefing.names.pattern.finditer(text))
        found += ((hedge.text.lower(), hedge.text) for hedge in find_hedges(unquoted, language))
    return found


def _lost(was: Iterable[tuple[object, str]], now: Iterable[tuple[object, str]]) -> list[str]:
    """How that was written of `was` which is not in `now`, each as often as it is lacking."""
    left = Counter(meaning for meaning, _ in now)
    gone = []
    for meaning, written in was:
        left[meaning] -= 1
        if left[meaning] < 0:
            gone.append(written)
    return gone

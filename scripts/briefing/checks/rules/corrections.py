"""Pages as published and as they are now in, what changed for a reader without a word out.

Significant is what docs/about.md calls so: a figure, a date, a quotation, a name, how certain it
is. Knows no disk and no git.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from briefing.article.source_lock import normalise
from briefing.checks.compare.dates import find_days
from briefing.checks.compare.quantities import find_quantities
from briefing.checks.fold_cited import language, readable
from briefing.checks.model import Block, Briefing, Example, Page, Rule
from briefing.checks.rules.fold_log import LOG, Entry
from briefing.checks.statements import statements
from briefing.errors import Problem
from briefing.extract.extract import cues
from briefing.text.mask import mask
from briefing.text.quotation_marks import find_quoted

UNCORRECTED = Rule(
    "B408", "unlogged-correction", "error",
    "Who read the old figure, name or doubt elsewhere has to find that it was corrected. "
    "Only `briefing check --since main` can tell.",
    Example("28% becomes 29% on a page", "the same, and a new line on the page in the log"),
)  # fmt: skip
_ALIKE = 0.5
"""What two blocks have in common at least, from 0 to 1, if one is a version of the other."""
_NEAR = 20
"""So many blocks of the same section, the next in order, may be what a block was: a table can have
hundreds."""


def uncorrected(before: Briefing, now: Briefing, log: frozenset[Entry]) -> Iterator[Problem]:
    """A Problem for each block, and the article, that has lost something significant since.

    `log` has the entries that the log has gained since; one on the page is enough, for the article
    one on any page of its briefing. What is only added, or said in another form or place of the
    page, and a page that is new or gone, is no correction.
    """
    logged = {f"docs/{entry.path}" for entry in log}
    if not any(path.startswith(f"docs/{now.slug}/") for path in logged):
        yield from _of_article(before, now)
    published = {page.id or page.path: page for page in before.pages}
    for page in now.pages:
        old = published.get(page.id or page.path)
        if old is None or page.path in logged:
            continue
        for was, block in _changed(old, page):
            kept = [block] if block else page.by_people()
            if gone := _lost(_stated([was], before), _stated(kept, now)):
                yield _problem(gone, page.path, block.line if block else 1)


def _of_article(before: Briefing, now: Briefing) -> Iterator[Problem]:
    """A Problem if the article itself, from which pages are drawn, has lost something."""
    was, kept = (
        [text for address, text in each.addresses.items() if "." in address]
        for each in (before, now)
    )
    gone = _lost(_significant(was, before), _significant(kept, now)) if was != kept else []
    if now.article and gone:
        yield _problem(gone, now.article.path, 1)


def _problem(gone: Sequence[str], path: str, line: int) -> Problem:
    message = f"published with {', '.join(gone)}, and now without"
    page = path.removeprefix("docs/") if path.startswith("docs/") else "its source page"
    entry = f"- DATE · [PAGE]({page}): the old, the new, why"
    fix = f"if that is meant, put on top of the list in {LOG}: {entry}"
    return Problem(path, line, UNCORRECTED.code, message, fix, 1, UNCORRECTED.severity)


def _changed(old: Page, page: Page) -> Iterator[tuple[Block, Block | None]]:
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


def _likeness(was: Block, block: Block) -> float:
    likeness = SequenceMatcher(None, was.text, block.text)
    return likeness.ratio() if likeness.quick_ratio() >= _ALIKE else 0.0


def _stated(blocks: Iterable[Block], briefing: Briefing) -> list[tuple[object, str]]:
    said = (each for block in blocks for each in statements(block))
    return _significant(map(readable, said), briefing)


def _significant(texts: Iterable[str], briefing: Briefing) -> list[tuple[object, str]]:
    """The figures, dates, quotations, names and hedges of `texts`: each as meant and as written."""
    spoken = language(briefing)
    found: list[tuple[object, str]] = []
    for text in texts:
        quoted = find_quoted(text)
        unquoted = mask(text, quoted)
        days = find_days(unquoted, spoken)
        numbers = find_quantities(mask(unquoted, ((d.start, d.end) for d in days)), spoken)
        found += ((normalise(text[a + 1 : z - 1]), text[a:z]) for a, z in quoted)
        found += ((day.days or day.text, day.text) for day in days)
        found += (((each.value, each.unit), each.text) for each in numbers if each.counts)
        found += ((match[0], match[0]) for match in briefing.names.pattern.finditer(text))
        found += ((hedge.text.lower(), hedge.text) for hedge in cues(text, spoken).hedges)
    return found


def _lost(was: Sequence[tuple[object, str]], now: Sequence[tuple[object, str]]) -> list[str]:
    """How that was written of `was` which is not in `now`, each as often as it is lacking."""
    left = Counter(meaning for meaning, _ in now)
    gone = []
    for meaning, written in was:
        if left[meaning]:
            left[meaning] -= 1
        else:
            gone.append(written)
    return gone

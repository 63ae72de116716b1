"""Pages as published and as they are now in, what changed for a reader without a word out.

Significant is what docs/about.md calls so: a figure, a date, a quotation, a name, how certain it
is. Knows no disk and no git.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from briefing.checks.cited import language, readable
from briefing.checks.log import LOG, Entry
from briefing.checks.model import Block, Briefing, Example, Page, Rule
from briefing.checks.quantities import find_days, find_quantities
from briefing.checks.statements import statements
from briefing.errors import Problem
from briefing.extract import extract
from briefing.patterns.mask import mask
from briefing.patterns.quotation_marks import find_quoted
from briefing.source import normalise

UNCORRECTED = Rule(
    "B408", "unlogged-correction", "error",
    "Who read the old figure, name or doubt elsewhere has to find that it was corrected. "
    "Only `briefing check --since main` can tell.",
    Example("28% becomes 29% on a page", "the same, and a new line on the page in the log"),
)  # fmt: skip
_ALIKE = 0.5
"""What two blocks have in common at least, from 0 to 1, if one is a version of the other."""


def uncorrected(before: Briefing, now: Briefing, log: frozenset[Entry]) -> Iterator[Problem]:
    """A Problem for each block that was published and has lost something significant since.

    `log` has the entries that the log has gained since; one on the page is enough. What is only
    added, said in another form or place of the page, and a page that is new or gone, is no
    correction.
    """
    logged = {f"docs/{entry.path}" for entry in log}
    published = {page.id or page.path: page for page in before.pages}
    for page in now.pages:
        old = published.get(page.id or page.path)
        if old is None or page.path in logged:
            continue
        for was, block in _changed(old, page):
            kept = [block] if block else list(page.by_people())
            if gone := _lost(_significant([was], before), _significant(kept, now)):
                message = f"published with {', '.join(gone)}, and now without"
                line = f"- DATE · [PAGE]({page.path.removeprefix('docs/')}): the old, the new, why"
                fix = f"if that is meant, put on top of the list in {LOG}: {line}"
                told = block.problem(page, 0, message, fix) if block else None
                found = told or page.problem(1, message, fix, column=1)
                yield replace(found, code=UNCORRECTED.code, severity=UNCORRECTED.severity)


def _changed(old: Page, page: Page) -> Iterator[tuple[Block, Block | None]]:
    """The published blocks that are no more, each with what it is now, or None where deleted."""
    unchanged = {block.text for block in old.blocks} & {block.text for block in page.blocks}
    left = [block for block in old.blocks if block.text not in unchanged and not block.level]
    for block in page.by_people():
        if block.text in unchanged or block.level:
            continue
        alike = [(_likeness(was, block), -place) for place, was in enumerate(left)]
        likeness, place = max(alike, default=(0.0, 0))
        if likeness >= _ALIKE:
            yield left.pop(-place), block
    yield from ((was, None) for was in left if not was.generated)


def _likeness(was: Block, block: Block) -> float:
    same_place = was.section == block.section
    return SequenceMatcher(None, was.text, block.text).ratio() if same_place else 0.0


def _significant(blocks: Iterable[Block], briefing: Briefing) -> list[tuple[object, str]]:
    """The figures, dates, quotations, names and hedges that `blocks` state: what they mean, and how
    they are written."""
    spoken = language(briefing)
    found: list[tuple[object, str]] = []
    for statement in (each for block in blocks for each in statements(block)):
        text = readable(statement)
        quoted = find_quoted(text)
        unquoted = mask(text, quoted)
        days = find_days(unquoted, spoken)
        numbers = find_quantities(mask(unquoted, ((d.start, d.end) for d in days)), spoken)
        found += ((normalise(text[a + 1 : z - 1]), text[a:z]) for a, z in quoted)
        found += ((day.days or day.text, day.text) for day in days)
        found += (((each.value, each.unit), each.text) for each in numbers if each.counts)
        found += ((match[0], match[0]) for match in briefing.names.pattern.finditer(text))
        found += ((hedge.text.lower(), hedge.text) for hedge in extract(text, spoken).hedges)
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

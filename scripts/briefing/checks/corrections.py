"""Pages as published and as they are now in, what changed for a reader without a word out.

Significant is what docs/about.md calls so: a figure, a date, a quotation, a name, how certain it
is. Knows no disk and no git.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from briefing.checks.cited import language, readable
from briefing.checks.figures import look_up
from briefing.checks.log import LOG, Entry
from briefing.checks.model import Block, Briefing, Example, Page, Rule
from briefing.checks.statements import statements
from briefing.errors import Problem
from briefing.extract import cues

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
    added, or a block or a page that is new, is no correction.
    """
    logged = {f"docs/{entry.path}" for entry in log}
    published = {page.path: page for page in before.pages}
    for page in now.pages:
        old = published.get(page.path)
        if old is None or page.path in logged:
            continue
        for was, block in _changed(old, page):
            gone = _significant(was, before) - _significant(block, now)
            if gone:
                message = f"published with {', '.join(gone)}, and now without"
                line = f"- DATE · [PAGE]({page.path.removeprefix('docs/')}): the old, the new, why"
                fix = f"if that is meant, put on top of the list in {LOG}: {line}"
                found = block.problem(page, 0, message, fix)
                yield replace(found, code=UNCORRECTED.code, severity=UNCORRECTED.severity)


def _changed(old: Page, page: Page) -> Iterator[tuple[Block, Block]]:
    """The blocks by people that have changed, each with the one that it was."""
    unchanged = {block.text for block in old.blocks} & {block.text for block in page.blocks}
    left = [block for block in old.blocks if block.text not in unchanged and not block.level]
    for block in page.by_people():
        if block.text in unchanged or block.level:
            continue
        alike = [(_likeness(was, block), -place) for place, was in enumerate(left)]
        likeness, place = max(alike, default=(0.0, 0))
        if likeness >= _ALIKE:
            yield left[-place], block


def _likeness(was: Block, block: Block) -> float:
    same_place = was.section == block.section
    return SequenceMatcher(None, was.text, block.text).ratio() if same_place else 0.0


def _significant(block: Block, briefing: Briefing) -> Counter[str]:
    """The figures, dates, quotations, known names and hedges that `block` states."""
    found = Counter[str]()
    spoken = language(briefing)
    for statement in statements(block):
        text = readable(statement)
        found.update(each.text for each in look_up(statement.text, (), language=spoken))
        found.update(match[0] for match in briefing.names.pattern.finditer(text))
        found.update(hedge.text for hedge in cues(text, spoken).hedges)
    return found

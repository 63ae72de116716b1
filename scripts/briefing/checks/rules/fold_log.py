"""Rule B409: the log of corrections in, its entries out, and what is wrong with their form.

An entry is an item of one line, and the newest is the first:

    - 2026-11-24 · [Costs](harbour/costs.md): what said what, what it says now, why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.checks.model import Block, Briefing, Example, Page, PageRule
from briefing.checks.rules.fold_freshness import is_day
from briefing.errors import Problem

LOG = "docs/corrections.md"
_ENTRY = re.compile(
    r"- (\d{4}-\d\d-\d\d) · \[([^\[\]]+)\]\(([\w./-]+\.md)(#[\w.-]+)?\): (\S.*)"
)  # fmt: skip
_FORM = "- 2026-11-24 · [Costs](harbour/costs.md): what said what, what it says now, why."


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction of the page at `path`, below docs/, on a `day`; `text` is Markdown."""

    day: str
    title: str
    path: str
    anchor: str
    text: str


def entries(log: Page) -> list[Entry]:
    """The entries of the `log` that have their form, in its order."""
    return [entry for block in _items(log) if (entry := _entry(block))]


def entry_form(page: Page, _: Briefing) -> Iterator[Problem]:
    """A problem for each item of the log that is no entry, or is newer than the one above it."""
    above = ""
    for block in _items(page) if page.path == LOG else ():
        entry = _entry(block)
        if entry is None:
            message = "the entry does not give its day, its page and what changed, on one line"
            yield block.problem(page, 0, message, f"write {_FORM}")
        elif above and entry.day > above:
            message = f"the entry of {entry.day} stands below that of {above}"
            yield block.problem(page, 2, message, "put the newest first")
        above = entry.day if entry else above


def _items(page: Page) -> Iterator[Block]:
    return (block for block in page.blocks if block.group == "list")


def _entry(block: Block) -> Entry | None:
    found = _ENTRY.fullmatch(block.text.rstrip())
    if found is None or not is_day(found[1]):
        return None
    return Entry(found[1], found[2], found[3], found[4] or "", found[5])


RULES = (
    PageRule(
        "B409", "correction-form", "error",
        "Readers, and programs that read the feed, look for the day, the page and the change.",
        Example("- The loan was not 28%, sorry!", _FORM),
        entry_form,
    ),
)  # fmt: skip

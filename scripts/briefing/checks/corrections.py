"""Pages as published and as they are now in, figures that changed without a word out.

Knows no disk and no git. Who read the old figure elsewhere has to find that it was corrected.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.checks.cited import language, stated
from briefing.checks.figures import look_up
from briefing.checks.model import Block, Briefing, Example, Page, Rule
from briefing.errors import Problem

UNCORRECTED = Rule(
    "B408", "unlogged-correction", "error",
    "A figure, date or quotation that was published and changes is told in the corrections log.",
    Example("28% becomes 29% on a page", "the same, and a new line on the page in the log"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure of people's on a page: the section that it is in, and itself as written."""

    section: str
    text: str


def uncorrected(before: Briefing, now: Briefing, log_lines: frozenset[str]) -> Iterator[Problem]:
    """A Problem for each figure that took the place of a published one in the same section.

    `log_lines` are the lines that the log has gained since; one that names the page's file is
    enough. What is only added, or a page that is new, is no correction.
    """
    published = {page.path: page for page in before.pages}
    for page in now.pages:
        old = published.get(page.path)
        if old is None or any(page.path.rpartition("/")[2] in line for line in log_lines):
            continue
        was, is_now = _figures(old, before), _figures(page, now)
        for said, places in is_now.items():
            replaced = [
                other.text
                for other, stood in was.items()
                if other.section == said.section and len(stood) > len(is_now.get(other, ()))
            ]
            if len(places) > len(was.get(said, ())) and replaced:
                old_figures = " or ".join(replaced)
                message = f"{said.text} stands where {old_figures} was published"
                fix = "add a line to docs/corrections.md with the page, the old and the new"
                found = _changed(old, page, places).problem(page, 0, message, fix)
                yield replace(found, code=UNCORRECTED.code)


def _changed(old: Page, page: Page, places: list[Block]) -> Block:
    """Of the blocks where a figure stands, the one that was not published so."""
    published = {block.text for block in old.blocks}
    return next((block for block in places if block.text not in published), places[-1])


def _figures(page: Page, briefing: Briefing) -> dict[_Said, list[Block]]:
    """What people say in figures, dates and quotations on `page`, each with its blocks."""
    found: dict[_Said, list[Block]] = {}
    for block, statement in stated(page):
        for each in look_up(statement.text, (), language=language(briefing)):
            found.setdefault(_Said(block.section, each.text), []).append(block)
    return found

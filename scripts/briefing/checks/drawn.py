"""Rule B407: what the compiler drew from the article still says what the passage says."""

import re
from collections.abc import Iterator

from briefing.checks.cited import cited
from briefing.checks.model import Block, Briefing, Example, Page, PageRule
from briefing.checks.plain import said
from briefing.checks.statements import REFERENCE, Statement, statements
from briefing.errors import Problem
from briefing.words import words

_DRAWN = (
    "Key figures", "Who says what", "Dated events", "True when written", "Where the article turns",
    "Also on this theme",
)  # fmt: skip
"""The sections with excerpts of passages, cut by an ellipsis."""
_BY_RULES = re.compile(r"<span[^<>]*>.*?</span>|\A(?:Before|After), in \[[^\]]*\]\([^)]*\): |\*\*")
_CELLS = re.compile(r"(?<!\\)\|")
_FIX = "people write above, in sections of their own; what the article says, change in articles/"


def altered_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each passage, or excerpt of one, that says something else now."""
    for block in page.by_people() if briefing.article else ():
        whole = block.section == "Passages"
        if not (whole or block.section in _DRAWN) or block.level:
            continue
        for statement in statements(block) if REFERENCE.search(block.text) else ():
            yield from _altered(page, briefing, block, statement, whole)


def _altered(
    page: Page, briefing: Briefing, block: Block, statement: Statement, whole: bool
) -> Iterator[Problem]:
    passages = [" ".join(words(each.text)) for each in cited(page, briefing, statement)]
    text = said(_BY_RULES.sub("", statement.text)).replace("\0", " ")
    for cell in _CELLS.split(text):
        if not (whole or "…" in cell):
            continue
        for piece in cell.split("…"):
            told = " ".join(words(piece))
            if told and not any(f" {told} " in f" {passage} " for passage in passages):
                where = " or ".join(address for address, _ in statement.citations)
                message = f"this is not what {where or 'a passage'} says: {piece.strip()[:50]}"
                yield block.problem(page, statement.offset, message, _FIX)
                return


RULES = (
    PageRule(
        "B407", "altered-passage", "warning",
        "Tables and passages are drawn from the article, and readers take them for it.",
        Example(
            "DeepSeek is looking for a new round of funding. [¶8.1](source.md#p8)",
            "DeepSeek is reportedly looking for a new round of funding. [¶8.1](source.md#p8)",
        ),
        altered_passage,
    ),
)  # fmt: skip

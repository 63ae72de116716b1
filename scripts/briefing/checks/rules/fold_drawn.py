"""Rules B407 and B410: what the compiler took from the article still says what it says there."""

import html
import re
from collections.abc import Iterator

from briefing.checks.fold_cited import cited
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import page_rule, section
from briefing.checks.statements import REFERENCE, Statement, statements
from briefing.errors import Problem
from briefing.markdown.fold_plain import said
from briefing.text.mask import MASK
from briefing.text.words import words

_DRAWN = (
    "Key figures", "Who says what", "Dated events", "True when written", "Where the article turns",
    "Also on this theme",
)  # fmt: skip
"""The sections with excerpts of passages, cut by an ellipsis."""
_PASSAGE = re.compile(r'<span id="p([0-9.]+)">(.*?)</span>', re.DOTALL)
_BY_RULES = re.compile(
    r"<span class[^<>]*>.*?</span>|\A(?:Before|After), in \[[^\]]*\]\([^)]*\): |\*\*"
)
_CELLS = re.compile(r"(?<!\\)\|")
_FIX = "people write above, in sections of their own; what the article says, change in articles/"
_BACK = "copy the page from .briefing/base/ over it, then run briefing split"


@page_rule(
    "B407",
    "warning",
    bad="DeepSeek is looking for a new round of funding. [¶8.1](source.md#p8)",
    good="DeepSeek is reportedly looking for a new round of funding. [¶8.1](source.md#p8)",
    around=section("Passages"),
)
def altered_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Tables and passages are drawn from the article, and readers take them for it."""
    if not briefing.article or page.path in briefing.sources:
        return
    for block in page.by_people():
        whole = block.section == "Passages"
        if (whole or block.section in _DRAWN) and not block.level:
            for statement in statements(block) if REFERENCE.search(block.text) else ():
                yield from _altered(page, briefing, block, statement, whole)


@page_rule(
    "B410",
    "error",
    bad='<span id="p4.1">The wall fell.</span> [¶4.1](#p4.1)',
    good='<span id="p4.1">The old sea wall broke.</span> [¶4.1](#p4.1)',
    in_words=True,
)
def altered_source(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """The source page stands for the article: what it says, every other page is held against."""
    passages = briefing.sources.get(page.path, {})
    there = {f"¶{found[1]}" for found in _PASSAGE.finditer(page.text)}
    for address in passages:
        if "." in address and address not in there:
            yield page.problem(1, f"{address} of the article is missing", _BACK)
    for block in page.by_people() if passages else ():
        for found in _PASSAGE.finditer(block.text):
            address = f"¶{found[1]}"
            told, passage = (_words(text) for text in (found[2], passages.get(address, "")))
            if told != passage and not found[2].startswith("[¶"):
                message = f"this is not what {address} says: {found[2][:50]}"
                yield block.problem(page, found.start(2), message, _FIX)


def _words(markdown: str) -> list[str]:
    return words(said(html.unescape(markdown)).replace(MASK, " "))


def _altered(
    page: Page, briefing: Briefing, block: Block, statement: Statement, whole: bool
) -> Iterator[Problem]:
    passages = [" ".join(words(each.text)) for each in cited(page, briefing, statement)]
    text = said(_BY_RULES.sub("", statement.text)).replace(MASK, " ")
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

"""Rules B2: every statement says where it comes from."""

import re
from collections.abc import Iterator

from briefing.checks.model import Block, Briefing, Example, Page, PageRule
from briefing.errors import Problem
from briefing.markdown.inline import LINK, cells, sentences, sources, words

_SUMMARIES = re.compile(r"Bottom lines?|The article in \d+ words")
_PASSAGES = ("Passages", "Also on this theme", "Where the article turns")
_CREDIT = re.compile(r"\{ \.(?:credit|terms) \}\Z")
_SECTION = re.compile(r"\]\([\w./-]*#[\w-]+\)")
_UNNUMBERED = re.compile(r"\]\([\w./-]*#(?:h\d+|byline|biography)\)")
_HOW = "end it with the passage, such as [¶4.2](source.md#p4), or with a link to a source outside"


def unsourced_sentence(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each sentence of a bottom line that ends without a source."""
    if not briefing.article:
        return
    for block in page.by_people():
        if not _SUMMARIES.fullmatch(block.section) or block.level or _CREDIT.search(block.text):
            continue
        given = list(sources(block.text))
        for start, end in sentences(block.text, briefing.article.language):
            if not any(start <= at < end for at, _ in given):
                said = _short(block.text[start:end])
                message = f"this sentence of the bottom line does not say where it is from: {said}"
                yield block.problem(page, start, message, _HOW)


def unsourced_row(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each row of a table without a source, or a link to a section that has it."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed" or any(sources(block.text)) or _SECTION.search(block.text):
            continue
        first = next(cells(block.text), (0, ""))[1]
        message = f"the row '{_short(first)}' does not say where it is from"
        yield block.problem(page, 0, message, "add the passage, such as [¶4.2](source.md#p4)")


def unsourced_side(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each side of a dispute without a source."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed":
            for offset, cell in cells(block.text):
                if not any(sources(cell)):
                    message = f"this side of the dispute does not say where it is from: {cell[:40]}"
                    yield block.problem(page, offset, message, _HOW)


def unsourced_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each passage that people changed, and that no longer has its address."""
    for block in page.by_people() if briefing.article else ():
        if block.section not in _PASSAGES or block.level or not words(block.text):
            continue
        named = any(sources(block.text)) or _UNNUMBERED.search(block.text)
        if not (named or block.text.endswith("{ .lead }")):
            message = f"this passage does not say where it is from: {_short(block.text)}"
            yield block.problem(page, 0, message, "end it with its address: [¶4.2](source.md#p4)")


def _rows(page: Page) -> Iterator[Block]:
    """The rows of all tables, without their heads."""
    return (b for b in page.blocks if b.group not in ("", "list") and b.text != b.group)


def _short(text: str) -> str:
    text = " ".join(LINK.sub(r"\1", text).split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


RULES = (
    PageRule(
        "B201",
        "unsourced-sentence",
        "error",
        "A bottom line is what most people read; each of its sentences can be looked up.",
        Example(
            "The wall cost $12 million.",
            "The council wants to spend $12 million. [¶1.1](source.md#p1)",
        ),
        unsourced_sentence,
    ),
    PageRule(
        "B202",
        "unsourced-row",
        "error",
        "A figure or a claim in a table is quoted without the text around it.",
        Example(
            "| **$12 million** | Price |", "| **$12 million** | Price | [¶1.1](source.md#p1) |"
        ),
        unsourced_row,
    ),
    PageRule(
        "B203",
        "unsourced-side",
        "error",
        "Each side of a dispute is somebody's, and can be looked up.",
        Example("| Ruth Vale: no new tax. |", "| Ruth Vale: no new tax. [¶1.2](source.md#p1) |"),
        unsourced_side,
    ),
    PageRule(
        "B204",
        "unsourced-passage",
        "error",
        "A passage is an account of one place in the article: without it, it is just words.",
        Example("The vote was close.", "The vote was close. [¶6.1](source.md#p6)"),
        unsourced_passage,
    ),
)

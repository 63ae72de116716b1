"""Rules B2: every statement says where it comes from."""

import re
from collections.abc import Iterator

from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import TABLE, page_rule, section
from briefing.checks.rules.notes import DISPUTE
from briefing.errors import Problem
from briefing.markdown.inline import LINK, cells, sentences, sources, words

_SUMMARIES = re.compile(r"Bottom lines?|The article in \d+ words")
_PASSAGES = ("Passages", "Also on this theme", "Where the article turns")
_CREDIT = re.compile(r"\{ \.(?:credit|terms) \}\Z")
_SECTION = re.compile(r"\]\([\w./-]*#[\w-]+\)")
_UNNUMBERED = re.compile(r"\]\([\w./-]*#(?:h\d+|byline|biography)\)")
_HOW = "end it with the passage, such as [¶4.2](source.md#p4), or with a link to a source outside"


@page_rule(
    "B201",
    "error",
    bad="The wall cost $12 million.",
    good="The council wants to spend $12 million. [¶1.1](source.md#p1)",
    around=section("Bottom line"),
)
def unsourced_sentence(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A bottom line is what most people read; each of its sentences can be looked up."""
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


@page_rule(
    "B202",
    "error",
    bad="| **$12 million** | Price |",
    good="| **$12 million** | Price | [¶1.1](source.md#p1) |",
    around=TABLE,
)
def unsourced_row(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A figure or a claim in a table is quoted without the text around it."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed" or any(sources(block.text)) or _SECTION.search(block.text):
            continue
        first = next(cells(block.text), (0, ""))[1]
        message = f"the row '{_short(first)}' does not say where it is from"
        yield block.problem(page, 0, message, "add the passage, such as [¶4.2](source.md#p4)")


@page_rule(
    "B203",
    "error",
    bad="| Ruth Vale: no new tax. |",
    good="| Ruth Vale: no new tax. [¶1.2](source.md#p1) |",
    around=DISPUTE,
)
def unsourced_side(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Each side of a dispute is somebody's, and can be looked up."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed":
            for offset, cell in cells(block.text):
                if not any(sources(cell)):
                    message = f"this side of the dispute does not say where it is from: {cell[:40]}"
                    yield block.problem(page, offset, message, _HOW)


@page_rule(
    "B204",
    "error",
    bad="The vote was close.",
    good="The vote was close. [¶6.1](source.md#p6)",
    around=section("Passages"),
)
def unsourced_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A passage is an account of one place in the article: without it, it is just words."""
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

"""Rules B5: the form of notes, updates and disputes, and how much may be quoted."""

import difflib
import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise

from briefing.article.notes import read_note, says, strays
from briefing.checks.facts import Facts, count_words, find_quotations
from briefing.checks.model import PASSAGES, Briefing, Page, PageBlock
from briefing.checks.rule import briefing_rule, page_rule, section
from briefing.errors import Problem
from briefing.markdown.lines import like_note
from briefing.project import NOTES

BOXES = ("update", "editors-note")
"""The boxes of notes on pages."""
HEAD = "| One side | The other side |"
SETTLE = "What would settle it: "
DISPUTE = section("disputed", f"### Cost\n\n{HEAD}\n|---|---|\n{{}}\n\n{SETTLE}its books.")
LONGEST_NOTE = 50
_SIDE = re.compile(r"[^\s:|][^:|]{0,60}: \S")
_ALIKE = 0.7
"""From which likeness on, from 0 to 1, a word is taken for a slip of another."""


@page_rule("B501", "error", in_words=True)
def note_form(page: Page, facts: Facts) -> Iterator[Problem]:
    """Readers need to know of a note which passage it is on, what it rests on, and how old that is.

    Not: kind: scoop
    But: kind: scope
    """
    if page.is_note and page.front_matter:
        yield from read_note(page.content or b"", page.path)[1]
        if page.note and facts.briefing.article:
            yield from strays(page.note, facts.briefing.addresses)


@page_rule("B502", "error")
def note_on_a_page(page: Page, facts: Facts) -> Iterator[Problem]:
    """A note is a file of its own: there it is checked, and from there it follows its passage.

    Not:
        !!! editors-note "Scope · [¶4.1](source.md#p4)"
            The figure is for V3, not R1.
    But: The figure is disputed. [¶6.2](source.md#p6)
    """
    folder = f"{posixpath.dirname(page.path)}/{NOTES}"
    for block in page.by_people() if facts.briefing.article and not page.is_note else ():
        if _is_meant_as_note(block):
            own = (link.target for link in block.links if link.target.startswith(f"{NOTES}/"))
            message = "a note that stands on the page only is not checked, and stays behind"
            fix = f"make a file of it, {folder}/some-name.md: CONTRIBUTING.md shows its form"
            if file := next(own, ""):
                message = "this note was changed here, and its own file was not"
                fix = f"write it into {folder}/{posixpath.basename(file)}, and bring this back"
            yield page.problem(block.start, message, fix)


def _is_meant_as_note(block: PageBlock) -> bool:
    """Whether a block is a box for a note, even if mistyped, or stands in the list of all notes."""
    if block.section == "notes" and not block.level:
        return True
    kind, rest = like_note(block.text)
    is_alike = bool(difflib.get_close_matches(kind.lower(), BOXES, 1, _ALIKE))
    is_there = "¶" in (block.text if block.kind == "note" else rest)
    return bool(kind or rest) and (is_alike or is_there)


@page_rule("B503", "warning", in_words=True)
def note_length(page: Page, facts: Facts) -> Iterator[Problem]:
    """A long note is not read; two short ones are.

    Not: A note of 80 words
    But: At most 50 words
    """
    count = sum(count_words(each.words) for each in facts.statements) if page.is_note else 0
    if count > LONGEST_NOTE:
        message = f"the note has {count} words; the limit is {LONGEST_NOTE}"
        fix = "say what changes a reader's understanding"
        yield page.problem(facts.statements[0].start, message, fix)


@page_rule("B505", "error", in_words=True)
def note_about(page: Page, facts: Facts) -> Iterator[Problem]:
    """What the publisher has corrected is no slip any more; and a note names the words it is about.

    Not: about: AI interference, where the passage says “AI inference” now
    But: The file is deleted, or names other words
    """
    note, addresses = page.note, facts.briefing.addresses
    passage = addresses.get(note.address, "") if note and note.about else ""
    if note and passage and not says(passage, note.about):
        message = f"{note.address} no longer says “{note.about}”, but: {passage}"
        fix = "if it was corrected, delete this file; else name words that stand there"
        yield note.problem("about", message, fix)


@briefing_rule("B506", "warning", in_words=True)
def note_on_no_page(briefing: Briefing) -> Iterator[Problem]:
    """Who adds a note wants to see it; who deletes its box on a page has not deleted the note.

    Not: docs/harbour/notes/wall.md, and no box of it on a page
    But: The same after `briefing split`
    """
    links = (link for page in briefing.pages for block in page.blocks for link in block.links)
    shown = {posixpath.basename(link.target) for link in links if f"{NOTES}/" in link.target}
    for note in (page.note for page in briefing.notes if page.note):
        if note.name not in shown and not note.is_gone:
            fix = "run 'briefing split'; if its box was deleted on purpose, delete this file"
            yield note.problem("passage", "no page shows this note", fix)


@page_rule("B504", "error", around=DISPUTE)
def dispute_form(page: Page, facts: Facts) -> Iterator[Problem]:
    """Two sides beside each other, each with its speaker, and what would decide between them.

    Not: | It was cheap. | It was not. |
    But: | Ruth Vale: … [¶1.2](source.md#p1) | …: … |
    """
    blocks = list(page.section("disputed")) if facts.briefing.article else []
    starts = (number for number, block in enumerate(blocks) if block.level == 3)
    for start, end in pairwise([*starts, len(blocks)]):
        heading, *parts = blocks[start:end]
        rows = [block for block in parts if block.is_row]
        if len(rows) != 1 or rows[0].group.split("\n")[0].strip() != HEAD:
            fix = f"write a table with the head {HEAD} and one row below it"
            yield page.problem(heading.start, "the dispute has no table of its two sides", fix)
            continue
        row = rows[0]
        for side in (slice(*cell) for cell in row.cells):
            if not _SIDE.match(row.text[side]):
                message = f"this side of the dispute names no speaker: {row.text[side][:40]}"
                fix = "write: Speaker: what they say. ¶"
                yield page.problem(row.start + side.start, message, fix)
        if len(row.cells) != 2:
            yield page.problem(row.start, "the dispute does not have two sides", "write both")
        if not any(block.text.startswith(SETTLE) for block in parts):
            message = "the dispute does not say what would settle it"
            yield page.problem(parts[-1].start, message, f"add a paragraph: {SETTLE}…")


LONGEST_QUOTATION, MOST_QUOTATIONS, MOST_QUOTED = 25, 2, 100
"""Words of one quotation, quotations on a page, quoted words in all of a briefing."""


@page_rule("B508", "error", in_words=True)
def quotation(page: Page, facts: Facts) -> Iterator[Problem]:
    """The article belongs to its author: quote only where the wording is the point.

    Not: Three sentences in quotation marks
    But: At most 25 words, twice a page
    """
    found = _quotations(page) if facts.briefing.article else ()
    for number, (offset, text) in enumerate(found, 1):
        count = count_words(text)
        if count > LONGEST_QUOTATION:
            message = f"the quotation has {count} words; the limit is {LONGEST_QUOTATION}"
            yield page.problem(offset, message, "quote what matters, tell the rest")
        if number > MOST_QUOTATIONS:
            message = f"this is quotation {number} on the page; the limit is {MOST_QUOTATIONS}"
            yield page.problem(offset, message, "tell it in your own words")


@briefing_rule("B509", "error", in_words=True)
def quotations(briefing: Briefing) -> Iterator[Problem]:
    """Many short quotations together are a copy of the article.

    Not: Twenty quotations
    But: At most 100 words in all of a briefing
    """
    count = 0
    for page in (*briefing.pages, *briefing.notes) if briefing.article else ():
        for offset, text in _quotations(page):
            before, count = count, count + count_words(text)
            if before <= MOST_QUOTED < count:
                message = f"with this quotation the briefing quotes more than {MOST_QUOTED} words"
                yield page.problem(offset, message, "tell one of them in your own words")


def _quotations(page: Page) -> Iterator[tuple[int, str]]:
    """Each quotation by people, with its offset; that in the title of a box is none."""
    for block in page.by_people():
        for start, end in find_quotations(block) if block.section not in PASSAGES else ():
            if not any(like_note(block.text)) or "\n" in block.text[:start]:
                yield block.start + start, block.words[start:end]

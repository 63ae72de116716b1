"""Rules B5: the form of notes, updates and disputes, and how much may be quoted."""

import difflib
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.checks.facts import Facts, count_words, find_quotations
from briefing.checks.model import PASSAGES, Briefing, Page, PageBlock
from briefing.checks.rule import PAGE, briefing_rule, page_rule, section
from briefing.errors import Problem
from briefing.markdown.lines import like_note
from briefing.project import SOURCE, did_you_mean
from briefing.text.dates import is_day
from briefing.text.languages import wording

KINDS = (
    "Name", "Word", "Term", "Scope", "Attribution", "Comparison", "Cause", "Quotation",
    "Chronology", "Out of date", "Not found", "Description",
)  # fmt: skip
"""What an editor's note can be about."""
FORM = {
    "update": f'!!! update "2025-09 · [¶4.1]({SOURCE}.md#p4)"',
    "editors-note": f'!!! editors-note "Scope · [¶4.1]({SOURCE}.md#p4)"',
}
HEAD = "| One side | The other side |"
SETTLE = "What would settle it: "
DISPUTE = section("disputed", f"### Cost\n\n{HEAD}\n|---|---|\n{{}}\n\n{SETTLE}its books.")
LONGEST_NOTE = 50
_SECTIONS = {"since-the-article": "update", "editors-notes": "editors-note"}
_TITLE = re.compile(r'\s+"(.*)"\s*')
_PARAGRAPH = re.compile(r"(?:[ \t]*\S.*(?:\n|\Z))+")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_SOURCE = re.compile(
    r"Source: \S.*, (?:(?:(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]+) )?(?P<year>\d{4})"
    rf"|date not noted); looked at (?P<looked>{_MONTH.pattern})\."
)
_NOT_INDENTED = re.compile(r"\n(?! {4}|\t|[ \t]*$).", re.MULTILINE)
_SIDE = re.compile(r"[^\s:|][^:|]{0,60}: \S")
_ALIKE = 0.7
"""From which likeness on, from 0 to 1, a word is taken for a slip of another."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note or an update: `kind` is a key of FORM, `head` what follows it on the first line.

    Below are `length` words and, last, the paragraph `source` on one line; `dates` are those of
    it, if it has its form.
    """

    block: PageBlock
    kind: str
    head: str
    length: int
    source: str
    dates: re.Match[str] | None

    @property
    def name(self) -> str:
        """What reports call it."""
        return self.kind.removeprefix("editors-")


@functools.lru_cache(maxsize=64)
def notes(page: Page) -> Sequence[Note]:
    """Each note and update of `page` in order."""
    found = list[Note]()
    for block in page.blocks:
        kind, head = like_note(block.text) if block.kind == "note" else ("", "")
        if kind in FORM and block.text.startswith(f"!!! {kind}"):
            begin = block.text.find("\n") + 1 or len(block.text)
            parts = list(_PARAGRAPH.finditer(block.text, begin))
            body = [part.span() for part in parts if not part[0].lstrip().startswith("Source:")]
            length = sum(count_words(block.words[start:end]) for start, end in body)
            source = " ".join(parts[-1][0].split()) if len(body) < len(parts) else ""
            found.append(Note(block, kind, head, length, source, _SOURCE.fullmatch(source)))
    return found


@page_rule("B501", "error")
def note_head(page: Page, _: Facts) -> Iterator[Problem]:
    """Readers, and the list of notes, need to know what a note is and which passage it is on.

    Not: !!! editors-note "Careful!"
    But: !!! editors-note "Scope · [¶4.1](source.md#p4)"
    """
    for block in page.blocks:
        if kind := _mistyped(block):
            head = block.text.split("\n")[0].split('"')[0].strip()
            message = f"'{head}' begins neither a note nor an update, so nothing of it is checked"
            yield page.problem(block.start, message, f"did you mean {kind}? write {FORM[kind]}")
    for note in notes(page):
        for message, fix in _about_head(note):
            yield page.problem(note.block.start, message, fix)
        if line := _NOT_INDENTED.search(note.block.text):
            message = f"this line is not indented by four, so it stands outside of the {note.name}"
            at = note.block.start + line.start() + 1
            yield page.problem(at, message, "put four blanks before it")


def _mistyped(block: PageBlock) -> str:
    """Which of FORM a box seems to be meant as; empty if it is one, or of another kind: a tip."""
    kind, rest = like_note(block.text)
    if not (kind or rest) or (block.text.startswith(f"!!! {kind}") and kind in FORM):
        return ""
    kind = kind.lower()
    if alike := difflib.get_close_matches(kind, FORM, 1, _ALIKE):
        return str(alike[0])
    if block.section in _SECTIONS:
        return _SECTIONS[block.section]
    if "¶" in (block.text if kind == "note" else rest):
        return "update" if _MONTH.match(rest.strip(' "')) else "editors-note"
    return ""


def _about_head(note: Note) -> Iterator[tuple[str, str]]:
    """What is wrong with the first line of a note, and what to do."""
    title, fix = _TITLE.fullmatch(note.head), f"write {FORM[note.kind]}"
    if not title:
        yield f"the {note.name} has no title in quotes", fix
        return
    first, _, passage = (part.strip() for part in title[1].partition(" · "))
    if note.kind == "update" and not _MONTH.fullmatch(first):
        yield f"the update does not begin with its month, but with '{first}'", fix
    if note.kind == "editors-note" and first not in KINDS:
        yield f"'{first}' is no kind of note", did_you_mean(first, KINDS)
    links, text = note.block.links, note.block.document.text
    if not any(text[e.start : e.end] == passage and len(e.cites) == 1 for e in links):
        yield f"the {note.name} does not say which passage it is on", fix


@page_rule(
    "B502", "error", around=PAGE.replace("{}", f"{FORM['editors-note']}\n    So.\n\n    {{}}")
)
def note_source(page: Page, _: Facts) -> Iterator[Problem]:
    """What does not come from the article needs a source of its own, and dates age.

    Not: Source: Nature.
    But: Source: Nature, September 2025; looked at 2026-11.
    """
    for note in notes(page):
        fix = "end with: Source: its name, September 2025; looked at 2026-11."
        if not note.source.startswith("Source:"):
            message = f"the {note.name} has no source"
        elif not note.dates:
            message = f"the source of the {note.name} lacks its date, or when it was looked at"
        elif message := _impossible(note, note.dates):
            fix = "correct the date that is wrong"
        else:
            continue
        at = note.block.start + max(0, note.block.text.rfind("Source:"))
        yield page.problem(at, message, fix)


def _impossible(note: Note, dates: re.Match[str]) -> str:
    """What cannot be in the dates of a note; empty if all can."""
    day, month, year, looked = dates.group("day", "month", "year", "looked")
    update = _MONTH.match(note.head.strip(' "')) if note.kind == "update" else None
    if update and looked < update[0]:
        return f"the update is of {update[0]}, and its source was looked at before, in {looked}"
    months = wording().months
    number = months.index(month) + 1 if month in months else 0
    if number and day and not is_day(f"{year}-{number:02}-{int(day):02}"):
        return f"there is no {day} {month} {year}"
    if year and looked < (f"{year}-{number:02}" if number else year):
        of = " ".join(filter(None, (day, month, year)))
        return f"the source is of {of}, and was looked at before, in {looked}"
    return ""


@page_rule("B503", "warning", in_words=True)
def note_length(page: Page, _: Facts) -> Iterator[Problem]:
    """A long note is not read; two short ones are.

    Not: A note of 80 words
    But: At most 50 words
    """
    for note in notes(page):
        if note.length > LONGEST_NOTE:
            message = f"the {note.name} has {note.length} words; the limit is {LONGEST_NOTE}"
            fix = "say what changes a reader's understanding"
            yield page.problem(note.block.start, message, fix)
        elif not note.length:
            fix = "say it in a paragraph of its own, indented by four"
            yield page.problem(note.block.start, f"the {note.name} says nothing", fix)


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
    for page in briefing.pages if briefing.article else ():
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

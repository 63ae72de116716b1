"""Rules B5: the form of what people add, by which a machine finds its kind, source and date."""

import re
from collections.abc import Iterator

from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import PAGE, page_rule, section
from briefing.checks.rules.fold_boxes import FORM, mistyped, outside
from briefing.checks.rules.fold_dates import impossible
from briefing.errors import Problem
from briefing.markdown.inline import cells, words
from briefing.project import did_you_mean

KINDS = (
    "Name", "Word", "Term", "Scope", "Attribution", "Comparison", "Cause", "Quotation",
    "Chronology", "Out of date", "Not found", "Description",
)  # fmt: skip
"""What an editor's note can be about."""
HEAD = "| One side | The other side |"
SETTLE = "What would settle it: "
DISPUTE = section("Disputed", f"### Cost\n\n{HEAD}\n|---|---|\n{{}}\n\n{SETTLE}its books.")
LONGEST_NOTE = 50
_TYPE = re.compile(r"!!! ([\w-]+)(.*)")
_TITLE = re.compile(r'\s+"(.*)"\s*')
_PASSAGE = re.compile(r"\[¶\d+(?:\.\d+)?\]\([^()\s]+\)")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_DATE = r"(?:(?:\d{1,2} )?[A-Z][a-z]+ )?\d{4}|date not noted"
_SOURCE = re.compile(rf"Source: \S.*, (?:{_DATE}); looked at \d{{4}}-(?:0[1-9]|1[0-2])\.")
_SIDE = re.compile(r"[^\s:|][^:|]{0,60}: \S")


@page_rule("B501", "error", bad='!!! editors-note "Careful!"', good=FORM["editors-note"])
def note_head(page: Page, _: Briefing) -> Iterator[Problem]:
    """Readers, and the list of notes, need to know what a note is and which passage it is on."""
    for block, kind in mistyped(page):
        head = block.text.split("\n")[0].split('"')[0].strip()
        message = f"'{head}' begins neither a note nor an update, so nothing of it is checked"
        yield block.problem(page, 0, message, f"did you mean {kind}? write {FORM[kind]}")
    for block, kind, rest in _notes(page):
        for message, fix in _about_head(kind, rest):
            yield block.problem(page, 0, message, fix)
        if place := outside(block):
            what = f"stands outside of the {_called(kind)}"
            message = f"this line is not indented by four, so it {what}"
            yield block.problem(page, place, message, "put four blanks before it")


def _about_head(kind: str, rest: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the first line of a note, and what to do."""
    title, fix = _TITLE.fullmatch(rest), f"write {FORM[kind]}"
    if not title:
        yield f"the {_called(kind)} has no title in quotes", fix
        return
    first, _, passage = (part.strip() for part in title[1].partition(" · "))
    if kind == "update" and not _MONTH.fullmatch(first):
        yield f"the update does not begin with its month, but with '{first}'", fix
    if kind == "editors-note" and first not in KINDS:
        yield f"'{first}' is no kind of note", did_you_mean(first, KINDS)
    if not _PASSAGE.fullmatch(passage):
        yield f"the {_called(kind)} does not say which passage it is on", fix


@page_rule(
    "B502",
    "error",
    bad="Source: Nature.",
    good="Source: Nature, September 2025; looked at 2026-11.",
    around=PAGE.replace("{}", f"!!! {FORM['editors-note'][4:]}\n    So.\n\n    {{}}"),
)
def note_source(page: Page, _: Briefing) -> Iterator[Problem]:
    """What does not come from the article needs a source of its own, and dates age."""
    for block, kind, _rest in _notes(page):
        *_body, last = _paragraphs(block)
        fix = "end with: Source: its name, September 2025; looked at 2026-11."
        if not last.startswith("Source:"):
            message = f"the {_called(kind)} has no source"
        elif not _SOURCE.fullmatch(last):
            message = f"the source of the {_called(kind)} lacks its date, or when it was looked at"
        elif message := impossible(block.text.split("\n")[0], last):
            fix = "correct the date that is wrong"
        else:
            continue
        yield block.problem(page, max(0, block.text.rfind("Source:")), message, fix)


@page_rule(
    "B503", "warning", bad="A note of 80 words", good=f"At most {LONGEST_NOTE} words", in_words=True
)
def note_length(page: Page, _: Briefing) -> Iterator[Problem]:
    """A long note is not read; two short ones are."""
    for block, kind, _rest in _notes(page):
        body = [text for text in _paragraphs(block)[1:] if not text.startswith("Source:")]
        count = sum(words(text) for text in body)
        if count > LONGEST_NOTE:
            message = f"the {_called(kind)} has {count} words; the limit is {LONGEST_NOTE}"
            yield block.problem(page, 0, message, "say what changes a reader's understanding")
        elif not count:
            fix = "say it in a paragraph of its own, indented by four"
            yield block.problem(page, 0, f"the {_called(kind)} says nothing", fix)


@page_rule(
    "B504",
    "error",
    bad="| It was cheap. | It was not. |",
    good="| Ruth Vale: … [¶1.2](source.md#p1) | …: … |",
    around=DISPUTE,
)
def dispute_form(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Two sides beside each other, each with its speaker, and what would decide between them."""
    disputes = list[list[Block]]()
    for block in page.section("Disputed") if briefing.article else ():
        if block.level == 3:
            disputes.append([block])
        elif disputes:
            disputes[-1].append(block)
    for heading, *parts in disputes:
        rows = [block for block in parts if block.group and block.text != block.group]
        heads = {block.group.split("\n")[0].strip() for block in rows}
        if heads != {HEAD} or len(rows) != 1:
            fix = f"write a table with the head {HEAD} and one row below it"
            yield heading.problem(page, 0, "the dispute has no table of its two sides", fix)
            continue
        sides = list(cells(rows[0].text))
        for offset, side in sides:
            if not _SIDE.match(side):
                message = f"this side of the dispute names no speaker: {side[:40]}"
                yield rows[0].problem(page, offset, message, "write: Speaker: what they say. ¶")
        if len(sides) != 2:
            yield rows[0].problem(page, 0, "the dispute does not have two sides", "write both")
        if not any(block.text.startswith(SETTLE) for block in parts):
            fix = f"add a paragraph: {SETTLE}…"
            yield parts[-1].problem(page, 0, "the dispute does not say what would settle it", fix)


def _notes(page: Page) -> Iterator[tuple[Block, str, str]]:
    """Each note and update with its type and the rest of its first line."""
    for block in page.blocks:
        if (head := _TYPE.match(block.text)) and head[1] in FORM:
            yield block, head[1], head[2]


def _paragraphs(block: Block) -> list[str]:
    """The first line of a note, then each of its paragraphs on one line."""
    first, _, body = block.text.partition("\n")
    return [first, *(" ".join(part.split()) for part in re.split(r"\n\s*\n", body) if part.strip())]


def _called(kind: str) -> str:
    return "note" if kind == "editors-note" else kind

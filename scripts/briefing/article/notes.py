"""Read notes and updates, which people add to passages: a file each, docs/<slug>/notes/<name>.md.

A note says what the article omits or gets wrong, an update what happened since. CONTRIBUTING.md
shows one of each.
"""

import functools
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.article.first_words import REVIEW
from briefing.article.source_lock import normalise
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter, schema
from briefing.markdown.blocks import (
    front_matter_and_body,
    normalised,
    page_blocks,
    unfinished_merge,
)
from briefing.markdown.commonmark import plain
from briefing.markdown.contents import is_address
from briefing.markdown.schema import Field, Schema, Value, keys, list_of, month, one_line
from briefing.project import decode, did_you_mean
from briefing.text.dates import edtf_in_words

UPDATE = "update"
KINDS = (
    UPDATE, "name", "word", "term", "scope", "attribution", "comparison", "cause", "quotation",
    "chronology", "out of date", "not found", "description",
)  # fmt: skip
"""What a note can be about; an update is one of its own."""
_PASSAGE = re.compile(r'(¶[0-9.]+)?\s*(?:"([^"]*)")?')


@dataclass(frozen=True, slots=True)
class NoteSource:
    """What a note rests on; `date` is an EDTF date, `looked_up` the month in which it was read.

    `url` is empty where it has no address; the others readers need in order to find it.
    """

    outlet: str
    title: str
    date: str
    url: str
    looked_up: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the passage at `address`, or an update, which alone has `when`, its month.

    `words` are the first words of the passage, `about` those that it is about, empty where its
    file does not give them. `text` is Markdown: paragraphs. `lines` has the line of each key.
    """

    path: str
    address: str
    words: str
    about: str
    kind: str
    when: str
    sources: tuple[NoteSource, ...]
    text: str
    lines: Mapping[tuple[str | int, ...], int]

    @property
    def name(self) -> str:
        """The name of its file."""
        return Path(self.path).name

    @property
    def is_gone(self) -> bool:
        """Whether its passage is in the article no more."""
        return not self.address

    @property
    def paragraph(self) -> int:
        """The number of the paragraph that it is on; 0 if that is gone."""
        return int(self.address[1:].partition(".")[0] or 0)

    def words_with_dates(self, language: str) -> str:
        """Its text, and the dates of what it tells and of its sources in words."""
        dates = [each for each in (self.when, *(source.date for source in self.sources)) if each]
        return " ".join([self.text, *(edtf_in_words(each, language) for each in dates)])

    def problem(self, key: str, message: str, fix: str = "") -> Problem:
        """A problem at the line of `key`."""
        return Problem(self.path, self.lines.get((key,), 1), "note", message, fix)


def parse_passage(text: str) -> tuple[str, str]:
    """The address and the words of `¶4.1 "DeepSeek, which Liang"`, or `¶4.1`; else neither.

    A note whose passage is gone has its words alone: `"was: DeepSeek, which Liang ~3f9a1c"`.
    """
    found = _PASSAGE.fullmatch(text)
    address, words = (found[1] or "", found[2] or "") if found else ("", "")
    is_sound = is_address(address) or (not address and words.startswith(REVIEW))
    return (address, words) if is_sound else ("", "")


def with_passage(text: str, note: "Note", address: str, words: str) -> str:
    """The `text` of the file of `note` with another address and other words of its passage."""
    value = f'{address} "{words}"'.strip() if words else address
    entry = front_matter.dump({"passage": value}).split("\n")[1]
    lines = text.split("\n")
    place = note.lines["passage",] - 1
    lines[place] = entry + "\r" * lines[place].endswith("\r")
    return "\n".join(lines)


def _passage(value: Value) -> tuple[str, str]:
    found = parse_passage(schema.text(value))
    if not any(found):
        fix = 'write ¶7.2, or with the first words of the passage: ¶7.2 "The minister promised"'
        value.complain(f"'{value.content}' is no passage", fix)
    return found


def _kind(value: Value) -> str:
    kind = schema.text(value).lower()
    if kind and kind not in KINDS:
        value.complain(f"'{value.content}' is no kind of note", did_you_mean(kind, KINDS))
    return kind


def _sources(value: Value) -> tuple[NoteSource, ...]:
    each, content = keys(SOURCE_KEYS), value.content
    found = list_of(each)(value) if isinstance(content, list) else (each(value),)
    return tuple(NoteSource(**source) for source in found)


SOURCE_KEYS: Schema = {
    "outlet": Field(one_line, missing="add who published it, such as 'outlet: Nature'"),
    "title": Field(one_line, missing="add what it is called there, so that readers can find it"),
    "date": Field(schema.edtf, missing="add when it was published: 2025-09-17, 2025-09, or 2025~"),
    "url": Field(schema.url),
    "looked_up": Field(month, missing="add when you read it: 'looked_up: 2026-11'"),
}
NOTE_KEYS: Schema = {
    "passage": Field(_passage, missing="add the passage that it is on: 'passage: ¶4.1'"),
    "about": Field(one_line),
    "kind": Field(_kind, missing=f"add one of: {', '.join(KINDS)}"),
    "when": Field(month),
    "source": Field(_sources, missing="add what it rests on: CONTRIBUTING.md shows how"),
}
"""What the front matter of a note may hold."""


@functools.lru_cache(maxsize=4096)
def read_note(content: bytes, path: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """The note in the file at `path`, or None and all that is wrong with it."""
    try:
        text = normalised(decode(content, path))
        if problems := list(unfinished_merge(path, text)):
            raise ArticleError(*problems)
        matter = front_matter.parse(text, path)
    except ArticleError as error:
        return None, error.problems
    values, problems = schema.validate(matter, path, NOTE_KEYS)
    if not problems:
        (address, words), sources = values.pop("passage"), values.pop("source")
        said, wrong = _text(path, text)
        note = Note(path, address, words, **values, sources=sources, text=said, lines=matter.lines)
        problems = [*_about_dates(note), *wrong]
        if not problems:
            return note, ()
    return None, tuple(sorted(problems, key=lambda problem: problem.line))


def _text(path: str, text: str) -> tuple[str, list[Problem]]:
    """The paragraphs of a note with this `text`, without comments, and what else is there."""
    head, body = front_matter_and_body(text)
    said, problems, line = list[str](), list[Problem](), 1 + head.count("\n")
    for block in page_blocks(body):
        if block.kind == "p":
            said.append(block.text)
        elif not block.text.startswith("<!--"):
            fix = "say it in a sentence or two, without headings, lists and tables"
            problems.append(Problem(path, line, "note", "a note is plain paragraphs", fix))
        line += (block.text + block.gap).count("\n")
    if not (said or problems):
        message, fix = "the note says nothing", "write below the second '---' what it says"
        problems.append(Problem(path, line, "note", message, fix))
    return "\n\n".join(said), problems


def _about_dates(note: Note) -> Iterator[Problem]:
    """What cannot be in the dates of `note`."""
    if note.kind == UPDATE and not note.when:
        yield note.problem("kind", "an update has to say when it happened", "add 'when: 2025-09'")
    if note.kind != UPDATE and note.when:
        fix = "delete the line, or write 'kind: update'"
        yield note.problem("when", "only an update has 'when'", fix)
    fix = "correct the date that is wrong"
    for source in note.sources:
        read = source.looked_up
        if note.when > read:
            message = f"it happened in {note.when}, and its source was read before, in {read}"
            yield note.problem("when", message, fix)
        first = source.date.partition("/")[0].rstrip("?~%")[: len(read)]
        if first > read[: len(first)]:
            message = f"the source is of {source.date}, and was read before, in {read}"
            yield note.problem("source", message, fix)


def read_notes(files: Mapping[str, bytes | None], addresses: Container[str]) -> list[Note]:
    """The notes in `files`, by path, on passages at `addresses`; not those on what is gone.

    Raises ArticleError with all that is wrong.
    """
    notes, problems = list[Note](), list[Problem]()
    for path, content in files.items():
        note, wrong = read_note(content or b"", path)
        problems += wrong or (strays(note, addresses) if note else ())
        notes += [note] if note and not note.is_gone else []
    if problems:
        raise ArticleError(*problems)
    return notes


def strays(note: Note, addresses: Container[str]) -> Iterator[Problem]:
    """A Problem if the passage of `note` does not exist."""
    if not note.is_gone and note.address not in addresses:
        message = f"there is no {note.address} in the article"
        fix = "name the passage that says it now, or delete the file"
        yield note.problem("passage", message, fix)


def says(passage: str, about: str) -> bool:
    """Whether `about` stands in the Markdown of a `passage`, whatever the typography of both."""
    words = normalise(plain(passage, opens_line=False))
    return normalise(about).casefold() in words.casefold()

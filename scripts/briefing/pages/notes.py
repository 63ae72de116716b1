"""What the pages need of each note: its box, its line, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from briefing.article.first_words import REVIEW
from briefing.article.notes import UPDATE, Note, NoteSource
from briefing.markdown.commonmark import escape, guard_start, link_to, plain
from briefing.pages.passages import ArticleView, Link, PassageView
from briefing.project import NOTES, SOURCE
from briefing.text.dates import edtf_in_words
from briefing.text.words import sentence_starts


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on a passage of `theme`, in the paragraph with the `anchor`.

    `text` are its paragraphs, `line` the same as one, `first_sentence` what it begins with, all of
    them Markdown. `source` is the line on its sources; `file` leads to the note's own file,
    `section` to where it stands on the theme's page. `is_under_review`: its passage has changed
    since it was written.
    """

    theme: str
    anchor: str
    is_update: bool
    label: str
    where: Link
    text: str
    line: str
    first_sentence: str
    source: str
    file: Link
    section: Link
    is_under_review: bool

    @property
    def box(self) -> str:
        """The kind of box that it stands in."""
        return UPDATE if self.is_update else "editors-note"


def view_notes(seen: ArticleView, notes: Iterable[Note]) -> tuple[NoteView, ...]:
    """The `notes` in the order of their passages, which are some of those of `seen`."""
    first = dict[str, PassageView]()
    for passage in seen.passages:
        for address in (passage.title, passage.where.text) if passage.is_text else ():
            first.setdefault(address, passage)

    def place(note: Note) -> tuple[int, str, str, str]:
        return first[note.address].index, note.address, note.when, note.name

    return tuple(_view(seen, note, first[note.address]) for note in sorted(notes, key=place))


def _view(seen: ArticleView, note: Note, passage: PassageView) -> NoteView:
    is_update = note.kind == UPDATE
    label = note.when if is_update else note.kind.capitalize()
    section = "since-the-article" if is_update else "editors-notes"
    is_there = seen.files.get(passage.theme) != ""  # else people have deleted it
    page = seen.page(passage.theme, section if is_there else passage.anchor)
    sources = " · ".join(_source(seen, each) for each in note.sources)
    return NoteView(
        passage.theme,
        passage.anchor,
        is_update,
        label,
        Link(note.address, f"{SOURCE}.md#{passage.anchor}", passage.where.title),
        note.text,
        " ".join(note.text.split()),
        _first_sentence(note.text, seen.article.language),
        seen.phrases["note_sources"].format(sources=sources),
        Link(seen.phrases["edit_note"], f"{NOTES}/{note.name}"),
        Link(label, page.href),
        note.words.startswith(REVIEW),
    )


def _first_sentence(text: str, language: str) -> str:
    words = plain(text)
    start, end = next(pairwise([*islice(sentence_starts(words, language), 2), len(words)]))
    return guard_start(escape(words[start:end].strip()))


def _source(seen: ArticleView, source: NoteSource) -> str:
    """A source: `[The title](address), outlet, September 2025; looked at 2026-11`."""
    title = escape(source.title)
    if address := link_to(source.url):
        title = f"[{title}]({address})"
    return seen.phrases["note_source"].format(
        what=f"{title}, {escape(source.outlet)}",
        date=edtf_in_words(source.date, seen.article.language),
        looked_up=source.looked_up,
    )

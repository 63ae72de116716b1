"""Notes, and the passages that they stand beside: what the pages need of each to show them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise

from briefing.article.first_words import REVIEW
from briefing.article.notes import UPDATE, Note, NoteSource
from briefing.extract.extract import find_time_bound
from briefing.markdown.commonmark import escape, guard_start, link_to, plain
from briefing.pages.passages import WORD, ArticleView, Link, PassageView
from briefing.project import NOTES, SOURCE
from briefing.text.dates import edtf_in_words
from briefing.text.patterns import mask_quoted
from briefing.text.words import sentence_starts

_MARKS = str.maketrans("“”„’‘", '"""\'\'')


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on a passage of `theme`, in the paragraph with the `anchor`.

    `passage` is the number of the passage in the article, `number` that of the note on its page,
    where it has the anchor `id`; `about` are the words of the passage that it is about. `text` are
    its paragraphs, `line` the same as one, `first_sentence` what it begins with, all of them
    Markdown. `source` is the line on its sources; `file` leads to the note's own file, `section` to
    where it stands on the theme's page. `is_under_review`: its passage has changed since.
    """

    theme: str
    anchor: str
    passage: int
    number: int
    id: str
    about: str
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

    shown, counts = list[NoteView](), Counter[str]()
    for note in sorted(notes, key=place):
        passage = first[note.address]
        counts[passage.theme] += 1
        shown.append(_view(seen, note, passage, counts[passage.theme]))
    return tuple(shown)


def _view(seen: ArticleView, note: Note, passage: PassageView, number: int) -> NoteView:
    phrases, is_update = seen.phrases, note.kind == UPDATE
    month = edtf_in_words(note.when, seen.article.language) if is_update else ""
    label = phrases["since_then"].format(date=month) if is_update else note.kind.capitalize()
    name = f"note-{note.name.removesuffix('.md')}"
    is_there = seen.files.get(passage.theme) != ""  # else people have deleted it
    page = seen.page(passage.theme, name if is_there else passage.anchor)
    sources = " · ".join(_source(seen, each) for each in note.sources)
    read = " · ".join(dict.fromkeys(each.looked_up for each in note.sources))
    return NoteView(
        passage.theme,
        passage.anchor,
        passage.index,
        number,
        name,
        note.about,
        is_update,
        label,
        Link(note.address, f"{SOURCE}.md#{passage.anchor}", passage.where.title),
        note.text,
        " ".join(note.text.split()),
        _first_sentence(note.text, seen.article.language),
        phrases["note_sources"].format(sources=sources, looked_up=read),
        Link(phrases["edit_note"], f"{NOTES}/{note.name}"),
        Link(label, page.href),
        note.words.startswith(REVIEW),
    )


def annotated(
    seen: ArticleView, passages: Sequence[PassageView], notes: Sequence[NoteView]
) -> Iterator[tuple[str, list[NoteView]]]:
    """The passages of a page as running Markdown, each stretch with the notes that are beside it.

    A stretch ends with its paragraph, or behind a passage with notes; the first of a paragraph has
    its anchor. What a note is about is underlined, a speaker in bold at the first word, and what
    was true for a while only has its date.
    """
    of_passage = defaultdict[int, list[NoteView]](list)
    for note in notes:
        of_passage[note.passage].append(note)
    for anchor, together in groupby(passages, key=lambda passage: passage.anchor):
        stretch = list[PassageView]()
        for passage in together:
            if stretch and (of_passage[stretch[-1].index] or passage.is_alone):
                yield _stretch(seen, stretch, anchor, of_passage)
                stretch, anchor = [], ""
            stretch.append(passage)
        yield _stretch(seen, stretch, anchor, of_passage)


def _stretch(
    seen: ArticleView,
    stretch: Sequence[PassageView],
    anchor: str,
    notes: Mapping[int, list[NoteView]],
) -> tuple[str, list[NoteView]]:
    last, attributes = stretch[-1], f"\n{{ #{anchor} }}" if anchor else ""
    own, check = notes[last.index], seen.phrases["check_this"]
    where = f'<span class="check-this">{check}</span> ' * last.is_uncertain + f"{last.where}"
    if not last.is_text:
        return f"**{last.markdown}** {where}{attributes}", own
    if last.is_block:
        return f"{last.markdown}\n\n{where}{attributes}", own
    if last.is_alone:
        words = f'<span id="{anchor}">{last.markdown[2:]}</span>' if anchor else last.markdown[2:]
        return f"- {words} {where}", own
    lines = [f"{_marked(seen, each, notes[each.index])} {each.where}" for each in stretch[:-1]]
    return "\n".join([*lines, f"{_marked(seen, last, own)} {where}{attributes}"]), own


def _marked(seen: ArticleView, passage: PassageView, notes: Iterable[NoteView]) -> str:
    """The Markdown of a passage with what is to be seen in it; a link in it stays as it is."""
    text, language = passage.text, seen.article.language
    if guard_start(escape(text)) != passage.markdown:
        return passage.markdown
    marks = [(*place, "<u>", "</u>") for note in notes if (place := find(note.about, text))]
    marks += [(each.start, each.end, "**", "**") for each in passage.findings.speakers]
    if passage.as_of:
        dated = seen.phrases["ageing"].format(date=passage.as_of)
        written = f' <span class="dated">{dated}</span>'
        ageing = find_time_bound(mask_quoted(text), language)
        marks += [(e.end, e.end, written, "") for e in ageing if e.text.lower() != "already"]
    pieces, done = list[str](), 0
    for start, end, before, after in sorted(marks):
        if start >= done:
            pieces += escape(text[done:start]), before, escape(text[start:end]), after
            done = end
    return guard_start("".join((*pieces, escape(text[done:]))))


def find(words: str, text: str) -> tuple[int, int] | None:
    """Where `words` stand in `text`, whatever the case and the quotation marks of both."""
    words, place = words.translate(_MARKS).strip('" ').lower(), -1
    if words and len(text.lower()) == len(text):
        place = text.translate(_MARKS).lower().find(words)
    return (place, place + len(words)) if place >= 0 else None


def count_words(text: str) -> int:
    """How many words a reader has to read, two characters being one in scripts without blanks."""
    return len(WORD.findall(text))


def paragraph_ranges(passages: Iterable[PassageView]) -> str:
    """The paragraphs of `passages` as a reader would list them: `¶1, ¶11–15`."""
    found = list[list[int]]()
    for number in (each.assignment.passage.paragraph or 0 for each in passages if each.is_text):
        if found and number <= found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"¶{e[0]}–{e[-1]}" if e[0] < e[-1] else f"¶{e[0]}" for e in found)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that was found in passages, and all the places where."""

    label: str
    places: tuple[Link, ...]


def speakers(passages: Sequence[PassageView]) -> list[Named]:
    """Who is said to say something."""
    return _named(
        (found, passage)
        for passage in passages
        for found in (
            *(each.text for each in passage.findings.speakers),
            *(each.speaker for each in passage.findings.quotations if each.speaker),
        )
    )


def figures(passages: Sequence[PassageView]) -> list[Named]:
    """All figures, as the article writes them."""
    return _named((each.text, passage) for passage in passages for each in passage.findings.figures)


def dates(passages: Sequence[PassageView]) -> list[Named]:
    """All dates, as the article writes them."""
    return _named((each.text, passage) for passage in passages for each in passage.findings.dates)


def _named(found: Iterable[tuple[str, PassageView]]) -> list[Named]:
    places = dict[str, dict[Link, None]]()
    for text, passage in found:
        places.setdefault(escape(text), {})[passage.where] = None
    return [Named(label, tuple(links)) for label, links in places.items()]


def _first_sentence(text: str, language: str) -> str:
    words = plain(text)
    start, end = next(pairwise([*islice(sentence_starts(words, language), 2), len(words)]))
    return guard_start(escape(words[start:end].strip()))


def _source(seen: ArticleView, source: NoteSource) -> str:
    """A source: `[The title](address), outlet, September 2025`."""
    title = escape(source.title)
    if address := link_to(source.url):
        title = f"[{title}]({address})"
    return seen.phrases["note_source"].format(
        what=f"{title}, {escape(source.outlet)}",
        date=edtf_in_words(source.date, seen.article.language),
    )

"""What the pages need of each passage: its words, its place, and a row for what is found in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.article.first_words import FirstWords
from briefing.article.model import CONTEXT, Article, Passage, PassageKind, Theme
from briefing.article.source_lock import SourceLock, address_in
from briefing.classify.assignment import Assignment, Band
from briefing.extract.extract import extract
from briefing.extract.findings import Date, Figure, FigureKind, Findings, Quotation
from briefing.markdown.commonmark import (
    escape,
    guard_start,
    inline,
    is_verbatim,
    link_to,
    plain,
    verbatim,
)
from briefing.project import SOURCE
from briefing.text.dates import edtf_in_words
from briefing.text.languages import wording

_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]{1,2}\s*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|^\s+")
"""A word with the blank behind it; two characters in scripts without blanks."""
_MOST_FIGURES = 6
_MOST_CLAIMS = 8
_MOST_EVENTS = 8
_WORDS_AROUND = 12
_WORDS_AFTER_FIGURE = 24
"""What a figure includes, and what it leaves out, is said after it, often behind an aside."""
_WORDS_OF_CLAIM = 36
_WORDS_OF_SPEECH = 4
"""Fewer words in quotation marks are a name or a distance, and count only with a speaker."""
_CLAUSE = re.compile(r"[,;:()–—，；：]")
_ACCORDING = re.compile(r",?\s+(?:\S+\s+){0,4}?according to (?:\S+\s+){0,4}\Z")
_RANK = {FigureKind.MONEY: 0, FigureKind.PERCENT: 1, FigureKind.COUNT: 2}

_Found = Figure | Date | Quotation


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of the briefing, or into it; `title` are the words of its passage."""

    text: str
    href: str
    title: str = ""

    def __str__(self) -> str:
        title = f' "{self.title}"' if self.title else ""
        return f"[{self.text}]({self.href}{title})"


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage: its number in the article, its words as text and as Markdown, its findings.

    `is_block` says that the Markdown is a block of code, which takes nothing on its lines;
    `written` is the EDTF date of the passage, `as_of` the same in words.
    """

    index: int
    assignment: Assignment
    text: str
    markdown: str
    is_block: bool
    findings: Findings
    written: str
    as_of: str
    anchor: str
    where: Link

    @property
    def theme(self) -> str:
        """The id of the theme whose page has the passage."""
        return self.assignment.theme

    @property
    def is_text(self) -> bool:
        """Whether the passage is text, with an address, and no heading or byline."""
        return self.assignment.passage.kind is PassageKind.TEXT

    @property
    def is_heading(self) -> bool:
        """Whether the passage is a heading of the article."""
        return self.assignment.passage.kind is PassageKind.HEADING

    @property
    def is_uncertain(self) -> bool:
        """Whether a person should check that the passage is on the right page."""
        return self.is_text and self.assignment.band is Band.CHECK

    @property
    def title(self) -> str:
        """The title of its paragraph: `¶4`, the heading itself, or else what the passage is."""
        if self.is_heading:
            return self.markdown
        return f"¶{self.anchor[1:]}" if self.is_text else self.where.text.capitalize()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What every page is composed from; `themes` are all that there are, the context last.

    `credit` says whose article it is, with empty values where the front matter does not say.
    `files` are the names of the theme pages that people have renamed, empty where they have
    deleted one. `originals` are the addresses of paragraphs at the publisher's, by anchor.
    """

    article: Article
    themes: tuple[Theme, ...]
    passages: tuple[PassageView, ...]
    credit: Mapping[str, str]
    files: Mapping[str, str]
    originals: Mapping[str, str]

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the themes by id."""
        return {theme.id: theme.title for theme in self.themes}

    @property
    def phrases(self) -> Mapping[str, str]:
        """What the compiler writes on the pages, by the language of the article."""
        return wording(self.article.language).phrases

    def on(self, theme: str) -> list[PassageView]:
        """The passages whose page is that of `theme`."""
        return [passage for passage in self.passages if passage.theme == theme]

    def page(self, theme: str, anchor: str = "") -> Link:
        """The way to the page of `theme`, or if there is none the source page, from another."""
        file = self.files.get(theme, f"{theme}.md") or f"{SOURCE}.md"
        return Link(escape(self.titles[theme]), file + (f"#{anchor}" if anchor else ""))


def view(
    article: Article,
    assignments: Sequence[Assignment],
    files: Mapping[str, str],
    lock: SourceLock | None,
    first_words: FirstWords | None = None,
) -> ArticleView:
    """`article` with all its passages but blank ones; parameters as of `compose`."""
    shown = [each for each in assignments if each.passage.kind is not PassageKind.BLANK]
    context = Theme(CONTEXT, article.context.title, article.context.question, "")
    passages, originals = tuple(_passages(article, shown, first_words)), _originals(article, lock)
    themes = (*article.themes, context)
    return ArticleView(article, themes, passages, _credit(article), files, originals)


def _passages(
    article: Article, assignments: Sequence[Assignment], first_words: FirstWords | None
) -> Iterator[PassageView]:
    headings = 0
    first_words = first_words or FirstWords(each.passage for each in assignments)
    phrases = wording(article.language).phrases
    for index, assignment in enumerate(assignments):
        passage = assignment.passage
        headings += passage.kind is PassageKind.HEADING
        anchors = {PassageKind.TEXT: f"p{passage.paragraph}", PassageKind.HEADING: f"h{headings}"}
        anchor = anchors.get(passage.kind, passage.kind.value)
        address, href = passage.address, f"{SOURCE}.md#{anchor}"
        words = first_words.of([address]) if address else ""
        where = Link(address or phrases[passage.kind.value], href, words)
        written = article.written(passage.paragraph or 0)
        dates = written, edtf_in_words(written, article.language) if written else ""
        yield PassageView(index, assignment, *_shown(article, passage), *dates, anchor, where)


def _shown(article: Article, passage: Passage) -> tuple[str, str, bool, Findings]:
    """The words of a passage as text and as Markdown, whether it is a block, what is in it."""
    opens = article.body[passage.start - 1 : passage.start] in ("", "\n", "\r")
    words = plain(passage.text, opens_line=opens)
    is_text = passage.kind is PassageKind.TEXT
    if is_text and opens and is_verbatim(passage.text):
        return words, verbatim(passage.text), True, Findings()
    found = extract(words, article.language) if is_text else Findings()
    return words, inline(passage.text, opens_line=opens), False, found


def _credit(article: Article) -> dict[str, str]:
    dates = [date for span in article.as_of for date in span.value.split("/")]
    dates.sort(key=lambda date: date.rstrip("?~%"))
    ends = dict.fromkeys((*dates[:1], *dates[-1:]))
    return {
        "title": escape(article.title),
        "author": escape(article.author),
        "publisher": escape(article.publisher),
        "source_url": link_to(article.source_url),
        "note": escape(article.note),
        "as_of": edtf_in_words("/".join(ends), article.language) if dates else "",
    }


def _originals(article: Article, lock: SourceLock | None) -> dict[str, str]:
    """The addresses of paragraphs at the publisher's, by anchor, as far as they are known."""
    if lock is None or not article.source_url:
        return {}
    return {
        f"p{paragraph.number}": link_to(address_in(article.source_url, paragraph.prefix))
        for paragraph in lock.paragraphs
        if paragraph.prefix
    }


def shorten(text: str, words: int, *, from_end: bool = False) -> str:
    """At most `words` words of `text`, as Markdown, with an ellipsis where it was cut."""
    parts = _WORD.findall(text)
    if len(parts) <= words:
        return guard_start(escape(text))
    if from_end:
        return "… " + escape("".join(parts[-words:]).strip())
    return guard_start(escape("".join(parts[:words]).rstrip())) + " …"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was found, the words around it, who says so, when, where."""

    label: str
    statement: str
    where: Link
    speaker: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows that a table has room for, and how many there are in the passages."""

    rows: tuple[Row, ...]
    of_all: int


def key_figures(passages: Sequence[PassageView], most: int = _MOST_FIGURES) -> Listing:
    """A row for each figure that `chosen_figures` gives."""
    rows = tuple(_row(passage, figure) for passage, figure in chosen_figures(passages, most))
    return Listing(rows, sum(len(passage.findings.figures) for passage in passages))


def chosen_figures(
    passages: Sequence[PassageView], most: int = _MOST_FIGURES
) -> tuple[tuple[PassageView, Figure], ...]:
    """At most `most` figures in article order, chosen by kind: money, percentages, counts."""
    found = [(passage, figure) for passage in passages for figure in passage.findings.figures]
    chosen = sorted(found, key=lambda pair: _RANK[pair[1].kind])[:most]
    return tuple(pair for pair in found if pair in chosen)


def claims(passages: Sequence[PassageView]) -> Listing:
    """Who is said to say what: one row for a speaker and passage."""
    rows = tuple(row for passage in passages for row in _claims_of(passage))
    return Listing(rows[:_MOST_CLAIMS], len(rows))


def events(passages: Sequence[PassageView]) -> Listing:
    """What has a date, as the article writes it."""
    rows = tuple(_row(passage, found) for passage, found in chosen_dates(passages))
    return Listing(rows, sum(len(passage.findings.dates) for passage in passages))


def chosen_dates(passages: Sequence[PassageView]) -> tuple[tuple[PassageView, Date], ...]:
    """The first dates of `passages`, in article order."""
    found = ((passage, each) for passage in passages for each in passage.findings.dates)
    return tuple(found)[:_MOST_EVENTS]


def _row(passage: PassageView, found: _Found) -> Row:
    label, speaker = escape(found.text), escape(said_by(passage, found))
    return Row(label, _around(passage, found), passage.where, speaker, passage.as_of)


def _claims_of(passage: PassageView) -> Iterator[Row]:
    named = set()
    for quotation in passage.findings.quotations:
        if quotation.speaker or len(_WORD.findall(quotation.text)) >= _WORDS_OF_SPEECH:
            named.add(quotation.speaker)
            yield Row(escape(quotation.speaker or ""), _around(passage, quotation), passage.where)
    for found in passage.findings.speakers:
        if found.text not in named:
            named.add(found.text)
            words = shorten(passage.text, _WORDS_OF_CLAIM)
            yield Row(escape(found.text), words, passage.where)


def said_by(passage: PassageView, found: _Found) -> str:
    """Who says what is `found`, and with which hedge, where both stand in its own clause.

    Empty where no rule finds that.
    """
    before = _CLAUSE.split(passage.text[: found.start])[-1]
    clause = found.start - len(before)
    speakers = [
        speaker.text
        for speaker in passage.findings.speakers
        if clause <= passage.text.find(speaker.verb, speaker.end) < found.start
        or _ACCORDING.match(passage.text[found.end : speaker.start])
    ]
    hedges = [
        f"“{each.text}”" for each in passage.findings.hedges if clause <= each.start < found.start
    ]
    return " ".join([*speakers[-1:], *hedges[:1]])


def _around(passage: PassageView, found: _Found) -> str:
    """The words around `found`, itself in bold."""
    before = _WORD.findall(passage.text[: found.start])
    after = _WORD.findall(passage.text[found.end :])
    left = ("… " if len(before) > _WORDS_AROUND else "") + "".join(before[-_WORDS_AROUND:])
    most = _WORDS_AFTER_FIGURE if isinstance(found, Figure) else _WORDS_AROUND
    right = "".join(after[:most])
    more = " …" if len(after) > most else ""
    bold = f"**{escape(passage.text[found.start : found.end])}**"
    return guard_start(f"{escape(left)}{bold}{escape(right.rstrip() if more else right)}{more}")

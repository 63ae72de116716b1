"""What the pages need of each passage: its words, its place, and a row for what is found in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.article.first_words import FirstWords
from briefing.article.model import CONTEXT, Article, Passage, PassageKind, Theme
from briefing.article.source_lock import SourceLock, address_in
from briefing.classify.assignment import Assignment, Band
from briefing.errors import ArticleError
from briefing.extract.extract import extract
from briefing.extract.findings import Date, Figure, FigureKind, Findings, Quotation
from briefing.markdown import front_matter
from briefing.markdown.blocks import front_matter_and_body, normalised, page_blocks
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
from briefing.text.dates import edtf_in_words, is_edtf
from briefing.text.languages import wording

WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]{1,2}\s*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|^\s+")
"""A word with the blank behind it; two characters in scripts without blanks."""
_MOST_FIGURES = 6
_MOST_EVENTS = 8
_WORDS_AROUND = 12
_WORDS_AFTER_FIGURE = 24
"""What a figure includes, and what it leaves out, is said after it, often behind an aside."""
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
    def is_alone(self) -> bool:
        """Whether it is no part of a running text: code, an item of a list, a heading."""
        return self.is_block or not self.is_text or self.markdown.startswith("- ")

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
class PageByPeople:
    """What people have said on a page: an answer, the month in which they `checked` it, and who."""

    is_answered: bool = False
    checked: str = ""
    checked_by: str = ""


PICKED = "{ .by-rules }"
"""Ends the paragraph above the passages that rules picked as an answer, a list."""


def page_by_people(text: str) -> PageByPeople:
    """What people have said on the page with this `text`; nothing, if that cannot be read."""
    try:
        values = front_matter.parse(text, "").values
    except ArticleError:
        return PageByPeople()
    title, is_there, is_answered = f"## {wording().sections['answer']}", False, False
    for block in page_blocks(front_matter_and_body(normalised(text))[1]):
        is_there = block.text == title if block.level == 2 else is_there
        is_answered |= is_there and block.text.startswith("**")
    month = str(values.get("checked") or "")
    return PageByPeople(is_answered, month * is_edtf(month), str(values.get("checked_by") or ""))


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What every page is composed from; `themes` are all that there are, the context last.

    `credit` says whose article it is, with empty values where the front matter does not say.
    `files` are the names of the theme pages that people have renamed, empty where they have
    deleted one. `originals` are the addresses of paragraphs at the publisher's, by anchor.
    `by_people` is what people have said on the page of a theme, where they have.
    """

    article: Article
    themes: tuple[Theme, ...]
    passages: tuple[PassageView, ...]
    credit: Mapping[str, str]
    files: Mapping[str, str]
    originals: Mapping[str, str]
    by_people: Mapping[str, PageByPeople]

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
    by_people: Mapping[str, PageByPeople],
) -> ArticleView:
    """`article` with all its passages but blank ones; parameters as of `compose`."""
    shown = [each for each in assignments if each.passage.kind is not PassageKind.BLANK]
    context = Theme(CONTEXT, article.context.title, article.context.question, "")
    passages, originals = tuple(_passages(article, shown)), _originals(article, lock)
    themes = (*article.themes, context)
    return ArticleView(article, themes, passages, _credit(article), files, originals, by_people)


def _passages(article: Article, assignments: Sequence[Assignment]) -> Iterator[PassageView]:
    headings, first_words = 0, FirstWords(each.passage for each in assignments)
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
    before = WORD.findall(passage.text[: found.start])
    after = WORD.findall(passage.text[found.end :])
    left = ("… " if len(before) > _WORDS_AROUND else "") + "".join(before[-_WORDS_AROUND:])
    most = _WORDS_AFTER_FIGURE if isinstance(found, Figure) else _WORDS_AROUND
    right = "".join(after[:most])
    more = " …" if len(after) > most else ""
    bold = f"**{escape(passage.text[found.start : found.end])}**"
    return guard_start(f"{escape(left)}{bold}{escape(right.rstrip() if more else right)}{more}")

"""The passages of an article as its pages show them: one by one, by paragraph, all in order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from briefing.article.model import CONTEXT, Article, Passage, PassageKind, Theme
from briefing.article.source_lock import SourceLock, address_in
from briefing.classify.assignment import Assignment, Band
from briefing.extract.extract import extract
from briefing.extract.findings import Findings
from briefing.markdown.escape import (
    escape,
    guard_start,
    inline,
    is_verbatim,
    link_to,
    plain,
    verbatim,
)
from briefing.pages.model import Credit, Excerpt, Link, Neighbour, ShownPassage, SourceEntry
from briefing.project import SOURCE
from briefing.text.dates import edtf_in_words
from briefing.text.languages import wording

WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]{1,2}\s*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|^\s+")
"""A word with the blank behind it; two characters in scripts without blanks."""


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
    def kind(self) -> PassageKind:
        """What the passage is."""
        return self.assignment.passage.kind

    @property
    def is_text(self) -> bool:
        """Whether the passage is text, with an address, and no heading or byline."""
        return self.kind is PassageKind.TEXT


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What every page is composed from; `themes` are all that there are, the context last.

    `files` are the names of the theme pages that people have renamed, empty where they have
    deleted one. `originals` are the addresses of paragraphs at the publisher's, by anchor.
    """

    article: Article
    themes: tuple[Theme, ...]
    passages: tuple[PassageView, ...]
    credit: Credit
    files: Mapping[str, str]
    originals: Mapping[str, str]

    def on(self, theme: str) -> list[PassageView]:
        """The passages whose page is that of `theme`."""
        return [passage for passage in self.passages if passage.theme == theme]

    def has_page(self, theme: str) -> bool:
        """Whether `theme` has a page, which people may have deleted."""
        return self.files.get(theme) != ""

    def page(self, theme: str, anchor: str = "") -> Link:
        """The way to the page of `theme`, or if there is none the source page, from another."""
        title = next(each.title for each in self.themes if each.id == theme)
        file = self.files.get(theme, f"{theme}.md") or f"{SOURCE}.md"
        return Link(escape(title), file + (f"#{anchor}" if anchor else ""))


def view(
    article: Article,
    assignments: Sequence[Assignment],
    files: Mapping[str, str],
    lock: SourceLock | None,
) -> ArticleView:
    """`article` with all its passages but blank ones; parameters as of `compose`."""
    shown = [each for each in assignments if each.passage.kind is not PassageKind.BLANK]
    context = Theme(CONTEXT, article.context.title, article.context.question, "")
    passages, originals = tuple(_passages(article, shown)), _originals(article, lock)
    themes = (*article.themes, context)
    return ArticleView(article, themes, passages, _credit(article), files, originals)


def _passages(article: Article, assignments: Sequence[Assignment]) -> Iterator[PassageView]:
    headings = 0
    phrases = wording(article.language).phrases
    for index, assignment in enumerate(assignments):
        passage = assignment.passage
        headings += passage.kind is PassageKind.HEADING
        anchors = {PassageKind.TEXT: f"p{passage.paragraph}", PassageKind.HEADING: f"h{headings}"}
        anchor = anchors.get(passage.kind, passage.kind.value)
        where = Link(passage.address or phrases[passage.kind.value], f"{SOURCE}.md#{anchor}")
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


def _credit(article: Article) -> Credit:
    dates = [date for span in article.as_of for date in span.value.split("/")]
    dates.sort(key=lambda date: date.rstrip("?~%"))
    ends = dict.fromkeys((*dates[:1], *dates[-1:]))
    as_of = edtf_in_words("/".join(ends), article.language) if dates else ""
    names = (escape(article.title), escape(article.author), escape(article.publisher))
    return Credit(*names, link_to(article.source_url), escape(article.note), as_of)


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
    parts = WORD.findall(text)
    if len(parts) <= words:
        return guard_start(escape(text))
    if from_end:
        return "… " + escape("".join(parts[-words:]).strip())
    return guard_start(escape("".join(parts[:words]).rstrip())) + " …"


_NEIGHBOUR_WORDS = 14


def excerpts(seen: ArticleView, on_page: Sequence[PassageView]) -> Iterator[Excerpt]:
    """The passages of a page by paragraph, in article order, with the neighbours they lost."""
    for anchor, members in _by_paragraph(on_page):
        shown = tuple(_shown_passage(seen, passage) for passage in members)
        yield Excerpt(_title(members[0]), anchor, members[0].is_text, shown)


def _by_paragraph(passages: Sequence[PassageView]) -> Iterator[tuple[str, list[PassageView]]]:
    for anchor, members in groupby(passages, key=lambda passage: passage.anchor):
        yield anchor, list(members)


def _title(passage: PassageView) -> str:
    """`¶4`, or what the passage is."""
    paragraph = passage.assignment.passage.paragraph
    return f"¶{paragraph}" if paragraph else passage.where.text.capitalize()


def _shown_passage(seen: ArticleView, passage: PassageView) -> ShownPassage:
    before, after = (_neighbour(seen, passage, step) for step in (-1, +1))
    uncertain = passage.assignment.band is Band.CHECK and passage.is_text
    text = passage.markdown
    return ShownPassage(text, passage.is_block, passage.where, before, after, uncertain)


def _neighbour(seen: ArticleView, passage: PassageView, step: int) -> Neighbour | None:
    """The passage `step` away, if both are text and it is on another page."""
    index = passage.index + step
    other = seen.passages[index] if 0 <= index < len(seen.passages) else passage
    if other.theme == passage.theme or not (other.is_text and passage.is_text):
        return None
    words = shorten(other.text, _NEIGHBOUR_WORDS, from_end=step < 0)
    return Neighbour(words, seen.page(other.theme, other.anchor), other.where)


def source_entries(seen: ArticleView) -> Iterator[SourceEntry]:
    """The whole article in order, a paragraph or heading each, with the pages that use it."""
    for anchor, members in _by_paragraph(seen.passages):
        first = members[0]
        is_heading = first.kind is PassageKind.HEADING
        yield SourceEntry(
            title=first.markdown if is_heading else _title(first),
            anchor=anchor,
            is_heading=is_heading,
            text=_flow(members),
            as_of=first.as_of,
            original=seen.originals.get(anchor, ""),
            used_on=tuple(_used_on(seen, members)),
        )


def _flow(members: Sequence[PassageView]) -> str:
    """The passages of a paragraph as one; list items and code stand in lines of their own."""
    text = _addressed(members[0])
    for one, two in pairwise(members):
        apart = any(each.is_block or each.markdown.startswith("- ") for each in (one, two))
        text += ("\n\n" if apart else "\n") + _addressed(two)
    return text


def _addressed(passage: PassageView) -> str:
    """A passage with its address, to which links can lead; under code that stands alone."""
    if not passage.is_text:
        return passage.markdown
    sentence = passage.where.text[1:]
    address = f"[¶{sentence}](#p{sentence})"
    if passage.is_block:
        return f'{passage.markdown}\n\n<span id="p{sentence}">{address}</span>'
    item = "- " if passage.markdown.startswith("- ") else ""
    return f'{item}<span id="p{sentence}">{passage.markdown.removeprefix(item)}</span> {address}'


def _used_on(seen: ArticleView, members: Sequence[PassageView]) -> Iterator[tuple[Link, str]]:
    """The pages that hold `members`, and which of them each holds."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for passage in members:
        places[passage.theme].append(passage.where.text)
    for theme, addresses in places.items():
        if seen.has_page(theme):
            link = seen.page(theme, members[0].anchor)
            yield link, "" if len(places) == 1 else ", ".join(addresses)

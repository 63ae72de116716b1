"""The article as its pages see it: each passage with its words, its place and what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.article.model import CONTEXT, Article, Passage, PassageKind, Theme
from briefing.article.source_lock import SourceLock, address_in
from briefing.classify.assignment import Assignment
from briefing.extract.extract import extract
from briefing.extract.findings import Findings
from briefing.markdown.escape import escape, inline, is_verbatim, link_to, plain, verbatim
from briefing.pages.model import Credit, Link
from briefing.project import SOURCE
from briefing.text.dates import edtf_in_words
from briefing.text.languages import wording


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
    dates = [date for span in article.as_of for date in span.date.split("/")]
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

"""An assignment as the pages see it: its words, what was found in them, where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.article.model import Article, Assignment, Passage, PassageKind
from briefing.extract.extract import Findings, extract
from briefing.markdown.escape import inline, is_verbatim, plain, verbatim
from briefing.pages.model import Credit, Link
from briefing.project import SOURCE
from briefing.text import fold_edtf as edtf
from briefing.text.wording import wording


@dataclass(frozen=True, slots=True)
class View:
    """One passage: its place in the article, its words plain and as Markdown, its findings.

    `is_block` says that the Markdown is a block of code, which takes nothing on its lines;
    `written` is the EDTF date of the passage, `as_of` the same in words.
    """

    index: int
    assignment: Assignment
    plain: str
    markdown: str
    is_block: bool
    findings: Findings
    written: str
    as_of: str
    anchor: str
    where: Link

    @property
    def kind(self) -> PassageKind:
        """What the passage is."""
        return self.assignment.passage.kind


@dataclass(frozen=True, slots=True)
class Briefing:
    """What every page is composed from. `titles` are Markdown by theme id, the context last.

    `files` are the names of the theme pages that people have renamed, empty where they have
    deleted one. `originals` are the addresses of paragraphs at the publisher's, by anchor.
    """

    article: Article
    views: tuple[View, ...]
    titles: Mapping[str, str]
    credit: Credit
    files: Mapping[str, str]
    originals: Mapping[str, str]

    def on(self, theme: str) -> list[View]:
        """The passages whose page is that of `theme`."""
        return [view for view in self.views if view.assignment.theme == theme]

    def has_page(self, theme: str) -> bool:
        """Whether `theme` has a page, which people may have deleted."""
        return self.files.get(theme) != ""

    def page(self, theme: str, anchor: str = "") -> Link:
        """The way to the page of `theme`, or if there is none the source page, from another."""
        file = self.files.get(theme, f"{theme}.md") or f"{SOURCE}.md"
        return Link(self.titles[theme], file + (f"#{anchor}" if anchor else ""))


def views(article: Article, assignments: Sequence[Assignment]) -> tuple[View, ...]:
    """One view for each assignment, in article order."""
    headings = 0
    kinds = wording(article.language).phrases
    made = []
    for index, assignment in enumerate(assignments):
        passage = assignment.passage
        headings += passage.kind is PassageKind.HEADING
        anchor = _anchor(assignment, headings)
        where = Link(passage.address or kinds[passage.kind.value], f"{SOURCE}.md#{anchor}")
        written = _written(article, passage.paragraph)
        dates = (written, edtf.in_words(written) if written else "")
        made.append(View(index, assignment, *_shown(article, passage), *dates, anchor, where))
    return tuple(made)


def _shown(article: Article, passage: Passage) -> tuple[str, str, bool, Findings]:
    """The words of a passage plain and as Markdown, whether it is a block, what is in it."""
    before = article.body[passage.start - 1 : passage.start]
    opens = before in ("", "\n", "\r")
    words = plain(passage.text, opens_line=opens)
    if passage.kind is PassageKind.TEXT and opens and is_verbatim(passage.text):
        return words, verbatim(passage.text), True, Findings()
    found = extract(words, article.language) if passage.kind is PassageKind.TEXT else Findings()
    return words, inline(passage.text, opens_line=opens), False, found


def _anchor(assignment: Assignment, headings: int) -> str:
    passage = assignment.passage
    if passage.kind is PassageKind.TEXT:
        return f"p{passage.paragraph}"
    return f"h{headings}" if passage.kind is PassageKind.HEADING else passage.kind.value


def _written(article: Article, paragraph: int | None) -> str:
    for span in article.as_of:
        if paragraph and span.first <= paragraph <= span.last:
            return span.date
    return ""

"""Reads what people state on a page, and holds it against the passages that they cite."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from briefing.checks.compare.hedges import Lost, lost
from briefing.checks.compare.look_up import Cited, Verdict, look_up
from briefing.checks.model import Briefing, Page, PageBlock, is_gone
from briefing.markdown.contents import PageLink
from briefing.project import SOURCE
from briefing.text.patterns import MASK, find_quoted
from briefing.text.words import sentence_starts

Span = tuple[int, int]
_BETWEEN = re.compile(r"[ \t,;]{0,9}(?:(?:and|or|und|oder) )?")
_ENDS_SENTENCE = '.!?…。！？"”’'
_SENTENCE = re.compile(r".*?[.!?。！？][\"”’)\]*_]{0,4}(?=\s+[^\sa-z]|\s*\Z)", re.DOTALL)
_FEW = 3
"""With so many words before it, a link begins a sentence: "According to [¶4.1](…) …"."""
_SOURCE = re.compile(r"^[ \t]*Source: ", re.MULTILINE)
_BY = re.compile(r"^[ \t]*(?:[–—]|--)[ \t]*[^\s-].*$", re.MULTILINE)
"""A line of a block quotation that tells who says it: `— Ruth Vale`."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NO_PROSE = ("pre", "definition", "hr")
_WORD = re.compile(r"\w[^\s|]*")


@dataclass(frozen=True)
class Statement:
    """What is stated in a `block`: `text` is Markdown, the page's from `start` on.

    `shown` has MASK for what no reader sees. The `links` have their offsets in the page's text.
    `sourced`: it names a source outside the article. `passage` is the one that it is a note on.
    """

    block: PageBlock
    start: int
    text: str
    shown: str
    links: tuple[PageLink, ...]
    sourced: bool
    passage: str = ""

    @property
    def noted(self) -> bool:
        """Whether it stands in a note."""
        return bool(self.passage)

    @property
    def words(self) -> str:
        """What a reader sees as words, as long as the text, with blanks for the rest."""
        return self.shown.replace(MASK, " ")

    @property
    def cites(self) -> tuple[str, ...]:
        """The passages that it cites."""
        cited = chain([self.passage] if self.noted else [], *(link.cites for link in self.links))
        return tuple(dict.fromkeys(cited))

    @property
    def block_quotations(self) -> tuple[Span, ...] | None:
        """Where in its text quotations stand, if it is a block quotation."""
        return tuple(find_quotations(self.block)) if self.block.kind == "blockquote" else None


def statements(block: PageBlock) -> Iterator[Statement]:
    """The statements of `block` in order; a heading, code or a drawing makes none."""
    if block.level or block.kind in _NO_PROSE or "<svg" in block.text:
        return
    if block.kind == "note":
        yield from _of_box(block)
    elif block.kind == "tr":
        yield from _of_row(block)
    elif block.kind == "blockquote":
        yield _statement(block, 0, len(block.text))
    else:
        for start, end in _pieces(block):
            if _WORD.search(block.words, start, end):
                yield _statement(block, start, end)


def _of_box(block: PageBlock) -> Iterator[Statement]:
    """The body of a box up to its source."""
    if head := block.text.find("\n") + 1:
        source = _SOURCE.search(block.text, head)
        yield _statement(block, head, source.start() if source else len(block.text))


def _of_row(block: PageBlock) -> Iterator[Statement]:
    """The cells of a row where several have passages of their own; else the row as a whole."""
    cited = [first for first, _ in _cited(block)]
    spans = [(start, end) for start, end in block.cells if any(start <= at < end for at in cited)]
    if block.is_row:
        for start, end in spans if len(spans) > 1 else [(0, len(block.text))]:
            yield _statement(block, start, end)


def _pieces(block: PageBlock) -> Iterator[Span]:
    """From behind one run of citations to the end of the next, or of its sentence."""
    found, text = list[Span](), block.text
    for first, last in _cited(block):
        if found and _BETWEEN.fullmatch(text, found[-1][1], first):
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    start = 0
    for (begin, end), (following, _) in pairwise([*found, (len(text), len(text))]):
        is_last = following == len(text)
        end += _rest_of_sentence(text[start:begin], text[end:following], is_last=is_last)
        yield start, end
        start = end
    yield start, len(text)


def _cited(block: PageBlock) -> Iterator[Span]:
    """Where the citations of a block stand in its text."""
    cited = (each for each in block.links if each.cites)
    return ((each.start - block.start, each.end - block.start) for each in cited)


def _rest_of_sentence(before: str, behind: str, *, is_last: bool) -> int:
    """How far a sentence that citations stand within reaches into what stands `behind` them.

    Not at all where it has ended `before` them, or ends with citations of its own.
    """
    before, first = before.rstrip(" \t\n*_"), behind.lstrip(" \t\n*_")[:1]
    if not before or not first or before[-1] in _ENDS_SENTENCE:
        return 0
    if first.isupper() and len(before.split(maxsplit=_FEW)) > _FEW:
        return 0
    sentence = _SENTENCE.match(behind)
    end = sentence.end() if sentence else len(behind)
    has_own = not is_last and not re.search(r"\w", behind[end:])
    return end if not has_own and re.search(r"\w", behind[:end]) else 0


def _statement(block: PageBlock, first: int, last: int) -> Statement:
    text, start, end = block.text[first:last], block.start + first, block.start + last
    links = tuple(link for link in block.links if start <= link.start < end)
    sourced = any(link.is_outside for link in links) or bool(_WEB.search(text))
    return Statement(block, start, text, block.shown[first:last], links, sourced)


def find_quotations(block: PageBlock) -> list[Span]:
    """Where each quotation stands in the text of `block`: its marks are a part of it.

    A block quotation is one as a whole, or up to the next citation; who says it is no part of it.
    """
    if block.kind != "blockquote":
        return find_quoted(block.words)
    found, words = list[Span](), _BY.sub(lambda line: " " * len(line[0]), block.words)
    cuts = [(0, 0), *_cited(block), (len(words), 0)]
    for (_, start), (end, _) in pairwise(cuts):
        part = words[start:end]
        if re.search(r"\w", part):
            found.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
    return found


def find_sentences(words: str, language: str) -> Iterator[Span]:
    """Where each sentence of `words`, what a reader sees, starts and ends."""
    for start, end in pairwise([*sentence_starts(words, language), len(words)]):
        if _WORD.search(words, start, end):
            yield start, end


def count_words(words: str) -> int:
    """How many words a reader sees."""
    return len(_WORD.findall(words))


@dataclass(frozen=True, kw_only=True)
class CheckedStatement(Statement):
    """A statement that people wrote or changed, and what it was held against.

    `cited` are the passages that it cites; where it cites none but links to another page, what
    people wrote there. `verdicts` are on its figures, dates and quotations; `lost` are the hedges
    and speakers of its passages that it leaves out.
    """

    cited: tuple[Cited, ...]
    verdicts: tuple[Verdict, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The briefing that a page belongs to, and the statements by people on it."""

    briefing: Briefing
    statements: tuple[CheckedStatement, ...]


def facts_of(page: Page, briefing: Briefing) -> Facts:
    """The facts of one of the pages of `briefing`."""
    stated = statements_by_people(page)
    return Facts(briefing, tuple(_checked(page, briefing, each) for each in stated))


def statements_by_people(page: Page) -> Iterator[Statement]:
    """The statements that people wrote or changed on `page`, or that a note makes."""
    if page.is_note:
        address = page.note.address if page.note else ""
        prose = (block for block in page.blocks if address and block.kind == "p")
        whole = (_statement(block, 0, len(block.text)) for block in prose)
        return (replace(each, sourced=True, passage=address) for each in whole)
    return chain.from_iterable(map(statements, page.by_people()))


def _checked(page: Page, briefing: Briefing, statement: Statement) -> CheckedStatement:
    article, language, sourced = briefing.article, briefing.language, statement.sourced
    cited, quoted = _cited_by(page, briefing, statement), statement.block_quotations
    verdicts, losses = tuple[Verdict, ...](), tuple[Lost, ...]()
    if cited or sourced or article:
        verdicts = look_up(statement.shown, cited, quoted, sourced=sourced, language=language)
    if article and statement.cites and not (sourced or statement.noted):
        losses = tuple(lost(" ".join(statement.words.split()), cited, article.author, language))
    return CheckedStatement(**vars(statement), cited=cited, verdicts=verdicts, lost=losses)


def _cited_by(page: Page, briefing: Briefing, statement: Statement) -> tuple[Cited, ...]:
    """The passages that `statement` cites; else what people wrote on the pages that it links to."""
    found, article = dict[Cited, None](), briefing.article
    places: list[tuple[Mapping[str, str], Sequence[str]]] = []
    places.append((briefing.addresses, (statement.passage,)))
    for link in statement.links:
        known = briefing.sources.get(link.page(page.linked_from)) or briefing.addresses
        places.append((known, () if is_gone(link) else link.cites))
    for known, addresses in places:
        for address in (each for each in addresses if known.get(each)):
            written = article.written(int(address[1:].partition(".")[0])) if article else ""
            passage = " ".join(known[address].split())
            found[Cited(address, passage, written, briefing.is_verbatim)] = None
    for link in statement.links:
        for note in (each.note for each in briefing.notes):
            if note and note.path == link.page(page.linked_from):
                found[Cited(note.name, note.words_with_dates(briefing.language))] = None
    if not found:
        linked = {link.page(page.linked_from) for link in statement.links if link.target[:1] != "#"}
        for each in briefing.pages:
            if each.path in linked and not each.path.endswith(f"/{SOURCE}.md"):
                blocks = (b for b in each.blocks if not b.generated or b.is_note)
                by_people = "\n\n".join(block.text for block in blocks)
                found[Cited(posixpath.basename(each.path), by_people)] = None
    return tuple(found)

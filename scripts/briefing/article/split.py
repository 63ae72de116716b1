"""Cut an article's text into blocks, such as paragraphs, and these into passages.

Reads plain text and the blocks of Markdown that articles use: headings, lists, tables, fences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from briefing.article.model import Article, Passage, PassageKind
from briefing.errors import ArticleError, Problem
from briefing.markdown import commonmark
from briefing.markdown.commonmark import ITEM_START, LINE, UNDERLINE
from briefing.text.words import sentence_starts


@dataclass(frozen=True, slots=True)
class TextBlock:
    """`text` starts at `start` in the body, and ends with a character that is not blank.

    `is_whole` says that it is a table or between fences, and is never cut.
    """

    kind: PassageKind
    start: int
    text: str
    is_whole: bool
    is_list: bool

    @property
    def is_prose(self) -> bool:
        """Whether it is text in sentences."""
        return self.kind is PassageKind.TEXT and not (self.is_whole or self.is_list)


_ENDS_OF_SENTENCE = tuple(".!?:;…。！？：；")
_NO_END_OF_HEADING = (",", "，", "、", "-", "–", "—")
_CLOSING_MARKS = "\"'”’»」』)]*_"
_BYLINE = re.compile(
    r"[*_\s]*(?:(?:by|von|par|por|door)\s+(?=[^\W\d_])|(?:作者|文)\s*[:：/／]\s*)(?P<name>.+)", re.I
)
_AFTER_NAME = re.compile(r"\s*[,|/–—(，]|\s+(?:and|und|et|y)\s|\s+(?:is|was|for|in)\s", re.I)
_ABOUT = re.compile(r"[*_#\s]*(?:About the author|The (?:author|writer) (?:is|was|has))\b", re.I)
_LIVES = (
    r"\W{0,3}\s*(?:,|，|是|现任|現任|(?:is|was|has|writes|covers|teaches|works|serves|leads|reports"
    r"|lives|runs|heads|edits|joined|spent)\b)"
)
_LONG_LINE = 160
"""Characters that a line has on average only where a line is a paragraph."""


def split_article(article: Article) -> tuple[Passage, ...]:
    """The passages of `article`.

    Raises ArticleError for each pin and range of its front matter that no passage answers to.
    """
    passages = split(article.body, article.language, article.author)
    check_addresses(article, passages)
    return passages


def check_addresses(article: Article, passages: Sequence[Passage]) -> None:
    """Raise ArticleError for each pin and range that none of the `passages` answers to."""
    if problems := list(_unknown_addresses(article, passages)):
        raise ArticleError(*problems)


def split(body: str, language: str, author: str = "") -> tuple[Passage, ...]:
    """Cut `body` into passages that, joined, are `body` to the byte.

    `language` is a BCP 47 code for the sentence rules; `author`, where known, is the name that a
    closing biography starts with. Byline, headings and biography are passages without a number.
    """
    starts: list[tuple[int, PassageKind, int | None, int | None]] = []
    paragraph = 0
    for block in text_blocks(body, author):
        if block.kind is PassageKind.TEXT:
            paragraph += 1
            sentences = enumerate(_starts_in(block, language), start=1)
            starts += ((start, block.kind, paragraph, sentence) for sentence, start in sentences)
        else:
            starts.append((block.start, block.kind, None, None))
    if not starts:
        return (Passage(PassageKind.BLANK, None, None, 0, len(body), body),) if body else ()
    edges = pairwise([0, *(start for start, *_ in starts[1:]), len(body)])
    return tuple(
        Passage(kind, number, sentence, start, end, body[start:end])
        for (_, kind, number, sentence), (start, end) in zip(starts, edges, strict=True)
    )


def text_blocks(body: str, author: str = "") -> list[TextBlock]:
    """The blocks of `body` in order; `author`, if known, helps to find the biography."""
    length = len(body.strip())
    found = [part for block in _raw_blocks(body) for part in _unwrapped(body, block, length)]
    if len(found) > 1 and (first := _byline_index(found, author)) is not None:
        found[first] = replace(found[first], kind=PassageKind.BYLINE)
        author = author or byline_name(found[first].text)
    for index in _biography(found, author):
        found[index] = replace(found[index], kind=PassageKind.BIOGRAPHY)
    return [
        replace(block, kind=PassageKind.HEADING) if _is_heading(block, after) else block
        for block, after in zip_longest(found, found[1:])
    ]


def byline_name(text: str) -> str:
    """The name in a byline: `By Ada Long, Reuters` → `Ada Long`; empty where there is none."""
    match = _BYLINE.match(text)
    return _AFTER_NAME.split(match["name"], maxsplit=1)[0].strip("*_ \t.") if match else ""


def last_paragraph(passages: Sequence[Passage]) -> int:
    """The number of the last paragraph, 0 where there is none."""
    return max((passage.paragraph or 0 for passage in passages), default=0)


def _starts_in(block: TextBlock, language: str) -> list[int]:
    """The offsets in the body at which the sentences of `block` start."""
    if block.is_whole:
        return [block.start]
    items = ITEM_START.finditer(block.text) if block.is_list else ()
    edges = sorted({0, *(match.start("mark") for match in items), len(block.text)})
    return [
        block.start + first + start
        for first, last in pairwise(edges)
        for start in sentence_starts(block.text[first:last], language)
    ]


def _raw_blocks(body: str) -> Iterator[TextBlock]:
    """Blocks as blank lines, headings, rules and fences divide them."""
    lines: list[re.Match[str]] = []
    fence = ""
    for line in LINE.finditer(body):
        text = line[0]
        if fence:
            lines.append(line)
            if commonmark.closes(text, fence):
                yield _block(lines, is_fenced=True)
                lines, fence = [], ""
        elif len(lines) == 1 and UNDERLINE.match(text) and _heading_like(lines[0][0]):
            yield _block([*lines, line], PassageKind.HEADING)
            lines = []
        elif commonmark.ends_paragraph(text):
            if lines:
                yield _block(lines)
            fence = commonmark.fence_of(text)
            lines = [line] if fence else []
            if commonmark.is_heading(text):
                yield _block([line], PassageKind.HEADING)
        else:
            lines.append(line)
    if lines:
        yield _block(lines, is_fenced=fence != "")


def _block(
    lines: Sequence[re.Match[str]], kind: PassageKind = PassageKind.TEXT, *, is_fenced: bool = False
) -> TextBlock:
    whole = "".join(line[0] for line in lines)
    start = lines[0].start() + len(whole) - len(whole.lstrip())
    is_whole = is_fenced or all(commonmark.is_row(line[0]) for line in lines)
    is_list = not is_whole and any(ITEM_START.match(line[0]) for line in lines)
    return TextBlock(kind, start, whole.strip(), is_whole, is_list)


def _unwrapped(body: str, block: TextBlock, length: int) -> list[TextBlock]:
    """One block a line, where the text is not wrapped and so each line is a paragraph.

    `length` is that of all the text: if the block is all of it, less is needed to say so.
    """
    if not block.is_prose:
        return [block]
    lines = list(LINE.finditer(body, block.start, block.start + len(block.text)))
    mean = len(block.text) / len(lines)
    is_unwrapped = mean > _LONG_LINE
    if len(block.text) == length and len(lines) >= 4 and not is_unwrapped:
        ended = [_is_ended(line[0]) or len(line[0]) < mean / 2 for line in lines[:-1]]
        is_unwrapped = sum(ended) > 0.8 * len(ended)
    return [_block([line]) for line in lines] if is_unwrapped and len(lines) > 1 else [block]


def _heading_like(text: str) -> bool:
    return len(text.strip()) <= 80 and 0 < len(text.split()) <= 12 and not _is_ended(text)


def _is_ended(text: str) -> bool:
    """Whether `text` ends like a sentence."""
    return text.rstrip().rstrip(_CLOSING_MARKS).endswith(_ENDS_OF_SENTENCE)


def _is_heading(block: TextBlock, after: TextBlock | None) -> bool:
    """Whether a paragraph is a heading by its looks: one short line, unended, before a longer."""
    text = block.text
    if not (after and block.is_prose and _heading_like(text)) or "\n" in text or "\r" in text:
        return False
    first = text.lstrip("*_“\"'")[:1]
    if not first.isalnum() or first != first.upper() or text.endswith(_NO_END_OF_HEADING):
        return False
    is_longer = len(after.text) > max(80, 2 * len(text))
    return after.kind is PassageKind.BYLINE or (is_longer and after.kind is PassageKind.TEXT)


def _byline_index(found: Sequence[TextBlock], author: str) -> int | None:
    """Which of the first blocks is the byline, if one is: only short lines stand before it."""
    for index, block in enumerate(found[:4]):
        is_paragraph = block.kind is PassageKind.TEXT
        if _heading_like(block.text):
            name = byline_name(block.text)
            is_author = author != "" and block.text.strip("*_ ") == author
            if is_author or (name and name[0] == name[0].upper()):
                return index if is_paragraph else None
        elif is_paragraph:
            return None
    return None


def _biography(found: Sequence[TextBlock], author: str) -> range:
    """The closing blocks that are about the author, none if there is no text besides."""
    name = re.compile(rf"[*_\s]*{re.escape(author)}{_LIVES}") if author else _ABOUT
    for index in range(len(found) - 1, max(len(found) - 4, 0), -1):
        about = name.match(found[index].text) or _ABOUT.match(found[index].text)
        if about and any(block.kind is PassageKind.TEXT for block in found[:index]):
            return range(index, len(found))
    return range(0)


def _unknown_addresses(article: Article, passages: Sequence[Passage]) -> Iterator[Problem]:
    """A problem for each address in the front matter that no passage has."""
    last = last_paragraph(passages)
    extent = f"the article has ¶1 to ¶{last}" if last else "the article has no paragraphs"
    known = {each.address for each in passages} | {f"¶{each.paragraph}" for each in passages}
    for pin in article.pins:
        if pin.address not in known:
            message = f"pin '{pin.address}' matches no passage"
            fix = f"{extent}; 'briefing explain' on the article without pins lists every address"
            yield Problem(article.path, pin.line, "pin", message, fix)
    for key, ranges in (("as_of", article.as_of), ("aside", article.aside)):
        for each in ranges:
            if each.last > last:
                message = f"{key} names ¶{each.last}, which does not exist"
                yield Problem(article.path, each.line, key, message, extent)

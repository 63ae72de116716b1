"""Cuts an article's body into passages, and checks that addresses and locks match them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.article.fold_blocks import Block, Shape, blocks
from briefing.article.model import Article, Kind, Passage
from briefing.errors import ArticleError, Problem
from briefing.markdown.addresses import Address, parse_address
from briefing.text.sentences import sentence_starts

_ITEM = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")


def split(body: str, language: str, author: str = "") -> tuple[Passage, ...]:
    """Cut `body` into passages that, joined, are `body` to the byte.

    `language` is a BCP 47 code for the sentence rules; `author`, where known, is the name that a
    closing biography starts with. Byline, headings and biography are passages without a number.
    """
    starts: list[tuple[int, Kind, int | None, int | None]] = []
    paragraph = 0
    for block in blocks(body, author):
        if block.kind is not Kind.TEXT:
            starts.append((block.start, block.kind, None, None))
            continue
        paragraph += 1
        for sentence, start in enumerate(_starts_in(block, language), start=1):
            starts.append((start, Kind.TEXT, paragraph, sentence))
    if not starts:
        return (Passage(Kind.BLANK, None, None, 0, len(body), body),) if body else ()
    edges = [0, *(start for start, *_ in starts[1:]), len(body)]
    return tuple(
        Passage(kind, number, sentence, edges[i], edges[i + 1], body[edges[i] : edges[i + 1]])
        for i, (_, kind, number, sentence) in enumerate(starts)
    )


def _starts_in(block: Block, language: str) -> list[int]:
    """The offsets in the body at which the sentences of `block` start."""
    if block.shape is Shape.WHOLE:
        return [block.start]
    items = _ITEM.finditer(block.text) if block.shape is Shape.LIST else ()
    edges = sorted({0, *(match.start() for match in items), len(block.text)})
    return [
        block.start + first + start
        for first, last in pairwise(edges)
        for start in sentence_starts(block.text[first:last], language)
    ]


def check_addresses(article: Article, passages: Sequence[Passage]) -> None:
    """Raise ArticleError for each pin and range that no passage of `article` answers to."""
    last = _last(passages)
    has = f"the article has ¶1 to ¶{last}" if last else "the article has no paragraphs"
    problems = []
    for pin in article.pins:
        address = parse_address(pin.address)
        if address is None or not any(_answers(passage, address) for passage in passages):
            message = f"pin '{pin.address}' matches no passage"
            fix = f"{has}; 'briefing explain' on the article without pins lists every address"
            problems.append(Problem(article.path, pin.line, "pin", message, fix))
    for span in article.as_of:
        if span.last > last:
            message = f"as_of names ¶{span.last}, which does not exist"
            problems.append(Problem(article.path, span.line, "as-of", message, has))
    for aside in article.aside:
        if aside.last > last:
            message = f"aside names ¶{aside.last}, which does not exist"
            problems.append(Problem(article.path, aside.line, "aside", message, has))
    if problems:
        raise ArticleError(*problems)


def check_lock(article: Article, passages: Sequence[Passage], locked: int) -> None:
    """Raise ArticleError if the lock of the source has `locked` paragraphs, and `article` others.

    An address would then name one paragraph here and another one in the source.
    """
    if locked != (last := _last(passages)):
        message = f"the article has {last} paragraphs, the lock of its source has {locked}"
        fix = "give it a paragraph for each of the source, or run: briefing source lock FILE"
        raise ArticleError(Problem(article.path, 0, "source-lock", message, fix))


def _last(passages: Sequence[Passage]) -> int:
    return max((passage.paragraph or 0 for passage in passages), default=0)


def _answers(passage: Passage, address: Address) -> bool:
    """Whether `passage` is the sentence at `address`, or part of the paragraph there."""
    return passage.paragraph == address.paragraph and address.sentence in (None, passage.sentence)

"""Addresses in words and numbers: ¶5, ¶7.2, ¶1-15. Knows no disk and no theme."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.article.model import Article, Passage
from briefing.errors import ArticleError, Problem

_ADDRESS = re.compile(r"¶([1-9][0-9]{0,5})(?:\.([1-9][0-9]{0,5}))?")
_RANGE = re.compile(r"¶([1-9][0-9]{0,5})(?:[-–]¶?([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """A paragraph, or one sentence of it, both from 1."""

    paragraph: int
    sentence: int | None

    def covers(self, passage: Passage) -> bool:
        """Whether `passage` is this sentence, or part of this paragraph."""
        return passage.paragraph == self.paragraph and self.sentence in (None, passage.sentence)


def parse_address(text: str) -> Address | None:
    """`¶5` or `¶7.2` as an Address; None for anything else."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    return Address(int(match[1]), int(match[2]) if match[2] else None)


def parse_range(text: str) -> tuple[int, int] | None:
    """`¶1-15` or `¶5` as first and last paragraph; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def check_addresses(article: Article, passages: Sequence[Passage]) -> None:
    """Raise ArticleError for each pin and range that no passage of `article` answers to."""
    last = _last(passages)
    has = f"the article has ¶1 to ¶{last}" if last else "the article has no paragraphs"
    problems = []
    for pin in article.pins:
        address = parse_address(pin.address)
        if address is None or not any(address.covers(passage) for passage in passages):
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

"""Whether a quotation has the very words of a text.

What house styles change without changing a word does not count: the full stop or comma before
the closing mark, a first capital, emphasis, what stands in square brackets, and [sic].
"""

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from briefing.article.source_lock import normalise
from briefing.text.patterns import MASK
from briefing.text.quotation_marks import find_quoted

_ELISION = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_SIC = re.compile(r"\s*\[sic\]", re.IGNORECASE)
_ONE_LETTER = re.compile(r"\[(\w)\](?=\w)")
_ENDING = re.compile(r"(?<=\w)\[\w+\]")
_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*")
_REACH = 40
"""How many signs of the text at most a word in square brackets can stand for."""
_TRIES = 100
"""At how many places at most the first words are taken up."""
_NOT_QUOTED = re.compile(r"(?m)^[ \t]*+(?:>[ \t]*+)?(?:[–—]|--)[ \t]*+[^\s>-].*$")
"""A line of a block quotation that tells who says it: `> — Ruth Vale`."""
_MARGIN = re.compile(r"(?m)^[ \t]*>[ \t]?")
_REFERENCES = re.compile(r"\[¶[^\[\]\n]*\]\([^()\s]*\)")
_OUTER = re.compile(r"\"[^\"]*\"")


def is_quoted(quoted: str, text: str) -> bool:
    """Whether the words of `quoted`, without its marks, stand in `text`, between ellipses in order.

    A word in square brackets stands for a few words of the text, or for none.
    """
    plain = plain_words(text)
    parts = [part for part in _ELISION.split(_plain_quotation(quoted)) if part.strip(" .,")]
    end = 0
    for part in parts:
        end = _end_of(part, plain, end)
        if end < 0:
            return False
    return bool(parts)


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Where each quotation of `text`, which is Markdown, stands: the marks are a part of it.

    A block quotation is one as a whole, or up to the next ¶; who says it is no part of it.
    """
    return list(_in_block(text)) if is_block(text) else find_quoted(text)


def is_block(text: str) -> bool:
    """Whether `text` is a block quotation."""
    return text.startswith(">")


def _in_block(text: str) -> Iterator[tuple[int, int]]:
    words = _NOT_QUOTED.sub(lambda line: " " * len(line[0]), text)
    cuts = [(0, 0), *(each.span() for each in _REFERENCES.finditer(words)), (len(text), 0)]
    for (_, start), (end, _) in pairwise(cuts):
        part = words[start:end]
        if re.search(r"\w", part):
            begin = start + len(part) - len(part.lstrip(" \t\n>"))
            yield begin, start + len(part.rstrip(" \t\n>"))


def quoted_words(quoted: str, *, in_block: bool) -> str:
    """The words of a quotation on one line, without its marks or the '>' of its lines."""
    words = " ".join((_MARGIN.sub("", quoted) if in_block else quoted).split())
    has_marks = not in_block or _OUTER.fullmatch(normalise(words))
    return words[1:-1] if has_marks else words


@functools.lru_cache(maxsize=1024)
def plain_words(text: str) -> str:
    """`text` as it is compared: no emphasis, one kind of quotation mark, dash and blank."""
    return normalise(_EMPHASIS.sub("", text))


def _plain_quotation(quoted: str) -> str:
    words = _ONE_LETTER.sub(r"\1", _SIC.sub("", plain_words(quoted)))
    return _ENDING.sub(MASK, words.strip())


def _end_of(part: str, text: str, start: int) -> int:
    """Where `part` ends in `text` from `start` on, -1 if it does not stand there."""
    pieces = [piece.rstrip(".,") for piece in _BRACKETS.split(part)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return start
    for found in islice(_pattern(pieces[0]).finditer(text, start), _TRIES):
        end = _end_of_rest(pieces[1:], text, found.end())
        if end >= 0:
            return end
    return -1


def _end_of_rest(pieces: Sequence[str], text: str, end: int) -> int:
    for piece in pieces:
        found = _pattern(piece).search(text, end, end + _REACH + len(piece))
        if found is None:
            return -1
        end = found.end()
    return end


@functools.lru_cache(maxsize=1024)
def _pattern(piece: str) -> re.Pattern[str]:
    """`piece` as whole words, its first letter large or small, MASK for any ending of a word."""
    first = f"[{re.escape(piece[0].lower() + piece[0].upper())}]" if piece[0].isalpha() else ""
    rest = re.escape(piece[1:] if first else piece).replace(MASK, r"\w*")
    return re.compile(rf"(?<!\w){first}{rest}(?!\w|[.,]\d)")

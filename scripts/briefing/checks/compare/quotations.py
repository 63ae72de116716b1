"""Whether a quotation has the very words of a text.

What house styles change without changing a word does not count: the full stop or comma before
the closing mark, a first capital, emphasis, what stands in square brackets, and [sic].
"""

import functools
import re
from collections.abc import Sequence
from itertools import islice

from briefing.article.source_lock import normalise
from briefing.text.patterns import MASK

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


def quoted_words(quoted: str, *, in_block: bool) -> str:
    """The words of a quotation on one line, without its marks."""
    words = " ".join(quoted.split())
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

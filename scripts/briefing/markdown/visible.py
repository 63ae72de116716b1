"""What of a text a reader sees as letters and digits, with where each stood."""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

_MARK = re.compile(
    r"(?=[*_\\&])(?:"
    r"\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?!\w)"
    r"|\\(?=[!-/:-@\[-`{-~])|&#?[0-9A-Za-z]{1,10};)"
)
_GROUPED = re.compile(
    r"(?<![\w.,'’\u00a0\u202f])[0-9]{1,3}([ '’\u2009])[0-9]{3}"
    r"(?:\1[0-9]{3}){0,9}(?![0-9]|\1[0-9]{3})"
)
_MAY_BE_GROUPED = re.compile(r"[0-9][ '’\u2009][0-9]{3}")
"""Quick to look for: spares most texts the pattern above."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＄．", "0123456789$.")


@dataclass(frozen=True, slots=True)
class Visible:
    """`text` has neither emphasis nor entities, and one sign between groups of three digits.

    `cuts` are the offsets in it behind which so many signs are missing, in order.
    """

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `[start:end]` of the text stood."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, offset: int) -> int:
        behind = bisect_right(self.cuts, offset, key=lambda cut: cut[0])
        return offset + (self.cuts[behind - 1][1] if behind else 0)


def without_marks(markdown: str) -> Visible:
    """`markdown` without the marks that come between a number and its unit."""
    pieces, cuts = list[str](), list[tuple[int, int]]()
    done = length = 0
    for mark in _MARK.finditer(markdown) if any(sign in markdown for sign in "*_\\&") else ():
        shown = html.unescape(mark[0]) if mark[0][0] == "&" else ""
        pieces += (markdown[done : mark.start()], shown)
        length += mark.start() - done + len(shown)
        done = mark.end()
        cuts.append((length, done - length))
    text = "".join((*pieces, markdown[done:]))
    return Visible(_with_plain_digits(text), tuple(cuts))


def _with_plain_digits(text: str) -> str:
    """`text` of the same length with Latin digits; `1 000` and `1'000` are one number each."""
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    if _MAY_BE_GROUPED.search(text) is None:
        return text
    return _GROUPED.sub(lambda match: match[0].replace(match[1], "\u202f"), text)

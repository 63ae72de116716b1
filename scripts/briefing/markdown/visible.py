"""What of a text a reader sees as letters and digits, with where each stood."""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
"""A sign that a backslash makes plain."""
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[0-9A-Za-z]+);")
_EMPHASIS = re.compile(r"\*+|_+")
_MARK = re.compile(
    r"(?=[*_\\&])(?:"
    r"\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?!\w)"
    rf"|(?P<escaped>{ESCAPED.pattern})|{_ENTITY.pattern})"
)
_GROUPED = re.compile(
    r"(?<![\w.,'’\u00a0\u202f])[0-9]{1,3}([ '’\u2009])[0-9]{3}"
    r"(?:\1[0-9]{3}){0,9}(?![0-9]|\1[0-9]{3})"
)
_MAY_BE_GROUPED = re.compile(r"[0-9][ '’\u2009][0-9]{3}")
"""Quick to look for: spares most texts the pattern above."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＄．", "0123456789$.")
_MAY_BE_FULL_WIDTH = re.compile("[０-９＄．]")


def unescaped(text: str) -> str:
    """`text` with what HTML writes as `&para;` or `&#182;` as it is shown."""
    return _ENTITY.sub(lambda each: html.unescape(each[0]), text) if "&" in text else text


def emphasis(text: str) -> list[tuple[int, int]]:
    """Where the signs stand that make words emphasised or strong."""
    found = list[tuple[int, int]]()
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for run in _EMPHASIS.finditer(text):
        start, end = run.span()
        before, behind = text[start - 1 : start] or " ", text[end : end + 1] or " "
        sign, other = (run[0][0], "_") if run[0][0] == "*" else ("_", "*")
        opens, closes = not behind.isspace(), not before.isspace()
        if sign == "_":
            opens, closes = opens and not before.isalnum(), closes and not behind.isalnum()
        while closes and opened[sign] and start < end:
            first, last = opened[sign].pop()
            size = 2 if min(end - start, last - first) > 1 else 1
            found += ((last - size, last), (start, start + size))
            start += size
            if first < last - size:
                opened[sign].append((first, last - size))
            while opened[other] and opened[other][-1][0] > first:
                opened[other].pop()
        if opens and start < end:
            opened[sign].append((start, end))
    return found


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
        shown = (
            html.unescape(mark[0]) if mark[0][0] == "&" else mark[0][1:] if mark["escaped"] else ""
        )
        pieces += (markdown[done : mark.start()], shown)
        length += mark.start() - done + len(shown)
        done = mark.end()
        cuts.append((length, done - length))
    text = "".join((*pieces, markdown[done:]))
    return Visible(_with_plain_digits(text), tuple(cuts))


def _with_plain_digits(text: str) -> str:
    """`text` of the same length with Latin digits; `1 000` and `1'000` are one number each."""
    if _MAY_BE_FULL_WIDTH.search(text):
        text = text.translate(_FULL_WIDTH)
    if _MAY_BE_GROUPED.search(text) is None:
        return text
    return _GROUPED.sub(lambda match: match[0].replace(match[1], "\u202f"), text)

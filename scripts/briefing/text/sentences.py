"""Finds where the sentences of a paragraph start. The only module that imports sentencex."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import accumulate

from sentencex import segment

_WINDOW = 4_000
"""Characters given to sentencex at once: its time grows with the square of open quotations."""
_LONGEST = 64_000
"""Characters after which a sentence is cut whether it has ended or not."""
_BLANKS = "\t\r\n\x0b\x0c\x85\u2028\u2029\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_PLAIN_BLANKS = str.maketrans(dict.fromkeys(_BLANKS, " "))
"""Of these sentencex takes some for no white space, and panics behind a capital at others."""
_QUOTED = re.compile(
    r"“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|「[^「」]{0,2000}」|『[^『』]{0,2000}』"
    r"|(?<!\w)\"[^\"]{1,2000}\"(?!\w)"
)
_BLANK = re.compile(r"\s*")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})?[.)]?\W*")


def sentence_starts(text: str, language: str) -> list[int]:
    """The offset in `text` of each sentence's first character; the first offset is 0.

    A quotation that holds several sentences is not cut, nor is a number from its list item.
    """
    text = text.translate(_PLAIN_BLANKS)
    quoted = deque(match.span() for match in _QUOTED.finditer(text))
    starts = [0]
    for start in _boundaries(text, language):
        start = _BLANK.match(text, start).end()  # type: ignore[union-attr]  # matches always
        while quoted and quoted[0][1] <= start:
            quoted.popleft()
        inside = bool(quoted) and quoted[0][0] < start
        if start < len(text) and not inside and not _ENUMERATOR.fullmatch(text[starts[-1] : start]):
            starts.append(start)
    return starts


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Where sentencex ends a sentence, found in windows that start where a sentence starts."""
    position, window = 0, _WINDOW
    while position < len(text):
        chunk = text[position : position + window]
        ends = list(accumulate(len(sentence) for sentence in segment(language, chunk)))
        last_window = position + window >= len(text)
        if len(ends) < 2 and not last_window and window < _LONGEST:
            window *= 2
            continue
        whole = ends if last_window or len(ends) < 2 else ends[:-1]
        yield from (position + end for end in whole)
        position, window = position + whole[-1], _WINDOW

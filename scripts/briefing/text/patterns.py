"""What regular expressions over running text are built with; quotations and signs hidden in it.

No pattern here or elsewhere has a possessive quantifier on a group, or an atomic group: Python
before 3.11.5 matches those wrongly (gh-100061, gh-106052). A look-ahead that forbids going on does
the same. Possessive character classes, `[0-9]++`, are read alike by all.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

MASK = "\0"
"""Stands for every hidden character, so that the offsets stay the same."""


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text`, as long as before, with MASK for every character of the ordered `spans`."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], MASK * (end - start))
        done = end
    if not pieces:
        return text
    return "".join((*pieces, text[done:]))


@functools.cache
def compile_spaced(pattern: str) -> re.Pattern[str]:
    r"""`pattern`, in which every space stands for one `\s`, compiled once.

    Large ones are compiled at their first use: most texts do not need most of them.
    """
    return re.compile(pattern.replace(" ", r"\s"))


def one_of(words: Iterable[str], *, capital: bool = False) -> str:
    """Return a pattern that matches the longest of `words` at a place; a word is no pattern.

    With `capital`, a word may also begin with a capital. Grouped by initials, since the engine
    tries the branches of a pattern one after the other.
    """
    longest_first = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    branches = []
    for initial, group in groupby(longest_first, key=itemgetter(0)):
        first = f"[{initial}{initial.upper()}]" if capital else re.escape(initial)
        rests = "|".join(re.escape(word[1:]).replace(r"\ ", " ") for word in group)
        branches.append(f"{first}(?:{rests})")
    return f"(?:{'|'.join(branches)})"


_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
"""Soft hyphens, signs without a width, signs that turn the direction of the text round."""
_HIDDEN = re.compile(f"[{_INVISIBLE}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]")
_JOINERS = "\u200c\u200d\u200e\u200f"
_LATIN = re.compile("[ -~]")


def find_hidden(text: str) -> Iterator[re.Match[str]]:
    """The signs of `text` that no reader sees: the invisible ones, and those without a shape.

    Not what some scripts need between their letters, and no Latin word does.
    """
    for sign in _HIDDEN.finditer(text):
        around = text[max(0, sign.start() - 1) : sign.end() + 1].replace(sign[0], "")
        if sign[0] not in _JOINERS or _LATIN.search(around):
            yield sign


def without_invisible(text: str) -> str:
    """`text` without the invisible signs that `find_hidden` finds."""
    hidden = [sign.start() for sign in find_hidden(text) if INVISIBLE.match(sign[0])]
    edges = pairwise([-1, *hidden, len(text)])
    return "".join(text[before + 1 : at] for before, at in edges) if hidden else text


_LINE = r"\n(?![ \t\r]*\n)"
"""A line break within a paragraph: a quotation never reaches into the next paragraph."""


def _pair(opening: str, closing: str, never: str) -> str:
    """A pattern of a quotation between two marks that holds none of the characters `never`."""
    line = rf"[^{never}\n]*+"
    return rf"{opening}(?!{closing}){line}(?:{_LINE}{line})*{closing}"


_QUOTATION = "|".join(
    (
        _pair("“", "”", "“”"),
        _pair("„", "[“”]", "„“”"),
        _pair("«", "»", "«»"),
        _pair("「", "」", "「」"),
        _pair("『", "』", "『』"),
        _pair("»", "«", "«»"),
        # Not the years of ‘90s, and no ’ that is an apostrophe: a letter stands behind one.
        rf"(?<!\w)‘(?!\d\ds?\b)(?=[^\s’]|’\w)[^‘’\n]*+(?:(?:’(?=\w)|{_LINE})[^‘’\n]*+)*’(?!\w)",
        # Not an inch sign, an attribute's value, or a closing mark without its opening one.
        _pair(r'(?<![\w".,!?=])"(?=\S)', r'(?<=\S)"(?!\w)', '"'),
    )
)
"""Compiled, and kept, by `re` at the first use: 2 ms that not every command needs."""
_OPENING = re.compile('[“„«»「『‘"]')


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return where each quotation of `text` starts and ends, its marks included."""
    if _OPENING.search(text) is None:
        return []
    return [match.span() for match in re.finditer(_QUOTATION, text)]


def mask_quoted(text: str) -> str:
    """Return `text`, as long as before, with MASK for every character of its quotations."""
    return mask(text, find_quoted(text))

"""What regular expressions over running text are built with, and hiding quotations from them.

No pattern here or elsewhere has a possessive quantifier on a group, or an atomic group: Python
before 3.11.5 matches those wrongly (gh-100061, gh-106052). A look-ahead that forbids going on does
the same. Possessive character classes, `[0-9]++`, are read alike by all.
"""

import functools
import re
from collections.abc import Iterable
from itertools import groupby
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


_LINE = r"\n(?![ \t\r]*\n)"
"""A line break within a paragraph: a quotation never reaches into the next paragraph."""


def _pair(opening: str, closing: str, never: str) -> str:
    """A pattern of a quotation between two marks that holds none of the characters `never`."""
    line = rf"[^{never}\n]*+"
    return rf"{opening}(?!{closing}){line}(?:{_LINE}{line})*{closing}"


_PAIRS = (
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
_OPENING = re.compile('[“„«»「『‘"]')


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return where each quotation of `text` starts and ends, its marks included."""
    if _OPENING.search(text) is None:
        return []
    return [match.span() for match in _quotation().finditer(text)]


@functools.cache
def _quotation() -> re.Pattern[str]:
    """Any of the pairs, compiled at the first use: 2 ms that not every command needs."""
    return re.compile("|".join(_PAIRS))


def mask_quoted(text: str) -> str:
    """Return `text`, as long as before, with MASK for every character of its quotations."""
    return mask(text, find_quoted(text))

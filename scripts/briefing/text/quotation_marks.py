"""Quotation marks in pairs, as several languages write them."""

import re

from briefing.text.patterns import mask

_LINE = r"\n(?![ \t\r]*\n)"
"""A line break within a paragraph: a quotation never reaches into the next paragraph."""


def _pair(opening: str, closing: str, never: str) -> str:
    """A pattern of a quotation between two marks that holds none of the characters `never`."""
    line = rf"[^{never}\n]*+"
    return rf"{opening}(?!{closing}){line}(?:{_LINE}{line})*{closing}"


_PAIRS = re.compile(
    "|".join(
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
)
_OPENING = re.compile('[“„«»「『‘"]')


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return where each quotation of `text` starts and ends, its marks included."""
    if _OPENING.search(text) is None:
        return []
    return [match.span() for match in _PAIRS.finditer(text)]


def mask_quoted(text: str) -> str:
    """Return `text`, as long as before, with MASK for every character of its quotations."""
    return mask(text, find_quoted(text))

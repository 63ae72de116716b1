"""Quotation marks in pairs, of several languages. Knows no speaker."""

import re

_LINE = r"\n(?![ \t\r]*\n)"
"""A line break within a paragraph: a quotation never reaches into the next paragraph."""

_PAIRS = re.compile(
    rf"“(?:[^“”\n]|{_LINE})++”"
    rf"|„(?:[^„“”\n]|{_LINE})++[“”]"
    rf"|«(?:[^«»\n]|{_LINE})++»"
    rf"|「(?:[^「」\n]|{_LINE})++」"
    rf"|『(?:[^『』\n]|{_LINE})++』"
    rf"|»(?:[^«»\n]|{_LINE})++«"
    # Not the years of ‘90s, and no ’ that is an apostrophe: a letter stands behind one.
    rf"|(?<!\w)‘(?!\d\ds?\b)(?=\S)(?:[^‘’\n]|’(?=\w)|{_LINE})++’(?!\w)"
    # Not an inch sign, an attribute's value, or a closing mark without its opening one.
    rf'|(?<![\w".,!?=])"(?=\S)(?:[^"\n]|{_LINE})++(?<=\S)"(?!\w)'
)
_OPENING = re.compile('[“„«»「『‘"]')


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return where each quotation of `text` starts and ends, its marks included."""
    if _OPENING.search(text) is None:
        return []
    return [match.span() for match in _PAIRS.finditer(text)]

"""Names: a run of capitalised words, and the part of it that can be somebody or something."""

import re

from briefing.text.languages import word_list

UPPER = "[A-ZÀ-ÖØ-ÞČĎĞİŁŃŌŘŚŞŠŻŽ]"
_INNER = r"(?:-|['’](?!s\b))"
WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St)\."
    rf"|(?:{UPPER}\.){{1,3}}"
    rf"|{UPPER}\w{{0,30}}+(?:{_INNER}\w{{1,30}}+){{0,3}}(?!{_INNER}\w))"
)
"""One word of a name: a capitalised one, a title or initials."""

_LINK = r"(?:of the|of|and the|and|for the|for|de la|de|der|den|van der|van|von der|von|bin|al|&)"
_NEXT = rf" (?:{_LINK} )?"
NAME = rf"(?<![\w.'’-]){WORD}(?:{_NEXT}{WORD}){{0,12}}(?!{_NEXT}{UPPER})"
"""A capitalised run, with the small words within it: Bank of England, Ursula von der Leyen."""

PREPOSITION = (
    r"(?:of|at|in|by|from|with|for|to|on|about|against|under|over|behind|near|into|than|via"
    r"|between|among|including|like|through|[a-z]+ed|[a-z]+ing)"
)
"""What governs the noun behind it, so that this is no subject. Participles are among them."""

_GOVERNED = re.compile(rf"\b{PREPOSITION}\s(?:the\s)?\Z", re.IGNORECASE)
_FIRST_WORD = re.compile(r"([\w.'’&-]+)\s+")
FIRST_WORDS = frozenset(word_list("en", "first_words"))
"""Words that are capitalised where a sentence begins, and no names."""

_CONTRACTION = re.compile(r"(?:I|You|He|She|It|We|They|That|There|Who|What)['’]\w+")


def without_first_words(text: str, start: int, end: int) -> int:
    """Return where the name within the capitalised run `text[start:end]` begins.

    A sentence's first word is capitalised and no name: "But the UN". Returns `end` when no
    name remains: "Critics", "Critics of the UN".
    """
    while start < end:
        first = _FIRST_WORD.match(text, start, end)
        word = first[1] if first else text[start:end]
        if word not in FIRST_WORDS and not _CONTRACTION.fullmatch(word):
            return start
        start = first.end() if first else end
        if text[start : start + 1].islower():
            return end
    return end


def is_governed(text: str, start: int) -> bool:
    """Whether a preposition or participle stands before `start`: "critics of Acme said"."""
    return _GOVERNED.search(text, max(0, start - 30), start) is not None

"""What a statement leaves out of the caution of the passages that it cites. English only.

A passage hedges, or says who says so; a statement that does neither makes a fact of a claim.
Words are compared, not meanings: what is found is a warning.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.checks.compare.look_up import Cited
from briefing.extract.extract import find_hedges, speakers
from briefing.extract.findings import Span
from briefing.extract.speakers import has_cue
from briefing.text.languages import word_list
from briefing.text.patterns import mask_quoted
from briefing.text.words import stemmer, words

_SOFT = re.compile(
    r"\b(?:can|cannot|warn(?:s|ed|ing)?|hope[sd]?|hoping|expect(?:s|ed)?|chance|whether|if|open"
    r"|suggest(?:s|ed)?|estimate[sd]?)\b",
    re.IGNORECASE,
)
"""What else leaves room for doubt in a statement, where the passage has another word."""
_HOLDS = re.compile(
    r"\b(?:some|others|many|most|critics|analysts|observers)\b(?:\s\(unnamed\))?[:\s]"
    r"|\b(?:hold|think|call|see|conced|say|claim|repl|object|argu|reckon|report)[a-z]*\b",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\A\s*(?P<speaker>[A-Z][^:.!?]{1,60}): ")
"""Who says the statement: `Chen: …`."""
_CLAUSE_ENDS = re.compile(r"[,;:.!?()–—]")
_REACH = 12
"""How many words behind a hedge it is taken to hedge."""
_EMPTY = frozenset(word_list("en", "empty_words"))


@dataclass(frozen=True, slots=True)
class Lost:
    """What the passage at `address` has and the statement has not: `word` in its words."""

    address: str
    word: str
    is_speaker: bool


@functools.lru_cache(maxsize=1024)
def _hedges(text: str) -> tuple[Span, ...]:
    return find_hedges(mask_quoted(text))


_speakers = functools.lru_cache(maxsize=1024)(speakers)


def lost(
    statement: str, passages: Sequence[Cited], author: str, language: str = "en"
) -> Iterator[Lost]:
    """The hedges and speakers of `passages` that `statement` drops.

    The `author` of the article speaks where nobody else does, so need not be named. A statement
    of two hedged claims needs two hedges.
    """
    if not language.startswith("en"):
        return
    unquoted = mask_quoted(statement)
    there = " ".join(each.text for each in passages).lower()
    left = len(_hedges(statement)) + sum(
        word.lower() not in there for word in _SOFT.findall(unquoted)
    )
    side, own = _SIDE.match(statement), _speakers(statement)
    owner = side["speaker"] if side else own[0].text if own else ""
    speaks = bool(owner or _HOLDS.search(unquoted) or has_cue(unquoted))
    for cited in passages:
        hedges = _hedges(cited.text)
        if hedge := _hedge_of(statement, cited.text):
            left -= 1
            if left < 0:
                yield Lost(cited.address, hedge, is_speaker=False)
                continue
        elif hedges and not speaks and left <= 0:
            yield Lost(cited.address, hedges[0].text, is_speaker=False)
            continue
        others = [each.text for each in _speakers(cited.text) if not _is_same(each.text, author)]
        makes_a_fact = _is_same(owner, author) or not (speaks or _hedges(statement))
        if others and makes_a_fact and not any(_is_same(each, statement) for each in others):
            yield Lost(cited.address, others[0], is_speaker=True)


def _hedge_of(statement: str, passage: str) -> str:
    """The hedge of `passage` whose clause the statement tells, or nothing.

    They share a word of meaning: one in small letters, since names stand everywhere.
    """
    stated = _meanings(words(statement))
    for hedge in _hedges(passage):
        clause, *rest = _CLAUSE_ENDS.split(passage[hedge.end :], maxsplit=3)
        if not words(clause) and len(rest) > 1:
            clause = rest[1]  # "could, she argues, become": the aside is not what is hedged
        if stated & _meanings(words(clause)[:_REACH]):
            return hedge.text
    return ""


def _meanings(found: Sequence[str]) -> set[str]:
    """The beginnings of the words that mean something: "scrutiny" and "scrutinized" share one."""
    stem = stemmer("en")
    return {stem(word)[:6] for word in found if word[0].islower() and word not in _EMPTY}


def _is_same(name: str, other: str) -> bool:
    """Whether the last word of `name` stands in `other`: "President Donald J. Trump", "Trump"."""
    last = name.split()[-1] if name.split() else ""
    return bool(last) and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", other) is not None

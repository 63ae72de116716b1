"""Tell what became of each passage of an article in its next version.

What has the same words is matched first (see `matching`); a short or repeated passage only where
its neighbours bear it out, since a citation that silently leads to another passage is worse than a
question. What is left of a gap between two matches is put together by the words in common: one to
one, one to several or several to one (the beads of Gale and Church, "A program for aligning
sentences", 1993), in order; at last the likest out of order (Melamed's competitive linking, 2000).

The time is linear but for sorting. What that costs: in a gap of more than a dozen passages, those
that share only frequent words are not compared, and more than four parts are not put together.

Measured on 40 versions each of seven texts in English, German, French and Chinese (385 to 1,900
passages), 40 random edits from one to the next: of 268,000 unchanged passages none was led astray,
0.3 to 1.2 in 100 by text were called AMBIGUOUS without need; none changed or gone went unnoticed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import chain
from sys import intern

from briefing.article.matching import LONG, Bead, Gap, Matching, heaviest_chain
from briefing.article.model import Passage
from briefing.article.source_lock import normalise
from briefing.text.words import UNSPACED, words

_LIKE, _LIKE_ELSEWHERE = 0.4, 0.6
"""Shares of words in common from which on passages are taken for versions of each other.

Measured on 1,709 sentences that were replaced one for one in the histories of public documents:
2 to 9 in 100 fall below 0.4, most of them by another listing in their place; of other sentences
within ten before or behind, 1 to 6 in 100 reach it, and 0.3 to 4 reach 0.6.
"""
_MOST_PARTS = 4
_CANDIDATES = 5
_COMMON = 12
"""Passages of a gap that may have a word before it is too frequent to be looked up."""
_UNNUMBERED = "\0"
_UNSEEN = re.compile(
    r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    r"|(?<!\w)[*_]+(?=\w)|(?<=\w)[*_]+(?!\w)"
)
"""Invisible signs, and the marks of emphasis."""
_QUOTE = re.compile(r" ?(?<!\d)['\"«»‹›「」『』] ?")
_DASH = re.compile(r" ?-+ ?")
_SPACE = re.compile(rf" (?=[;:!?%{UNSPACED}])|(?<=[{UNSPACED}]) ")
"""White space that one house sets and another does not."""

Words = Mapping[int, frozenset[str]]
"""The distinct words of passages, by their places in a version."""


class FateKind(StrEnum):
    """What can become of a passage."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    SPLIT = "split"
    JOINED = "joined"
    AMBIGUOUS = "ambiguous"
    """Its words are there, but perhaps as another passage's."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a passage: the `passages` that it is now, or may be where AMBIGUOUS.

    `similarity` is the share of words in common (Dice), from 0 to 1: 1 only for the same words in
    the same order.
    """

    kind: FateKind
    passages: tuple[Passage, ...] = ()
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The fate of each old passage, in order, and the new passages that no old one became."""

    fates: tuple[Fate, ...]
    added: tuple[Passage, ...]


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """What became of the passages `old` of an article in its next version, `new`."""
    keys = [_key(each) for each in old], [_key(each) for each in new]
    headings = {key[1:] for key in chain(*keys) if key.startswith(_UNNUMBERED)}
    long = {place for place, each in enumerate(old) if len(words(each.text)) >= LONG}
    matching = Matching(*keys, {place for place in long if keys[0][place] not in headings})
    like = [_like((old, new), matching.unequal(gap), _LIKE) for gap in matching.gaps()]
    matching.add(chain.from_iterable(map(heaviest_chain, like)), in_order=True)
    matching.match_in_gaps()
    matching.drop_doubtful()
    rest = sorted(matching.free[0]), sorted(matching.free[1])
    elsewhere = _like((old, new), matching.unequal(rest), _LIKE_ELSEWHERE)
    for bead in sorted(elsewhere, key=lambda bead: (-bead.weight, bead)):
        if matching.free[0].issuperset(bead.old) and matching.free[1].issuperset(bead.new):
            matching.add([bead], in_order=False)
    return _alignment(matching, old, new)


def _key(passage: Passage) -> str:
    """What is equal for passages of the same words that are both numbered or both not."""
    text = _comparable(passage.text)
    return text if passage.paragraph else _UNNUMBERED + text


def _comparable(text: str) -> str:
    """`text` without what is typography."""
    text = _QUOTE.sub("'", normalise(_UNSEEN.sub("", text)))
    return _SPACE.sub("", _DASH.sub("-", text))


def _words(text: str) -> frozenset[str]:
    return frozenset(intern(word.lower()) for word in words(text))


def _like(versions: Sequence[Sequence[Passage]], gap: Gap, least: float) -> set[Bead]:
    """The beads of numbered passages that are at least `least` alike, one to one or to several."""
    old, new = (
        {place: _words(version[place].text) for place in places if version[place].paragraph}
        for version, places in zip(versions, gap, strict=True)
    )
    to_new = {Bead((place,), run, weight) for place, run, weight in _runs(old, new, least)}
    to_old = {Bead(run, (place,), weight) for place, run, weight in _runs(new, old, least)}
    return to_new | to_old


def _runs(one: Words, other: Words, least: float) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """For each place of `one`, the runs of places in `other` that are like it, with their weight.

    A run goes on while that makes it more alike. It weighs the more, the more places it puts
    together and the more alike these are.
    """
    having = defaultdict[str, list[int]](list)
    for place, bag in other.items():
        for word in bag:
            having[word].append(place)
    for place, bag in one.items():
        rare = (having[word] for word in bag if len(having.get(word, ())) in range(1, _COMMON + 1))
        shared = Counter(chain.from_iterable(rare))
        ranked = ((count / (len(bag) + len(other[at])), -at) for at, count in shared.items())
        for _, start in nlargest(_CANDIDATES, ranked):
            run, together, best = tuple[int, ...](), frozenset[str](), 0.0
            for at in range(-start, _MOST_PARTS - start):
                together |= other.get(at, frozenset())
                if (similarity := _dice(bag, together)) <= best:
                    break
                run, best = (*run, at), similarity
                if similarity >= least:
                    yield place, run, (similarity - least) * (1 + len(run))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common (Dice 1945), from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _alignment(matching: Matching, old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    fates = dict[int, Fate]()
    for beads, kind in (matching.in_order, FateKind.UNCHANGED), (matching.moved, FateKind.MOVED):
        for bead in beads:
            there = tuple(new[place] for place in bead.new)
            if matching.is_equal(bead):
                fates[bead.old[0]] = Fate(kind, there, 1.0)
            else:
                here = [old[place] for place in bead.old]
                fates |= dict.fromkeys(bead.old, _changed(here, there))
    left = defaultdict[str, list[Passage]](list)
    for place in sorted(matching.free[1]):
        left[matching.keys[1][place]].append(new[place])
    doubts = {key: Fate(FateKind.AMBIGUOUS, tuple(each), 1.0) for key, each in left.items()}
    missed = {place: matching.keys[0][place] for place in matching.free[0]}
    fates |= {place: doubts.get(key, Fate(FateKind.GONE)) for place, key in missed.items()}
    added = set(left) - set(missed.values())
    return Alignment(
        tuple(fates[place] for place in range(len(old))),
        tuple(new[place] for place in sorted(matching.free[1]) if matching.keys[1][place] in added),
    )


def _changed(old: Sequence[Passage], new: tuple[Passage, ...]) -> Fate:
    """The fate of each of `old`, which became `new` in other words or in another number."""
    one, other = ("".join(each.text for each in side) for side in (old, new))
    same = _comparable(one) == _comparable(other)
    similarity = 1.0 if same else min(_dice(_words(one), _words(other)), 0.99)
    if len(old) == len(new):
        return Fate(FateKind.CHANGED, new, similarity)
    return Fate(FateKind.SPLIT if len(old) < len(new) else FateKind.JOINED, new, similarity)

"""What passages say by themselves in, what the whole document believes of each out.

Knows no front matter, embedding or disk. Paragraphs are steps of `sections`, whose verdict
reaches the sentences, which may leave it where their own evidence is strong (`sequence`).
What is believed teaches the themes' words and places (`learning`), and so on for some rounds.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.classify import fold_sequence as sequence
from briefing.classify import markov as sections
from briefing.classify.evidence import Corpus, Floats, Integers, total
from briefing.classify.fold_learning import neighbourhood, vocabulary

INSIDE = 9.0
"""What a change of theme inside a paragraph costs, as a log-likelihood."""
BETWEEN = 1.0
"""What one between paragraphs costs, times the logarithm of 1 + paragraphs a theme."""
RETURN = 0.45
"""What coming back to a theme that was left costs on top, times the square of that price."""
ROUNDS = 5
"""How often the document teaches its themes."""
CAUTION = 0.5
"""The power to which beliefs are taken before they teach: below 1, doubt is kept alive."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text passages (rows) and the states (columns): the themes, then perhaps the context.

    `own` is each passage's evidence, `pinned` what pins add to it; `trust` (a column) says how
    far what is learned about a passage counts. `alone` marks sentences that are pinned apart
    from their paragraph.
    """

    corpus: Corpus
    paragraphs: Integers
    themes: int
    own: Floats
    pinned: Floats
    trust: Floats
    alone: npt.NDArray[np.bool_]


def beliefs(document: Document) -> tuple[Floats, Floats]:
    """Return each passage's distribution over the states (rows sum to 1), and its least value
    over the rounds: what was never in doubt is right far oftener than what was learned late.
    """
    given = document.own + document.pinned
    believed = least = _infer(document, given)
    for _ in range(ROUNDS):
        cautious = believed**CAUTION
        cautious /= cautious.sum(axis=1, keepdims=True)
        learned = vocabulary(document.corpus, cautious)
        learned[:, : document.themes] += neighbourhood(
            document.corpus, cautious[:, : document.themes]
        )
        believed = _infer(document, given + learned * document.trust)
        least = np.minimum(least, believed)
    return believed, least


def _infer(document: Document, said: Floats) -> Floats:
    numbers, first, place = np.unique(document.paragraphs, return_index=True, return_inverse=True)
    common = np.where(document.alone[:, None], 0.0, said)
    summed = total(place, common, len(numbers))
    cost = BETWEEN * float(np.log1p(len(numbers) / document.themes))
    believed = sections.posterior(summed, document.themes, cost, RETURN * cost**2)
    around = np.log(np.maximum(believed, 1e-30)) - np.maximum(
        summed - summed.max(axis=1, keepdims=True), sections.WEAKEST
    )
    emissions = said.copy()
    rows, owners = _leaders(document, place)
    emissions[rows] += around[owners]
    return sequence.posterior(emissions, _costs(document, first, cost))


def _costs(document: Document, first: Integers, cost: float) -> Floats:
    """Return the price of a change before each sentence; paragraphs are linked elsewhere."""
    apart = document.alone | np.roll(document.alone, 1)
    costs = np.where(apart, cost, INSIDE)
    costs[first] = 0.0
    return costs


def _leaders(document: Document, place: Integers) -> tuple[Integers, Integers]:
    """Return the first sentence of each paragraph that is not pinned alone, and its paragraph."""
    common = np.flatnonzero(~document.alone)
    owners, leads = np.unique(place[common], return_index=True)
    return common[leads], owners

"""What a whole document says about the theme of each of its passages.

Paragraphs are the steps of one Markov chain, sentences those of another, in which a sentence may
leave its paragraph's theme where its own evidence is strong. What is believed teaches the themes'
words and places, and so on for some rounds: a naive Bayes classifier trained on its own beliefs
(Nigam et al. 2000, Text Classification from Labeled and Unlabeled Documents using EM).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.article.model import CONTEXT
from briefing.classify import markov
from briefing.classify.evidence import Corpus, Floats, Integers, sums

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
PIN = 30.0
"""What a pin says, as a log-likelihood."""
SMOOTHING = 200.0
"""Running words' worth of the document's own distribution in each theme's."""
VOCABULARY_WEIGHT = 0.7
LOCALITY_WEIGHT = 0.2
LOCALITY_WIDTH = 0.07
"""How far a theme's passages reach along the document, as a share of its words."""
LOCALITY_FLOOR = 0.1
"""Keeps a theme possible where no passage of it is near."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text passages (rows) and the `states` (columns): theme ids, then perhaps CONTEXT.

    `own` is each passage's evidence as log-likelihoods; `trust` (a column) says how far what is
    learned about a passage counts; `pins` are states by row, and `alone` marks sentences that are
    pinned apart from their paragraph.
    """

    states: tuple[str, ...]
    corpus: Corpus
    paragraphs: Integers
    own: Floats
    trust: Floats
    pins: Mapping[int, str]
    alone: npt.NDArray[np.bool_]

    @property
    def themes(self) -> int:
        """How many of the states are themes."""
        return len(self.states) - (CONTEXT in self.states)


def beliefs(document: Document) -> tuple[Floats, Floats]:
    """Return each passage's distribution over the states (rows sum to 1), and its least value
    over the rounds: what was never in doubt is right far oftener than what was learned late.
    """
    given = document.own.copy()
    for row, state in document.pins.items():
        if state in document.states:
            given[row] += np.where(np.array(document.states) == state, PIN, -PIN)
    believed = least = _infer(document, given)
    for _ in range(ROUNDS):
        cautious = believed**CAUTION
        cautious /= cautious.sum(axis=1, keepdims=True)
        learned = _vocabulary(document.corpus, cautious)
        learned[:, : document.themes] += _neighbourhood(
            document.corpus, cautious[:, : document.themes]
        )
        believed = _infer(document, given + learned * document.trust)
        least = np.minimum(least, believed)
    return believed, least


def _infer(document: Document, said: Floats) -> Floats:
    numbers, first, place = np.unique(document.paragraphs, return_index=True, return_inverse=True)
    common = np.where(document.alone[:, None], 0.0, said)
    summed = sums(place, common.T, len(numbers))
    cost = BETWEEN * float(np.log1p(len(numbers) / document.themes))
    believed = markov.posterior_with_memory(summed, document.themes, cost, RETURN * cost**2)
    around = np.log(np.maximum(believed, 1e-30)) - np.maximum(
        summed - summed.max(axis=1, keepdims=True), markov.WEAKEST
    )
    emissions = said.copy()
    rows, owners = _leaders(document, place)
    emissions[rows] += around[owners]
    return markov.posterior(emissions, _costs(document, first, cost))


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


def _vocabulary(corpus: Corpus, beliefs: Floats) -> Floats:
    """Return the log-odds (passages x themes) of the words, by their use in other passages."""
    elsewhere = np.bincount(corpus.stem, weights=corpus.count)[corpus.stem] - corpus.count
    rate = elsewhere / np.maximum((corpus.length.sum() - corpus.length)[corpus.row], 1.0)
    known = elsewhere > 0.5
    usual = np.where(known, rate, 1.0)
    odds = np.empty(beliefs.shape)
    for theme, belief in enumerate(beliefs.T):
        ratio = np.where(known, _log_ratio(corpus, belief, usual), 0.0)
        odds[:, theme] = np.bincount(corpus.row, ratio * corpus.count, len(corpus.length))
    scale = VOCABULARY_WEIGHT / np.sqrt(np.maximum(corpus.length, 1.0))
    return _centred(odds * scale[:, None])


def _log_ratio(corpus: Corpus, belief: Floats, usual: Floats) -> Floats:
    """Return, per entry of the counts, how much oftener the theme uses the stem elsewhere."""
    share = corpus.count * belief[corpus.row]
    elsewhere = np.maximum(np.bincount(corpus.stem, share)[corpus.stem] - share, 0.0)
    own = belief * corpus.length
    spoken = (own.sum() - own)[corpus.row]
    return np.asarray(np.log((elsewhere + SMOOTHING * usual) / ((spoken + SMOOTHING) * usual)))


def _neighbourhood(corpus: Corpus, beliefs: Floats) -> Floats:
    """Return the log-odds (passages x themes) of the themes around each passage, by distance."""
    mass = beliefs * corpus.length[:, None]
    words = max(corpus.length.sum(), 1.0)
    reach = LOCALITY_WIDTH * words
    fade = np.exp(-(corpus.length[1:] + corpus.length[:-1]) / (2 * reach)).tolist()
    before = _faded(mass.tolist(), fade)
    after = _faded(mass[::-1].tolist(), fade[::-1])[::-1]
    near = before + after - mass
    near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    usual = mass.sum(axis=0) / words + 0.02
    return _centred(LOCALITY_WEIGHT * np.log(near / usual + LOCALITY_FLOOR))


def _faded(rows: list[list[float]], fade: list[float]) -> Floats:
    """Return the running sums of `rows`, in which what is further back counts less."""
    level = rows[0]
    levels = [level]
    for row, factor in zip(rows[1:], fade, strict=True):
        level = [value + factor * before for value, before in zip(row, level, strict=True)]
        levels.append(level)
    return np.array(levels)


def _centred(values: Floats) -> Floats:
    return np.asarray(values - values.mean(axis=1, keepdims=True))

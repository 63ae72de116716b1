"""What a whole document says about the theme of each of its passages.

Paragraphs are the steps of one Markov chain, sentences those of another, in which a sentence may
leave its paragraph's theme where its own evidence is strong. What is believed teaches the themes'
words and places, and so on for some rounds: a naive Bayes classifier trained on its own beliefs
(Nigam et al. 2000, Text Classification from Labeled and Unlabeled Documents using EM).

The chains are hidden Markov models, solved by the forward-backward algorithm (Rabiner 1989, A
Tutorial on Hidden Markov Models). In that of the sentences a step costs as many operations as there
are states, since all are equally likely to follow one another. The state of the other also
remembers which themes have come before; so it can charge for coming back to a theme that was left,
and for a theme that never comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.article.model import CONTEXT, Passage
from briefing.classify.evidence import EXACT, Corpus, Floats, centred, sums

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
ABSENT = 3.0
"""What it costs to leave out a declared theme altogether: someone waits for its page."""
WEAKEST = -60.0
"""No step speaks more strongly than this against a state: the arithmetic stays finite."""
MOST_REMEMBERED = 9
LARGEST = 4_000_000
"""Limits of memory and time: numbers kept. Beyond them, the weakest themes are not remembered."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text `passages` (rows) and the `states` (columns): theme ids, then perhaps CONTEXT.

    `own` is each passage's evidence as log-likelihoods, `word_weights` (vocabulary x themes) what
    each word says for each theme; `trust` (a column) says how far what is learned about a passage
    counts. `pins` has a theme or None for each row, and `alone` marks sentences that are pinned
    apart from their paragraph.
    """

    passages: Sequence[Passage]
    states: tuple[str, ...]
    corpus: Corpus
    own: Floats
    word_weights: Floats
    trust: Floats
    pins: Sequence[str | None]
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
    for row, state in enumerate(document.pins):
        if state in document.states:
            given[row] += np.where(np.array(document.states) == state, PIN, -PIN)
    believed = least = _infer(document, given)
    for _ in range(ROUNDS):
        cautious = believed**CAUTION
        cautious /= cautious.sum(axis=1, keepdims=True)
        learned = _vocabulary(document.corpus, cautious)
        themes = slice(document.themes)
        learned[:, themes] += _neighbourhood(document.corpus, cautious[:, themes])
        believed = _infer(document, given + learned * document.trust)
        least = np.minimum(least, believed)
    return believed, least


def _infer(document: Document, said: Floats) -> Floats:
    """Return each passage's distribution over the states, from what all passages say."""
    paragraphs = [passage.paragraph or 0 for passage in document.passages]
    numbers, first, place = np.unique(paragraphs, return_index=True, return_inverse=True)
    common = np.where(document.alone[:, None], 0.0, said)
    summed = sums(place, common.T, len(numbers))
    cost = BETWEEN * float(np.log1p(len(numbers) / document.themes))
    believed = _posterior_with_memory(summed, document.themes, cost, RETURN * cost**2)
    around = np.log(np.maximum(believed, 1e-30)) - np.maximum(
        summed - summed.max(axis=1, keepdims=True), WEAKEST
    )
    # What the paragraphs say enters by the first sentence of each that is not pinned alone.
    not_alone = np.flatnonzero(~document.alone)
    owners, leads = np.unique(place[not_alone], return_index=True)
    emissions = said.copy()
    emissions[not_alone[leads]] += around[owners]
    apart = document.alone | np.roll(document.alone, 1)
    costs = np.where(apart, cost, INSIDE)
    costs[first] = 0.0
    return _posterior(emissions, costs)


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
    return centred(odds * scale[:, None])


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
    return centred(LOCALITY_WEIGHT * np.log(near / usual + LOCALITY_FLOOR))


def _faded(rows: list[list[float]], fade: list[float]) -> Floats:
    """Return the running sums of `rows`, in which what is further back counts less."""
    level = rows[0]
    levels = [level]
    for row, factor in zip(rows[1:], fade, strict=True):
        level = [value + factor * before for value, before in zip(row, level, strict=True)]
        levels.append(level)
    return np.array(levels)


class _Lattice:
    """What is fixed for all steps: sets of themes that have come x states."""

    def __init__(self, states: int, remembered: int, comeback: float) -> None:
        sets = np.arange(1 << remembered)[:, None]
        bits = np.array([1 << k if k < remembered else 0 for k in range(states)])
        known, is_remembered = (sets & bits) > 0, bits > 0
        self.valid: Floats = (known | ~is_remembered).astype(np.float64)
        """1.0 where the state can be the current one of the set."""
        self.without, self.added = np.where(known, sets ^ bits, 0), sets | bits
        """The sets without and with the state."""
        self.opens = is_remembered.astype(np.float64)
        """1.0 where the state is remembered."""
        self.again = np.where(is_remembered, np.exp(-comeback), 1.0)
        """The factor of coming back to the state."""
        self.end = np.exp(-ABSENT * (remembered - known.sum(axis=1)))[:, None]
        """The factor of each set at the end of the text."""


def _posterior_with_memory(
    emissions: Floats, themes: int, change: float, comeback: float
) -> Floats:
    """Return each step's distribution over the states (steps x states, rows sum to 1).

    `emissions` are log-likelihoods. The first `themes` states are themes; coming back to
    any other state is free. `change` is the price of changing state, and `comeback` what it costs
    on top to change to a theme that has come before.
    """
    steps, states = emissions.shape
    apart = emissions - emissions.max(axis=1, keepdims=True)
    likelihoods = np.exp(np.maximum(apart, WEAKEST))
    evidence = np.round(likelihoods[:, :themes].sum(axis=0), EXACT)
    order = np.append(np.argsort(-evidence, kind="stable"), np.arange(themes, states))
    remembered = min(themes, MOST_REMEMBERED)
    while remembered and steps * states << remembered > LARGEST:
        remembered -= 1
    lattice = _Lattice(states, remembered, comeback)
    switch = float(np.exp(-change))
    ordered = likelihoods[:, order]
    forward = _forward(ordered, lattice, switch)
    result = np.empty(likelihoods.shape)
    result[:, order] = _backward(ordered, lattice, switch, forward)
    return result


def _forward(likelihoods: Floats, lattice: _Lattice, switch: float) -> list[Floats]:
    start = np.zeros(lattice.valid.shape)
    start[lattice.added[0], np.arange(len(likelihoods[0]))] = likelihoods[0]
    belief = start / start.sum()
    beliefs = [belief]
    for likelihood in likelihoods[1:]:
        sums = belief.sum(axis=1)
        begun = sums[lattice.without] * lattice.opens
        back = (sums[:, None] - belief) * lattice.again
        belief = (belief * (1.0 - switch) + (begun + back) * switch) * lattice.valid * likelihood
        belief /= belief.sum()
        beliefs.append(belief)
    return beliefs


def _backward(
    likelihoods: Floats, lattice: _Lattice, switch: float, forward: list[Floats]
) -> Floats:
    columns = np.arange(lattice.valid.shape[1])
    new = (1.0 - lattice.valid) * lattice.opens
    ahead = lattice.end * lattice.valid
    result = np.empty(likelihoods.shape)
    for step in range(len(likelihoods) - 1, -1, -1):
        result[step] = (forward[step] * ahead).sum(axis=0)
        weighted = ahead * likelihoods[step] * lattice.valid
        begun = (weighted[lattice.added, columns] * new).sum(axis=1, keepdims=True)
        costly = weighted * lattice.again
        back = costly.sum(axis=1, keepdims=True) - costly
        ahead = (weighted * (1.0 - switch) + (begun + back) * switch) * lattice.valid
        ahead /= ahead.max()
    return np.asarray(result / result.sum(axis=1, keepdims=True))


def _posterior(emissions: Floats, costs: Floats) -> Floats:
    """Return each step's distribution over the states (steps x states, rows sum to 1).

    `emissions` are log-likelihoods (steps x states); `costs[n]` is the price, in the same
    unit, of changing state between step n - 1 and step n; `costs[0]` is 0.
    """
    likelihoods = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    rows, switches = likelihoods.tolist(), np.exp(-costs).tolist()
    before = _messages(rows, switches)
    behind = _messages(rows[::-1], [1.0, *switches[:0:-1]])[::-1]
    product = likelihoods * np.array(before) * np.array(behind)
    return np.asarray(product / product.sum(axis=1, keepdims=True))


def _messages(rows: list[list[float]], switches: list[float]) -> list[list[float]]:
    """Return what the likelihoods of the steps before each step say of its state."""
    belief = [1.0] * len(rows[0])
    messages = []
    for row, switch in zip(rows, switches, strict=True):
        messages.append([(1.0 - switch) * value + switch for value in belief])
        weighted = [value * said for value, said in zip(row, messages[-1], strict=True)]
        total = sum(weighted)
        belief = [value / total for value in weighted]
    return messages

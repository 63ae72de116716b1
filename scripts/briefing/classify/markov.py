"""Two hidden Markov models: the distribution of each step over the states, from all steps.

Both by the forward-backward algorithm (Rabiner 1989, A Tutorial on Hidden Markov Models). In the
plain one a step costs as many operations as there are states, since all are equally likely to
follow one another. The state of the other also remembers which themes have come before; so it can
charge for coming back to a theme that was left, and for a theme that never comes.
"""

from dataclasses import dataclass

import numpy as np

from briefing.classify.evidence import EXACT, Floats, Integers

ABSENT = 3.0
"""What it costs to leave out a declared theme altogether: someone waits for its page."""
WEAKEST = -60.0
"""No step speaks more strongly than this against a state: the arithmetic stays finite."""
MOST_REMEMBERED = 9
LARGEST = 4_000_000
"""Limits of memory and time: numbers kept. Beyond them, the weakest themes are not remembered."""


@dataclass(frozen=True, slots=True)
class _Lattice:
    """What is fixed for all steps (sets of themes that have come x states).

    `valid` is 1.0 where the state can be the current one of the set; `without` and `added` are
    the sets without and with the state; `opens` is 1.0 where the state is remembered; `again`
    is the factor of coming back to it; `end` is each set's factor at the end of the text.
    """

    valid: Floats
    without: Integers
    added: Integers
    opens: Floats
    again: Floats
    end: Floats


def posterior_with_memory(emissions: Floats, themes: int, change: float, comeback: float) -> Floats:
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
    lattice = _lattice(states, remembered, comeback)
    switch = float(np.exp(-change))
    ordered = likelihoods[:, order]
    forward = _forward(ordered, lattice, switch)
    result = np.empty(likelihoods.shape)
    result[:, order] = _backward(ordered, lattice, switch, forward)
    return result


def _lattice(states: int, remembered: int, comeback: float) -> _Lattice:
    sets = np.arange(1 << remembered)[:, None]
    bits = np.array([1 << k if k < remembered else 0 for k in range(states)])
    known = (sets & bits) > 0
    opens = (bits > 0).astype(np.float64)
    missing = remembered - known.sum(axis=1)
    return _Lattice(
        valid=(known | (bits == 0)).astype(np.float64),
        without=np.where(known, sets ^ bits, 0),
        added=sets | bits,
        opens=opens,
        again=np.where(bits > 0, np.exp(-comeback), 1.0),
        end=np.exp(-ABSENT * missing)[:, None],
    )


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


def posterior(emissions: Floats, costs: Floats) -> Floats:
    """Return each step's distribution over the states (steps x states, rows sum to 1).

    `emissions` are log-likelihoods (steps x states); `costs[n]` is the price, in the same
    unit, of changing state between step n - 1 and step n. `costs[0]` is not used.
    """
    likelihoods = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    rows, switches = likelihoods.tolist(), np.exp(-costs).tolist()
    before = _messages(rows, [1.0, *switches[1:]])
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

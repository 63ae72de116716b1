"""Emissions in, posteriors out. Knows no word, passage or theme.

A hidden Markov model whose states are equally likely to follow one another, so that a step
costs as many operations as there are states (Rabiner 1989, A Tutorial on Hidden Markov Models).
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def posterior(emissions: Floats, costs: Floats) -> Floats:
    """Return each step's distribution over the states (steps x states, rows sum to 1).

    `emissions` are log-likelihoods (steps x states); `costs[n]` is the price, in the same
    unit, of changing state between step n - 1 and step n. `costs[0]` is not used.
    """
    likelihoods = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    rows, switches = likelihoods.tolist(), np.exp(-costs).tolist()
    product = np.array(_forward(rows, switches)) * np.array(_backward(rows, switches))
    return np.asarray(product / product.sum(axis=1, keepdims=True))


def _forward(rows: list[list[float]], switches: list[float]) -> list[list[float]]:
    states = len(rows[0])
    belief, switches = [1.0 / states] * states, [1.0 / states, *switches[1:]]
    beliefs = []
    for row, switch in zip(rows, switches, strict=True):
        stay = 1.0 - switch
        belief = [
            value * (stay * before + switch) for value, before in zip(row, belief, strict=True)
        ]
        total = sum(belief)
        belief = [value / total for value in belief]
        beliefs.append(belief)
    return beliefs


def _backward(rows: list[list[float]], switches: list[float]) -> list[list[float]]:
    belief = [1.0] * len(rows[0])
    beliefs = [belief]
    for row, switch in zip(rows[:0:-1], switches[:0:-1], strict=True):
        weighted = [value * after for value, after in zip(row, belief, strict=True)]
        change, stay = sum(weighted) * switch, 1.0 - switch
        belief = [stay * value + change for value in weighted]
        total = sum(belief)
        belief = [value / total for value in belief]
        beliefs.append(belief)
    return beliefs[::-1]

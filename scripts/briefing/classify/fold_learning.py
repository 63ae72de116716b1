"""What a document teaches about its own themes. Knows no embedding, front matter or disk.

Given how likely each passage is to belong to each theme, `vocabulary` asks which words the
theme uses in this document (a naive Bayes classifier trained on its own beliefs: Nigam et al.
2000, Text Classification from Labeled and Unlabeled Documents using EM), and `neighbourhood`
asks in which stretch of the document it is told.
"""

import numpy as np

from briefing.classify.evidence import Corpus, Floats

SMOOTHING = 200.0
"""Running words' worth of the document's own distribution in each theme's."""
VOCABULARY_WEIGHT = 0.7
LOCALITY_WEIGHT = 0.2
LOCALITY_WIDTH = 0.07
"""How far a theme's passages reach along the document, as a share of its words."""
LOCALITY_FLOOR = 0.1
"""Keeps a theme possible where it has not been told so far."""


def vocabulary(corpus: Corpus, beliefs: Floats) -> Floats:
    """Return the passages' log-odds (passages x themes), each from what the others teach."""
    plain = np.bincount(corpus.stem, weights=corpus.count)[corpus.stem] - corpus.count
    rate = plain / np.maximum((corpus.length.sum() - corpus.length)[corpus.row], 1.0)
    known = plain > 0.5
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


def neighbourhood(corpus: Corpus, beliefs: Floats) -> Floats:
    """Return how much more each theme is told around each passage than on the whole."""
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

"""Which theme a passage belongs to, how far to trust that, and for what reasons."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from briefing.article.model import CONTEXT, Article, Passage, PassageKind
from briefing.classify.decode import Document, beliefs
from briefing.classify.evidence import Floats

SURE, LIKELY, SECOND = 0.99, 0.5, 0.2
"""Posterior probabilities: in every round, above or from which an assignment is sure and likely;
above which a second theme is named."""
MOST_REASONS = 5
FAINT = 0.1
"""A term that says less than this share of what the first one says is no reason."""


class Band(StrEnum):
    """How far to trust an assignment. Not a percentage: the model is over-confident."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"


NEIGHBOURS, NO_THEME = "placed by its neighbours", "no theme attracts it"
"""The reasons given where a passage's own words did not decide, or led to the context."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A term of the passage, NEIGHBOURS or NO_THEME: what spoke for `theme`, how strongly."""

    term: str
    theme: str
    weight: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a passage goes. `theme`, `secondary` and `runner_up` are theme ids or CONTEXT.

    `score` is the posterior probability of `theme`, from 0 to 1.
    """

    passage: Passage
    theme: str
    secondary: str | None
    runner_up: str | None
    score: float
    band: Band
    pinned: bool
    reasons: tuple[Reason, ...]


def assign(document: Document) -> list[Assignment]:
    """Return the assignment of each text passage of `document`."""
    rows = zip(*beliefs(document), strict=True)
    return [_assignment(document, row, *each) for row, each in enumerate(rows)]


def _assignment(document: Document, row: int, belief: Floats, least: Floats) -> Assignment:
    """Return what a passage's beliefs, and their least values over the rounds, say by state."""
    pinned = document.pins[row]
    scores = {s: round(float(value), 6) for s, value in zip(document.states, belief, strict=True)}
    best = max(scores, key=scores.__getitem__)
    theme = pinned or best
    others = [state for state in scores if state != theme]
    runner_up = max(others, key=scores.__getitem__, default=None)
    is_second = runner_up and runner_up != CONTEXT and scores[runner_up] > SECOND
    certain = 1.0 if pinned else round(float(least[document.states.index(best)]), 6)
    return Assignment(
        passage=document.passages[row],
        theme=theme,
        secondary=runner_up if is_second else None,
        runner_up=runner_up,
        score=1.0 if pinned else scores[best],
        band=Band.SURE if certain > SURE else Band.LIKELY if certain >= LIKELY else Band.CHECK,
        pinned=pinned is not None,
        reasons=_reasons(document, row, theme, scores),
    )


def aside(passage: Passage) -> Assignment:
    """Return the assignment of a passage that belongs to no theme by its kind."""
    return Assignment(passage, CONTEXT, None, None, 1.0, Band.SURE, False, ())


def follower(
    passage: Passage, index: int, texts: Sequence[int], found: Mapping[int, Assignment]
) -> Assignment:
    """Return the assignment of a passage that goes with a text: `texts` are their indexes.

    A heading goes with the text after it, anything else with the nearest.
    """
    place = bisect(texts, index)
    before, after = texts[max(place - 1, 0)], texts[min(place, len(texts) - 1)]
    ahead = passage.kind is PassageKind.HEADING or abs(after - index) < abs(before - index)
    leader = found[after if ahead else before]
    reasons = (Reason(NEIGHBOURS, leader.theme, leader.score),)
    return replace(leader, passage=passage, secondary=None, pinned=False, reasons=reasons)


def _reasons(
    document: Document, row: int, theme: str, scores: Mapping[str, float]
) -> tuple[Reason, ...]:
    """Return the words that spoke most for `theme`, or what else placed the passage there."""
    if theme not in scores:
        return ()
    state, own, pinned = document.states.index(theme), document.own[row], document.pins[row]
    found: list[tuple[str, float]] = []
    if pinned or own[state] >= own.max():
        is_context = theme == CONTEXT
        found = [(NO_THEME, float(own[state]))] if is_context else _terms(document, row, state)
    if not found and not pinned:
        found = [(NEIGHBOURS, scores[theme])]
    return tuple(Reason(term, theme, round(weight, 6)) for term, weight in found)


def _terms(document: Document, row: int, state: int) -> list[tuple[str, float]]:
    corpus = document.corpus
    first, last = np.searchsorted(corpus.owner, [row, row + 1])
    weights: dict[str, float] = {}
    for word in corpus.word[first:last].tolist():
        weight = round(float(document.word_weights[word, state]), 6)
        if weight > 0:
            weights[corpus.vocabulary[word].lower()] = weight
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [item for item in ranked[:MOST_REASONS] if item[1] >= FAINT * ranked[0][1]]


def explanation(article: Article, assignments: Sequence[Assignment]) -> dict[str, object]:
    """The explanation that `cli/explain.schema.json` describes: values for `json.dumps`."""
    return {
        "article": article.slug,
        "themes": [theme.id for theme in article.themes],
        "passages": [
            {key: getattr(each.passage, key) for key in ("address", "kind", "start", "end", "text")}
            | {key: getattr(each, key) for key in ("theme", "secondary", "band", "pinned")}
            | {
                "reasons": [
                    {"term": reason.term, "theme": reason.theme, "weight": round(reason.weight, 3)}
                    for reason in each.reasons
                ]
            }
            for each in assignments
        ],
    }


def explanation_rows(assignments: Iterable[Assignment]) -> Iterator[tuple[str, ...]]:
    """One row a passage: address, theme, band, score, second theme or runner-up, reasons, words."""
    yield ("Passage", "Theme", "Trust", "Score", "Next", "Because of", "Text")
    for each in assignments:
        passage = each.passage
        yield (
            passage.address or passage.kind,
            each.theme,
            "pinned" if each.pinned else each.band,
            f"{each.score:.2f}",
            f"+ {each.secondary}" if each.secondary else each.runner_up or "",
            ", ".join(reason.term for reason in each.reasons),
            " ".join(passage.text.split()),
        )

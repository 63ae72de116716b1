"""Assign each passage of an article to a theme.

What a passage says by itself (`evidence`) is weak. The document makes it strong: neighbours
share a theme and teach one another its words (`decode`). A pin enters as evidence, and so
teaches the rest.

One setting serves all documents. The constants here and in the modules it uses were
chosen on labelled documents of two kinds; `benchmarks/splitting.py` says how.
"""

from collections.abc import Sequence

import numpy as np

from briefing.article.model import CONTEXT, Article, Passage, PassageKind
from briefing.classify.assignment import Assignment, aside, assign, follower
from briefing.classify.decode import Document
from briefing.classify.evidence import Corpus, Evidence, Floats, count_words, gather

SHORT = 4.0
"""Words at which a passage's own evidence counts half."""
PARAGRAPH = 0.3
"""Sentences of a paragraph repeat each other: n of them count as n ** (1 - PARAGRAPH)."""
HEADING = 1.5
"""How much the words of a heading say about the passage that follows."""
CONTEXT_DROP = 0.5
"""How much a passage that no theme attracts leans to the context, by deviation and view."""


def classify(
    article: Article, passages: Sequence[Passage], *, forced: bool = False
) -> tuple[Assignment, ...]:
    """Return the assignment of each passage, in order.

    With `forced`, every passage goes to a declared theme and none to the context (a pin to
    the context excepted). Without a theme or a text passage, all is context.
    """
    texts = [index for index, passage in enumerate(passages) if passage.kind is PassageKind.TEXT]
    if not texts or not article.themes:
        return tuple(aside(passage) for passage in passages)
    found = dict(zip(texts, _assign_texts(article, passages, texts, forced), strict=True))
    return tuple(
        found[index]
        if index in found
        else follower(passage, index, texts, found)
        if forced or passage.kind is PassageKind.HEADING
        else aside(passage)
        for index, passage in enumerate(passages)
    )


def _assign_texts(
    article: Article, passages: Sequence[Passage], texts: list[int], forced: bool
) -> list[Assignment]:
    chosen = [passages[index] for index in texts]
    corpus = count_words([passage.text for passage in chosen], article.language)
    themes = [
        (theme.title, " ".join((theme.description or theme.question, *theme.terms)))
        for theme in article.themes
    ]
    evidence = gather(corpus, themes, article.language)
    own = evidence.combined + _headings(article.language, passages, texts, themes)
    states = tuple(theme.id for theme in article.themes)
    if not forced:
        states = (*states, CONTEXT)
        own = np.column_stack([own, article.context.threshold - _attraction(evidence)])
    trust = _trust(corpus, chosen)
    pinned = {pin.address: pin.theme for pin in article.pins if pin.theme in (*states, CONTEXT)}
    pins = [pinned.get(p.address or "", pinned.get(f"¶{p.paragraph}")) for p in chosen]
    alone = np.array([passage.address in pinned for passage in chosen])
    weights = evidence.word_weights
    return assign(Document(chosen, states, corpus, own * trust, weights, trust, pins, alone))


def _headings(
    language: str, passages: Sequence[Passage], texts: list[int], themes: list[tuple[str, str]]
) -> Floats:
    """Return what the headings right before each text passage say (text passages x themes)."""
    said = np.zeros((len(texts), len(themes)))
    before = [0, *(index + 1 for index in texts[:-1])]
    titles = {
        row: " ".join(p.text for p in passages[start:index] if p.kind is PassageKind.HEADING)
        for row, (start, index) in enumerate(zip(before, texts, strict=True))
    }
    rows = [row for row, title in titles.items() if title]
    if rows:
        corpus = count_words([titles[row] for row in rows], language)
        said[rows] = HEADING * gather(corpus, themes, language).combined
    return said


def _attraction(evidence: Evidence) -> Floats:
    """Return how strongly each passage speaks for its best theme, against the other passages."""
    best = [view.max(axis=1) for view in evidence.views]
    attraction = sum((each - each.mean()) / (each.std() or 1.0) for each in best)
    return np.asarray(CONTEXT_DROP * attraction)


def _trust(corpus: Corpus, passages: Sequence[Passage]) -> Floats:
    """Return how far each passage's own words are to be trusted (a column)."""
    paragraphs = [passage.paragraph or 0 for passage in passages]
    _, place, sentences = np.unique(paragraphs, return_inverse=True, return_counts=True)
    trust = corpus.length / (corpus.length + SHORT) * sentences[place] ** -PARAGRAPH
    return np.asarray(trust[:, None])

"""How strongly each passage speaks for each theme by itself.

Three views of the same question, none of which has seen the article's subject before: the passage
as a whole against the theme (static embedding), each of its words against the theme (soft
matching), and the words they share (BM25, Robertson & Zaragoza 2009, The Probabilistic Relevance
Framework).

The vectors of words are the static embedding that the package `wordllama` carries in its wheel
(MIT; 32,000 tokens of 256 dimensions). Its files are read straight from the package's folder:
importing the package costs a quarter of a second, and its loader goes online when it does not find
the tokenizer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from briefing.errors import BriefingError, Problem
from briefing.text.words import stemmer, words

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

SATURATION, LENGTH_NORMALISATION = 1.2, 0.75
"""k1 and b of BM25, at their usual values."""
MARGIN = 0.05
"""A word's cosine to a theme must pass its mean over the themes by this much to count."""
CENTRING = 0.3
"""How much of a theme's mean over the document is taken off; all of it would ruin an article
that is about one theme."""
VIEW_WEIGHTS = (1.0, 1.0, 0.5)
"""Of the embedding, the soft matching and BM25."""
EXACT = 6
"""Decimals of a cosine that every machine agrees on."""

PACKAGE = "wordllama"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
TENSOR = "embedding.weight"
BLOCK, LONGEST = 4096, 64
"""Words that are looked up at one time, so that memory stays small; characters of one looked at."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages of one article as counts.

    `owner[i]` is the passage of the i-th running word and `word[i]` its place in `vocabulary`.
    `row`, `stem` and `count` are the sparse matrix passages x `stems`. `length` is in words.
    """

    vocabulary: tuple[str, ...]
    stems: dict[str, int]
    owner: Integers
    word: Integers
    row: Integers
    stem: Integers
    count: Floats
    length: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the passages say by themselves.

    `views` are the three matrices passages x themes; `combined` is their standardised sum;
    `word_weights` (vocabulary x themes) is what each word adds to the soft matching.
    """

    views: tuple[Floats, Floats, Floats]
    combined: Floats
    word_weights: Floats


def count_words(texts: Sequence[str], language: str) -> Corpus:
    """Return the words of `texts`, counted once for all that follows."""
    stem = stemmer(language)
    vocabulary: dict[str, int] = {}
    lists = [[vocabulary.setdefault(w, len(vocabulary)) for w in words(text)] for text in texts]
    length = np.array([len(ids) for ids in lists], dtype=np.float64)
    word = np.fromiter((i for ids in lists for i in ids), dtype=np.intp)
    owner = np.repeat(np.arange(len(texts)), length.astype(np.intp))
    stems: dict[str, int] = {}
    stem_of = np.array([stems.setdefault(stem(w), len(stems)) for w in vocabulary], dtype=np.intp)
    width = max(len(stems), 1)
    pairs, count = np.unique(owner * width + stem_of[word], return_counts=True)
    row, place = np.divmod(pairs, width)
    return Corpus(tuple(vocabulary), stems, owner, word, row, place, 1.0 * count, length)


def gather(corpus: Corpus, themes: Sequence[tuple[str, str]], language: str) -> Evidence:
    """Return how strongly each passage of `corpus` speaks for each of `themes`.

    A theme is its title and what else is said about it; the words of the title count twice in BM25.
    """
    queries = [(words(title), words(rest)) for title, rest in themes]
    sought = np.stack([word_vectors(title + rest).sum(axis=0) for title, rest in queries])
    vectors, sought = word_vectors(corpus.vocabulary), _unit(sought)
    word_weights = _soft_matches(_unit(vectors) @ sought.T)
    passages = len(corpus.length)
    soft = sums(corpus.owner, (column[corpus.word] for column in word_weights.T), passages)
    views = (
        _passage_cosines(corpus, vectors, sought),
        soft / np.sqrt(np.maximum(corpus.length, 1))[:, None],
        _bm25(corpus, queries, language),
    )
    parts = [w * _standard(view) for w, view in zip(VIEW_WEIGHTS, views, strict=True)]
    combined = np.sum(parts, axis=0)
    return Evidence(views, combined / (combined.std() or 1.0), word_weights)


def sums(owner: Integers, columns: Iterable[Floats], rows: int) -> Floats:
    """Return the sum of each of `columns` over the entries of the same owner (rows x columns)."""
    return np.stack([np.bincount(owner, column, rows) for column in columns], axis=1)


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1))


def _soft_matches(cosines: npt.NDArray[np.float32]) -> Floats:
    apart = cosines - cosines.mean(axis=1, keepdims=True)
    strength = np.maximum(np.abs(apart) - MARGIN, 0.0) ** 2
    return np.asarray(np.round(np.sign(apart) * strength.astype(np.float64), EXACT))


def _passage_cosines(
    corpus: Corpus, vectors: npt.NDArray[np.float32], themes: npt.NDArray[np.float32]
) -> Floats:
    ends = np.cumsum(corpus.length).astype(np.intp).tolist()
    cosines = np.zeros((len(ends), len(themes)))
    for row, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        if start < end:
            vector = vectors[corpus.word[start:end]].sum(axis=0)
            cosines[row] = themes @ vector / (np.linalg.norm(vector) or 1.0)
    return np.round(cosines, EXACT)


def _bm25(corpus: Corpus, queries: Sequence[tuple[list[str], list[str]]], language: str) -> Floats:
    stem = stemmer(language)
    wanted = np.zeros((len(corpus.stems), len(queries)))
    for theme, (title, rest) in enumerate(queries):
        for word in title * 2 + rest:
            if (place := corpus.stems.get(stem(word))) is not None:
                wanted[place, theme] += 1.0
    passages = len(corpus.length)
    frequency = np.bincount(corpus.stem, minlength=len(corpus.stems))
    rarity = np.log1p((passages - frequency + 0.5) / (frequency + 0.5))
    relative = corpus.length / (corpus.length.mean() or 1.0)
    damping = 1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * relative[corpus.row]
    gain = corpus.count * (SATURATION + 1) / (corpus.count + SATURATION * damping)
    gain *= rarity[corpus.stem]
    return sums(corpus.row, (gain * column[corpus.stem] for column in wanted.T), passages)


def _standard(view: Floats) -> Floats:
    """Centre a view partly by theme and fully by passage, and scale it to unit deviation."""
    apart = centred(view - CENTRING * view.mean(axis=0))
    return np.asarray(apart / (apart.std() or 1.0))


def centred(values: Floats) -> Floats:
    """Return `values` less the mean of their row."""
    return np.asarray(values - values.mean(axis=1, keepdims=True))


def word_vectors(words: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return one row a word: the sum of its tokens' vectors, as float32 (words x dimensions).

    Sums, not means, so that the vector of a text is the sum over its words.
    Raises BriefingError when the embedding's files are missing or damaged.
    """
    weights, tokenizer = _load()
    rows = np.zeros((len(words), weights.shape[1]), dtype=np.float32)
    for first in range(0, len(words), BLOCK):
        block = [word[:LONGEST] for word in words[first : first + BLOCK]]
        encoding = tokenizer.encode(block, is_pretokenized=True, add_special_tokens=False)
        tokens = np.array(encoding.ids, dtype=np.intp)
        owners = first + np.array(encoding.word_ids, dtype=np.intp)
        known = tokens < len(weights)
        tokens, owners = tokens[known], owners[known]
        while len(tokens):
            leading = np.diff(owners, prepend=-1) > 0
            rows[owners[leading]] += weights[tokens[leading]]
            tokens, owners = tokens[~leading], owners[~leading]
    return rows


@cache
def _load() -> tuple[npt.NDArray[np.float16], Tokenizer]:
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise _problem(PACKAGE, "the package with the embedding is not installed")
    folder = Path(places[0])
    try:
        weights = load_file(folder / WEIGHTS)[TENSOR]
        return weights, Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:  # `tokenizers` raises nothing narrower
        raise _problem(str(folder), f"the embedding cannot be read: {error}") from error


def _problem(path: str, message: str) -> BriefingError:
    fix = f"install it again: pip install --force-reinstall {PACKAGE}"
    return BriefingError(Problem(path, 0, "embedding", message, fix))

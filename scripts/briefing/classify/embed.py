"""Vectors of words.

The vectors are the static embedding
that the package `wordllama` carries in its wheel (MIT; 32,000 tokens of 256 dimensions).
Its files are read straight from the package's folder: importing the package itself costs
a quarter of a second, and its loader goes online when it does not find the tokenizer.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from briefing.errors import BriefingError, Problem

PACKAGE = "wordllama"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
TENSOR = "embedding.weight"
BLOCK = 4096
"""Words that are looked up at one time, so that memory stays small."""
LONGEST = 64
"""Characters of a word that are looked at: a longer one is none."""


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
        tensors, tokenizer = (
            load_file(folder / WEIGHTS),
            Tokenizer.from_file(str(folder / TOKENIZER)),
        )
        return tensors[TENSOR], tokenizer
    except Exception as error:  # `tokenizers` raises nothing narrower
        raise _problem(str(folder), f"the embedding cannot be read: {error}") from error


def _problem(path: str, message: str) -> BriefingError:
    fix = f"install it again: pip install --force-reinstall {PACKAGE}"
    return BriefingError(Problem(path, 0, "embedding", message, fix))

"""Texts that articles are accounts of: one of our own, and that of the first article.

The latter is not in this repository; where it is not at hand, its tests are skipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Source:
    """A text, the account of it with its lock, and the themes of some of its paragraphs."""

    text: Path
    account: Path
    paragraphs: int
    themes: Mapping[str, tuple[int, ...]]


FERRY = Source(
    ROOT / "tests" / "data" / "ferry" / "ferry.txt",
    ROOT / "tests" / "data" / "ferry" / "ferry.md",
    9,
    {"price": (2, 4), "islanders": (5, 6), "law": (7, 8), "context": (1, 9)},
)
DEEPSEEK_EFFECT = Source(
    ROOT.parent / "shared" / "articles" / "deepseek-effect.txt",
    ROOT / "articles" / "deepseek-effect.md",
    24,
    {
        "cost-claims": (4, 6),
        "markets": (2, 19, 20),
        "censorship": (9,),
        "xi-tech-meeting": (17, 18),
        "sovereign-ai": (22, 23),
        "context": (11, 12, 13),
    },
)
needs_the_real_text = pytest.mark.skipif(
    not DEEPSEEK_EFFECT.text.is_file(),
    reason=f"the first article's text is not at {DEEPSEEK_EFFECT.text.name}",
)
SOURCES = [
    pytest.param(FERRY, id="ferry"),
    pytest.param(DEEPSEEK_EFFECT, id="deepseek-effect", marks=needs_the_real_text),
]

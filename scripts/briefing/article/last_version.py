"""What is kept of an article as it was last split, so that what cites it can follow its passages.

It is one file an article, `.briefing/base/<slug>/article.json`, committed with the pages:

    paragraphs   the article's blocks in order: of a numbered paragraph the list of its sentences,
                 of a heading, byline or biography its text; white space is one blank
    addresses    those that the front matter names: of pins, and of ranges
    earlier      of each earlier version, the oldest first, the address now of each passage that
                 had another address then; none where it is gone
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from briefing.article.alignment import AddressedText
from briefing.article.model import Article, Passage
from briefing.project import BASE

MOST_VERSIONS = 5
"""Of how many earlier versions the addresses are kept."""


@dataclass(frozen=True, slots=True)
class LastVersion:
    """An article as it was last split; `paragraphs` and `earlier` as in its file."""

    paragraphs: tuple[str | tuple[str, ...], ...]
    addresses: frozenset[str] = frozenset()
    earlier: tuple[Mapping[str, str], ...] = ()

    @property
    def passages(self) -> tuple[AddressedText, ...]:
        """The numbered passages."""
        numbered = [each for each in self.paragraphs if not isinstance(each, str)]
        return tuple(
            AddressedText(paragraph, sentence, text)
            for paragraph, sentences in enumerate(numbered, 1)
            for sentence, text in enumerate(sentences, 1)
        )


def last_version_file(slug: str) -> Path:
    """Where an article is kept as it was last split, below the root."""
    return BASE / slug / "article.json"


def paragraphs_of(passages: Iterable[Passage]) -> tuple[str | tuple[str, ...], ...]:
    """The blocks that `passages` stand in."""
    found = list[str | tuple[str, ...]]()
    for number, group in groupby(passages, key=lambda passage: passage.paragraph):
        texts = [" ".join(each.text.split()) for each in group]
        found += texts if number is None else [tuple(texts)]
    return tuple(found)


def is_last(kept: bytes | None, passages: Iterable[Passage]) -> bool:
    """Whether `passages` are those of the last split, by the bytes of its file.

    So they are where there is no file, and not where it is damaged.
    """
    last = None if kept is None else parse_last_version(kept)
    return kept is None or (last is not None and last.paragraphs == paragraphs_of(passages))


def addresses_in(article: Article) -> frozenset[str]:
    """The addresses that the front matter of `article` names: `¶7.2` of a pin, `¶1-15`."""
    ranges = (
        f"¶{each.first}-{each.last}" if each.last > each.first else f"¶{each.first}"
        for each in (*article.as_of, *article.aside)
    )
    return frozenset([*(pin.address for pin in article.pins), *ranges])


def parse_last_version(content: bytes) -> LastVersion | None:
    """What the bytes of its file hold; None where there is none, or it is damaged."""
    try:
        values = json.loads(content)
        paragraphs = tuple(
            each if isinstance(each, str) else tuple(map(str, each))
            for each in values["paragraphs"]
        )
        earlier = tuple(dict(each) for each in values.get("earlier", ()))
        return LastVersion(paragraphs, frozenset(values.get("addresses", ())), earlier)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def dump_last_version(version: LastVersion) -> str:
    """`version` as the text of its file."""
    values: dict[str, Sequence[object]] = {
        "addresses": sorted(version.addresses),
        "earlier": version.earlier,
        "paragraphs": version.paragraphs,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"

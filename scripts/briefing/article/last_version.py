"""What is kept of an article as it was last split, so that what cites it can follow its passages.

It is one file an article, `.briefing/base/<slug>/article.json`, committed with the pages:

    paragraphs   the article's blocks in order: of a numbered paragraph the list of its sentences,
                 of a heading, byline or biography its text; white space is one blank
    addresses    those that the front matter names: of pins, and of ranges
    earlier      of each earlier version that had other addresses, the oldest first, where all of
                 its passages stand now, in ranges: {"¶1-3": "¶2-4", "¶4.1-2": "¶5.2-3", "¶5": ""};
                 nowhere where they are gone
    retired      the first words, with their hash, of passages that said something else then
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from pathlib import Path

from briefing.article.alignment import AddressedText
from briefing.article.model import Article, Passage
from briefing.markdown.blocks import front_matter_and_body, normalised, read_page
from briefing.markdown.citation import label
from briefing.project import BASE
from briefing.text.patterns import MASK

MOST_VERSIONS = 5
"""Of how many earlier versions the addresses are kept."""
_RANGE = re.compile(r"¶(?:(?P<paragraph>\d{1,6})\.)?(?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?")
_Place = tuple[int, ...]
"""A paragraph, or a paragraph and a sentence in it; empty for what is gone."""


@dataclass(frozen=True, slots=True)
class LastVersion:
    """An article as it was last split; its fields are those of its file."""

    paragraphs: tuple[str | tuple[str, ...], ...]
    addresses: frozenset[str] = frozenset()
    earlier: tuple[Mapping[str, str], ...] = ()
    retired: tuple[str, ...] = ()

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
    ranges = (each.address for each in (*article.as_of, *article.aside))
    return frozenset([*(pin.address for pin in article.pins), *ranges])


def in_ranges(places: Mapping[str, str], passages: Iterable[AddressedText]) -> dict[str, str]:
    """`places`, where passages of an earlier version stand among the `passages` now, in ranges.

    A paragraph is named as a whole where it has the same sentences in both, or is gone. `places`
    are in the order of the earlier version, and have all of it.
    """
    lengths = Counter(each.paragraph for each in passages)
    pairs = ((_place(then), _place(now)) for then, now in places.items())
    found = dict[str, str]()
    units = (
        unit
        for _, sentences in groupby(pairs, key=lambda pair: pair[0][0])
        for unit in _as_a_whole(list(sentences), lengths)
    )
    for _, group in groupby(units, key=_direction):
        then, now = zip(*group, strict=True)
        found[label([*map(_address, then)])] = label([_address(each) for each in now if each])
    return found


def one_by_one(ranges: Mapping[str, str], passages: Iterable[AddressedText]) -> dict[str, str]:
    """The inverse of `in_ranges`; of a paragraph that is gone, its own address is all there is."""
    lengths = Counter(each.paragraph for each in passages)
    found = dict[str, str]()
    for then, now in ranges.items():
        for old, new in zip(_run(then), chain(_run(now), repeat(())), strict=False):
            sentences = range(1, lengths[new[0]] + 1) if len(new) == 1 else ()
            found |= {_address((*old, each)): _address((*new, each)) for each in sentences}
            if len(new) != 1:
                found[_address(old)] = _address(new)
    return found


def _as_a_whole(
    sentences: Sequence[tuple[_Place, _Place]], lengths: Mapping[int, int]
) -> Iterable[tuple[_Place, _Place]]:
    """The `sentences` of a paragraph, or instead the paragraph where it moved, or is gone, so."""
    then, now = sentences[0]
    if all(not new for _, new in sentences):
        return [(then[:1], ())]
    is_whole = all(old[1:] == new[1:] and new[:1] == now[:1] for old, new in sentences)
    if is_whole and lengths[now[0]] == len(sentences):
        return [(then[:1], now[:1])]
    return sentences


def _direction(unit: tuple[_Place, _Place]) -> tuple[_Place, _Place, int | None]:
    """What neighbours have in common that make a range."""
    then, now = unit
    return (*then[:-1], len(then)), (*now[:-1], len(now)), now[-1] - then[-1] if now else None


def _place(address: str) -> _Place:
    return tuple(map(int, address[1:].split("."))) if address else ()


def _address(place: _Place) -> str:
    return "¶" + ".".join(map(str, place)) if place else ""


def _run(words: str) -> Iterator[_Place]:
    """The places in a range; none in what is no range."""
    if match := _RANGE.fullmatch(words):
        head = (int(match["paragraph"]),) if match["paragraph"] else ()
        for each in range(int(match["first"]), int(match["last"] or match["first"]) + 1):
            yield (*head, each)


def parse_last_version(content: bytes) -> LastVersion | None:
    """What the bytes of its file hold; None where there is none, or it is damaged."""
    try:
        values = json.loads(content)
        paragraphs = tuple(
            each if isinstance(each, str) else tuple(map(str, each))
            for each in values["paragraphs"]
        )
        earlier = tuple(dict(each) for each in values.get("earlier", ()))
        addresses, retired = values.get("addresses", ()), values.get("retired", ())
        return LastVersion(paragraphs, frozenset(addresses), earlier, tuple(map(str, retired)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def on_source_page(text: str, article: Article) -> LastVersion | None:
    """What a source page with this `text` tells of the version that it was made of, if it tells.

    For where its file is lost: on the page each sentence stands before a citation of itself. What
    the front matter of `article` names is taken to have been there.
    """
    unix = normalised(text)
    reading, found = read_page(unix, len(front_matter_and_body(unix)[0])), list[list[str]]()
    own = [e for e in reading.links if e.kind == "link" and e.cites and e.target[:2] == "#p"]
    for start, block in reading.blocks:
        end = start + len(block.text)
        for link in (each for each in own if start <= each.start < end):
            if link.words == f"¶{len(found) + 1}.1":
                found.append([])
            if not found or link.words != f"¶{len(found)}.{len(found[-1]) + 1}":
                return None  # people have changed it
            words = reading.shown(start, link.start).replace(MASK, " ")
            found[-1].append(" ".join(words.split()))
            start = link.end
    return LastVersion(tuple(map(tuple, found)), addresses_in(article)) if found else None


def dump_last_version(version: LastVersion) -> str:
    """`version` as the text of its file."""
    values: dict[str, Sequence[object]] = {
        "addresses": sorted(version.addresses),
        "earlier": version.earlier,
        "retired": version.retired,
        "paragraphs": version.paragraphs,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"

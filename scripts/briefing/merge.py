"""What was generated, what a person made of it, and what is generated now; in one page out.

A three-way merge (diff3: Khanna, Kunal and Pierce 2007), by Markdown block in the body and by key
in the front matter. Never within a sentence: half of one and half of another would state what
nobody said. Knows no disk.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from merge3 import Merge3

from briefing.merge_front_matter import merge_front_matter
from briefing.page_blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.reorder import in_one_order

_GAP = "\0"
"""Stands between two blocks, so that a change of one does not touch a change of the next."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that a person and the compiler changed differently; what is empty is not there."""

    page: str
    base: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of the merged page. Where there are conflicts it has the person's words."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, page: str, new: str) -> Merged:
    """Bring what changed from `base` to `new` into `page`, and lose nothing of what a person did.

    A page that cannot be merged faithfully is one conflict, and stays as it is. To merge the
    result again gives the result again. Raises ArticleError for front matter that cannot be read.
    """
    if is_same(new, base) or is_same(new, page):
        return Merged(page)
    if is_same(page, base):
        return Merged(new)
    three = normalised(base), normalised(page), normalised(new)
    merged = _merged(*three)
    again = _merged(three[0], merged.text, three[2])
    if again != merged or not _is_faithful(*three, merged):
        return Merged(page, (Conflict(page, base, new),))
    text = page if is_same(merged.text, page) else _with_line_ends_of(page, merged.text)
    return Merged(text, merged.conflicts)


def take(base: str, page: str, new: str) -> str:
    """As `merge`, but where there is a conflict the text has the words of `new`."""
    merged = merge(base, page, new)
    if merged.conflicts == (Conflict(page, base, new),):
        return new
    three = normalised(base), normalised(page), normalised(new)
    return _with_line_ends_of(page, _merged(*three, keep=False).text)


def _merged(base: str, page: str, new: str, *, keep: bool = True) -> Merged:
    fronts, bodies = zip(*map(front_matter_and_body, (base, page, new)), strict=True)
    blocks = in_one_order(*map(page_blocks, bodies))
    kept: list[str] = []
    conflicts: list[Conflict] = []
    front = merge_front_matter(*fronts)
    if front is None:
        front = fronts[1] if keep else fronts[2]
        conflicts.append(Conflict(fronts[1], fronts[0], fronts[2]))
    for keys, against in _regions(*map(_tokens, blocks)):
        if against is None:
            kept += keys
            continue
        kept += keys if keep else against[1]
        sides = zip((keys, *against), (blocks[1], blocks[0], blocks[2]), strict=True)
        conflicts.append(Conflict(*(_joined(side, [version]) for side, version in sides)))
    body = _joined(kept, [blocks[1], blocks[2]])
    return Merged(front + body, tuple(conflicts))


def _tokens(blocks: Sequence[Block]) -> list[str]:
    """The keys of `blocks`, with a gap before, between and behind them."""
    return [_GAP, *(token for block in blocks for token in (block.key, _GAP))]


class _Matcher:
    """Matches blocks by difflib, and the gaps by the blocks beside them.

    To difflib all gaps are alike; where it had a choice, the same insertion made twice could come
    before a gap here and behind it there, and so into the page twice.
    """

    def __init__(
        self, isjunk: None, a: Sequence[str], b: Sequence[str], autojunk: bool = True
    ) -> None:
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """As difflib's: (place in a, place in b, length), in order, the last of length 0."""
        matcher = SequenceMatcher(None, self.a[1::2], self.b[1::2])
        pairs = [(0, 0, 1)]
        for kind, a, a_end, b, b_end in matcher.get_opcodes():
            lengths = a_end - a, b_end - b
            if kind == "equal":
                pairs.append((2 * a + 1, 2 * b + 1, 2 * lengths[0]))
            elif kind == "replace":
                inner = lengths[0] if lengths[0] == lengths[1] else 1
                pairs += [(2 * (a_end - k), 2 * (b_end - k), 1) for k in reversed(range(inner))]
        return [*pairs, (len(self.a), len(self.b), 0)]


_Keys = list[str]


def _regions(
    base: _Keys, page: _Keys, new: _Keys
) -> Iterator[tuple[_Keys, tuple[_Keys, _Keys] | None]]:
    """The keys of the merged page piece by piece; with a conflict, those of base and new beside."""
    for kind, *ends in Merge3(base, page, new, sequence_matcher=_Matcher).merge_regions():
        if kind == "conflict":
            sides = (base, page, new)
            places = zip(ends[::2], ends[1::2], strict=True)
            yield from _settled(
                *(_blocks_of(side[a:b]) for side, (a, b) in zip(sides, places, strict=True))
            )
        else:
            side = {"unchanged": base, "b": new}.get(kind, page)
            yield _blocks_of(side[ends[0] : ends[1]]), None


def _blocks_of(tokens: _Keys) -> _Keys:
    return [token for token in tokens if token != _GAP]


def _settled(
    base: _Keys, page: _Keys, new: _Keys
) -> Iterator[tuple[_Keys, tuple[_Keys, _Keys] | None]]:
    """What remains of a conflict when gaps do not count and both may add something."""
    if page == base:
        yield new, None
    elif new in (base, page):
        yield page, None
    elif not base:
        yield page + [key for key in new if key not in page], None
    else:
        yield page, (base, new)


def _joined(keys: _Keys, versions: Sequence[Sequence[Block]]) -> str:
    """The text of the blocks with `keys`, spelt and spaced as the first version that can."""
    blocks: dict[str, Block] = {}
    gaps: dict[tuple[str, str], str] = {}
    for version in versions:
        for block in version:
            blocks.setdefault(block.key, block)
        for one, two in pairwise(version):
            gaps.setdefault((one.key, two.key), one.gap)
    text = ""
    for key, following in pairwise(keys):
        group = blocks[key].group
        usual = "\n" if group and group == blocks[following].group else "\n\n"
        text += blocks[key].text + (gaps.get((key, following)) or usual)
    return text + blocks[keys[-1]].text + "\n" if keys else ""


def _is_faithful(base: str, page: str, new: str, merged: Merged) -> bool:
    """Whether no block is lost that a person, or else the compiler, added, and none is back that a
    person deleted.
    """
    counts = [
        Counter(block.key for block in page_blocks(front_matter_and_body(text)[1]))
        for text in (base, page, new, merged.text)
    ]
    for key in set().union(*counts):
        old, mine, theirs, result = (count[key] for count in counts)
        lost = result < mine - old or (not merged.conflicts and result < theirs - old)
        back = result > mine + max(0, theirs - old)
        if lost or back:
            return False
    return True


def _with_line_ends_of(page: str, text: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in page else text

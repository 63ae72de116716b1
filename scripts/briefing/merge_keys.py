"""Three lists of keys in, one merged list out, region by region. The only room that knows merge3.

The keys stand for the blocks of a page (diff3: Khanna, Kunal and Pierce 2007).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from merge3 import Merge3

_GAP = "\0"
"""Stands between two keys, so that a change of one does not touch a change of the next."""


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of the merged list; in a `conflict` the keys of the page, then base's and new's."""

    keys: list[str]
    conflict: tuple[list[str], list[str]] | None = None


def merge_keys(base: Sequence[str], page: Sequence[str], new: Sequence[str]) -> Iterator[Region]:
    """The regions of the merge of `page` and `new`, which both come from `base`, in order."""
    sides = one, two, three = _with_gaps(base), _with_gaps(page), _with_gaps(new)
    for kind, *ends in Merge3(one, two, three, sequence_matcher=_Matcher).merge_regions():
        if kind == "conflict":
            places = zip(ends[::2], ends[1::2], strict=True)
            pieces = zip(sides, places, strict=True)
            yield _settled(*(_without_gaps(side[start:end]) for side, (start, end) in pieces))
        else:
            side = {"unchanged": sides[0], "b": sides[2]}.get(kind, sides[1])
            yield Region(_without_gaps(side[ends[0] : ends[1]]))


def _with_gaps(keys: Sequence[str]) -> list[str]:
    return [_GAP, *(token for key in keys for token in (key, _GAP))]


def _without_gaps(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token != _GAP]


def _settled(base: list[str], page: list[str], new: list[str]) -> Region:
    """What remains of a conflict when gaps do not count and both may add something."""
    if page == base:
        return Region(new)
    if new in (base, page):
        return Region(page)
    if not base:
        return Region(page + [key for key in new if key not in page])
    return Region(page, (base, new))


class _Matcher:
    """Matches keys by difflib, and the gaps by the keys beside them.

    To difflib all gaps are alike; where it had a choice, the same insertion made twice could come
    before a gap here and behind it there, and so into the page twice.
    """

    def __init__(
        self, isjunk: None, a: Sequence[str], b: Sequence[str], autojunk: bool = True
    ) -> None:
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """As difflib's: (place in a, place in b, length), in order, the last of length 0."""
        matcher = SequenceMatcher(None, self.a[1::2], self.b[1::2], autojunk=False)
        pairs = [(0, 0, 1)]
        for kind, a, a_end, b, b_end in matcher.get_opcodes():
            lengths = a_end - a, b_end - b
            if kind == "equal":
                pairs.append((2 * a + 1, 2 * b + 1, 2 * lengths[0]))
            elif kind == "replace":
                inner = lengths[0] if lengths[0] == lengths[1] else 1
                pairs += [(2 * (a_end - k), 2 * (b_end - k), 1) for k in reversed(range(inner))]
        return [*pairs, (len(self.a), len(self.b), 0)]

"""Three lists of keys in, one merged list out, region by region. The only room that knows merge3.

The keys stand for the blocks of a page (diff3: Khanna, Kunal and Pierce 2007).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from merge3 import Merge3

_BEFORE, _BEHIND = _EDGES = "\0before", "\0behind"
"""Stand around each key, so that a change of one does not touch a change beside it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of the merged list.

    In a `conflict`, `keys` are those of the page; it has those of base and of new, and the latter
    begin `at` this place of the whole new list.
    """

    keys: list[str]
    conflict: tuple[list[str], list[str]] | None = None
    at: int = 0


def merge_keys(base: Sequence[str], page: Sequence[str], new: Sequence[str]) -> Iterator[Region]:
    """The regions of the merge of `page` and `new`, which both come from `base`, in order."""
    sides = one, two, three = _with_edges(base), _with_edges(page), _with_edges(new)
    for kind, *ends in Merge3(one, two, three, sequence_matcher=_Matcher).merge_regions():
        if kind == "conflict":
            places = zip(ends[::2], ends[1::2], strict=True)
            pieces = zip(sides, places, strict=True)
            region = _settled(*(_without_edges(side[start:end]) for side, (start, end) in pieces))
            yield replace(region, at=len(_without_edges(three[: ends[4]])))
        else:
            side = {"unchanged": sides[0], "b": sides[2]}.get(kind, sides[1])
            yield Region(_without_edges(side[ends[0] : ends[1]]))


def _with_edges(keys: Sequence[str]) -> list[str]:
    return [token for key in keys for token in (_BEFORE, key, _BEHIND)]


def _without_edges(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token not in _EDGES]


def _settled(base: list[str], page: list[str], new: list[str]) -> Region:
    """What remains of a conflict where one side only added something beside what changed."""
    if not base:
        return Region(page + [key for key in new if key not in page])
    for one, other in ((page, new), (new, page)):
        if (at := _place(base, one)) is not None:
            before, behind = one[:at], one[at + len(base) :]
            if one is page and behind and not other:
                break  # what a person added to it would stand under something else
            return Region(before + other + behind)
    return Region(page, (base, new))


def _place(keys: list[str], within: list[str]) -> int | None:
    """Where `keys` stand in one piece, if they do."""
    starts = range(len(within) - len(keys) + 1)
    return next((at for at in starts if within[at : at + len(keys)] == keys), None)


class _Matcher:
    """Matches keys by difflib, and the edges with their keys.

    To difflib all edges are alike; where it had a choice, the same insertion made twice could come
    before an edge here and behind it there, and so into the page twice.
    """

    def __init__(
        self, isjunk: None, a: Sequence[str], b: Sequence[str], autojunk: bool = True
    ) -> None:
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """As difflib's: (place in a, place in b, length), in order, the last of length 0."""
        matcher = SequenceMatcher(None, self.a[1::3], self.b[1::3], autojunk=False)
        pairs = list[tuple[int, int, int]]()
        for kind, a, a_end, b, b_end in matcher.get_opcodes():
            if kind == "equal":
                pairs.append((3 * a, 3 * b, 3 * (a_end - a)))
            elif kind == "replace":  # one by one if it can be, else as a whole
                each = list(zip(range(a, a_end), range(b, b_end), strict=False))
                single = a_end - a == b_end - b
                starts = each if single else each[:1]
                ends = each if single else [(a_end - 1, b_end - 1)]
                edges = [(3 * one, 3 * two, 1) for one, two in starts]
                edges += [(3 * one + 2, 3 * two + 2, 1) for one, two in ends]
                pairs += sorted(edges)
        return [*pairs, (len(self.a), len(self.b), 0)]

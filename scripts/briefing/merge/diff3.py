"""Merges lists of keys by their order: diff3 (Khanna, Kunal and Pierce 2007)."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

_BEFORE, _BEHIND = _EDGES = "\0before", "\0behind"
"""Sentinels around each key: changes of adjacent blocks do not conflict."""


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of the merged list.

    In a `conflict`, `keys` are those of the page; it has those of base and of new, and the latter
    begin `at` this place of the whole new list.
    """

    keys: list[str]
    conflict: tuple[list[str], list[str]] | None = None
    at: int = 0


def merge_keys(
    base: Sequence[str], page: Sequence[str], new: Sequence[str], *, apart: Set[str] = frozenset()
) -> Iterator[Region]:
    """The regions of the merge of `page` and `new`, which both come from `base`, in order.

    What a person added behind a key may be about it, unless either is one of `apart`.
    """
    in_page, in_new = _matches(base, page), _matches(base, new)
    one, two, three = _with_edges(base), _with_edges(page), _with_edges(new)
    i = j = k = 0
    for place in [*sorted(in_page.keys() & in_new.keys()), len(one)]:
        mine, theirs = in_page.get(place, len(two)), in_new.get(place, len(three))
        old, left, right = one[i:place], two[j:mine], three[k:theirs]
        if old or left or right:
            yield _region(old, left, right, (k + 1) // 3, apart)
        if place % 3 == 1:  # a key, not an edge
            yield Region([one[place]])
        i, j, k = place + 1, mine + 1, theirs + 1


def _region(base: list[str], page: list[str], new: list[str], at: int, apart: Set[str]) -> Region:
    """What becomes of tokens between two that all three sides have."""
    if page == new or base == new:
        return Region(_without_edges(page))
    if base == page:
        return Region(_without_edges(new))
    base, page, new = map(_without_edges, (base, page, new))
    if not base:
        return Region(page + [key for key in new if key not in page])
    for one, other in ((page, new), (new, page)):  # one side may only have added beside `base`
        if (start := _place(base, one)) is not None:
            before, behind = one[:start], one[start + len(base) :]
            if one is page and behind and not other and not apart & {base[-1], behind[0]}:
                break  # what a person added to it would stand under something else
            return Region(before + other + behind)
    return Region(page, (base, new), at)


def _with_edges(keys: Sequence[str]) -> list[str]:
    return [token for key in keys for token in (_BEFORE, key, _BEHIND)]


def _without_edges(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token not in _EDGES]


def _matches(one: Sequence[str], two: Sequence[str]) -> dict[int, int]:
    """Where each token of `one`, its keys with their edges, that `two` has too stands there.

    difflib matches the keys, and an edge goes with its key. To difflib all edges would be alike;
    where it had a choice, the same insertion made twice could come before an edge here and behind
    it there, and so into the page twice.
    """
    found = dict[int, int]()
    for kind, a, a_end, b, b_end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            found |= zip(range(3 * a, 3 * a_end), range(3 * b, 3 * b_end), strict=True)
        elif kind == "replace" and a_end - a == b_end - b:
            for here, there in zip(range(a, a_end), range(b, b_end), strict=True):
                found |= {3 * here: 3 * there, 3 * here + 2: 3 * there + 2}
        elif kind == "replace":
            found |= {3 * a: 3 * b, 3 * a_end - 1: 3 * b_end - 1}
    return found


def _place(keys: list[str], within: list[str]) -> int | None:
    """Where `keys` stand in one piece, if they do."""
    starts = range(len(within) - len(keys) + 1)
    return next((at for at in starts if within[at : at + len(keys)] == keys), None)

"""Match the keys of two versions of a text, such as the hashes of its paragraphs.

Keys that stand once in both versions match; then, between those that match in order, keys that
stand equally often there (Heckel, "A technique for isolating differences between files", 1978;
Cohen's patience diff). A key that is weak or repeated has to be borne out by its neighbours.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from heapq import heappop, heappush
from itertools import pairwise, product
from sys import maxsize
from typing import NamedTuple

LONG = 6
"""Words from which on a text hardly ever stands twice in one document.

In four documents of 385 to 1,452 passages, 28 in 81 of three words did, 2 in 97 of five, and 4 in
2,563 of six and more.
"""
_ROUNDS = 20
"""Passes over the gaps; only a text made to be slow takes more than three or four."""

Gap = tuple[list[int], list[int]]
"""Places in the old and in the new version that no bead has yet, between two beads in order."""


class Bead(NamedTuple):
    """Places in the old and in the new version that belong together (Gale and Church's word)."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    weight: float = 1.0


class Matching:
    """The beads of two lists of keys: `in_order` in both of them, or `moved`.

    `free` are the old and the new places that are in no bead.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], strong: Set[int]) -> None:
        """Match equal keys; `strong` are the old places whose keys hardly recur by chance."""
        self.keys = old, new
        self.in_order: list[Bead] = []
        self.moved: list[Bead] = []
        self.free = set(range(len(old))), set(range(len(new)))
        self._edges = Bead((-1,), (-1,)), Bead((len(old),), (len(new),))
        counts = Counter(old), Counter(new)
        self._steady = {key for key in counts[0] if counts[0][key] == counts[1][key]}
        self._once = {
            place for place in strong if counts[0][old[place]] == 1 and old[place] in self._steady
        }
        self.match_in_gaps(strong)
        places = {new[place]: place for place in self.free[1]}
        for place in sorted(self._once & self.free[0]):
            self.add([Bead((place,), (places[old[place]],))], in_order=False)
        self.match_in_gaps()
        self._extend_moved()

    def add(self, beads: Iterable[Bead], *, in_order: bool) -> None:
        """Add `beads` of free places; those in order are so together with all that there are."""
        added = list(beads)
        if in_order:
            self.in_order = sorted(self.in_order + added)
        else:
            self.moved += added
        self.free[0].difference_update(*(bead.old for bead in added))
        self.free[1].difference_update(*(bead.new for bead in added))

    def gaps(self) -> Iterator[Gap]:
        """What lies between each two beads in order, where that is something on both sides."""
        for before, behind in pairwise([self._edges[0], *self.in_order, self._edges[1]]):
            old = range(before.old[-1] + 1, behind.old[0])
            new = range(before.new[-1] + 1, behind.new[0])
            if old and new:
                yield [i for i in old if i in self.free[0]], [j for j in new if j in self.free[1]]

    def unequal(self, gap: Gap) -> Gap:
        """`gap` without the places of keys that stand on both of its sides, not equally often."""
        keys = [{place: self.keys[side][place] for place in gap[side]} for side in (0, 1)]
        both = set(keys[0].values()) & set(keys[1].values())
        old, new = ([place for place in side if side[place] not in both] for side in keys)
        return old, new

    def match_in_gaps(self, once: Set[int] | None = None) -> None:
        """Match the keys that stand equally often in a gap, or those that stand there `once`."""
        for _ in range(_ROUNDS):
            beads = [bead for gap in self.gaps() for bead in self._equal_in_gap(gap, once)]
            if not beads:
                break
            self.add(beads, in_order=True)

    def is_equal(self, bead: Bead) -> bool:
        """Whether `bead` has one place on each side, with the same key."""
        (old, *more), (new, *others) = bead[:2]
        return not more and not others and self.keys[0][old] == self.keys[1][new]

    def drop_doubtful(self) -> None:
        """Free the places of equal keys that only chance or repetition may have matched.

        A strong key that stands once in both versions is sure. Any other is so between the same
        neighbours; and, where it stands as often as before, also beside one of them if the other is
        only parted from it by what was put in, or was taken out.
        """
        in_order = [*self._edges, *self.in_order]
        pairs = {pair for bead in in_order + self.moved for pair in product(bead.old, bead.new)}
        old = {place for bead in in_order for place in bead.old}
        new = {place for bead in in_order for place in bead.new}

        def is_sure(bead: Bead) -> bool:
            i, j = bead.old[0], bead.new[0]
            if i in self._once or not self.is_equal(bead):
                return True
            steady = self.keys[0][i] in self._steady
            sides = [(i - 1, j - 1), (i + 1, j + 1)]
            return not pairs.isdisjoint(sides) and all(
                (i, j) in pairs
                or (steady and i in old and j in self.free[1])
                or (steady and j in new and i in self.free[0])
                for i, j in sides
            )

        doubtful = {bead for bead in self.in_order + self.moved if not is_sure(bead)}
        for beads in (self.in_order, self.moved):
            beads[:] = [bead for bead in beads if bead not in doubtful]
        self.free[0].update(*(bead.old for bead in doubtful))
        self.free[1].update(*(bead.new for bead in doubtful))

    def _equal_in_gap(self, gap: Gap, once: Set[int] | None) -> list[Bead]:
        places = defaultdict[str, Gap](lambda: ([], []))
        for side in (0, 1):
            for place in gap[side]:
                places[self.keys[side][place]][side].append(place)
        return heaviest_chain(
            Bead((i,), (j,))
            for here, there in places.values()
            if len(here) == len(there) and (once is None or (len(here) == 1 and here[0] in once))
            for i, j in zip(here, there, strict=True)
        )

    def _extend_moved(self) -> None:
        """Let what stood beside something moved, and does so still, move with it.

        Not where one of its like is missing or new: which one that is cannot be told.
        """
        old, new = (Counter(self.keys[side][i] for i in self.free[side]) for side in (0, 1))
        movable = {key for key in old if old[key] == new[key]}
        for bead in list(self.moved):
            for step in (-1, 1):
                i, j = bead.old[0] + step, bead.new[0] + step
                while i in self.free[0] and j in self.free[1]:
                    if self.keys[0][i] != self.keys[1][j] or self.keys[0][i] not in movable:
                        break
                    self.add([Bead((i,), (j,))], in_order=False)
                    i, j = i + step, j + step


def heaviest_chain(beads: Iterable[Bead]) -> list[Bead]:
    """The beads that follow each other in both versions and weigh most together.

    Chaining in two dimensions: Gusfield, "Algorithms on strings, trees and sequences", 1997, 13.3.
    """
    edges = Bead((-1,), (-1,), 0.0), Bead((maxsize,), (maxsize,), 0.0)
    known = [edges[0], *sorted(beads), edges[1]]
    before, weights = [0], [0.0]  # of the heaviest chain that ends with each bead
    ends, best = [-1], [0]  # where in the new version chains end, each heavier than all before it
    waiting: list[tuple[int, int]] = []

    def let_end(limit: int) -> None:
        """Let chains follow the beads that end before `limit` in the old version."""
        while waiting and waiting[0][0] < limit:
            number = heappop(waiting)[1]
            end = known[number].new[-1]
            stop = bisect_right(ends, end)
            if weights[number] > weights[best[stop - 1]]:
                while stop < len(ends) and weights[best[stop]] <= weights[number]:
                    stop += 1
                start = bisect_left(ends, end)
                ends[start:stop], best[start:stop] = [end], [number]

    for number, bead in enumerate(known[1:], start=1):
        let_end(bead.old[0])
        before.append(best[bisect_left(ends, bead.new[0]) - 1])
        weights.append(weights[before[-1]] + bead.weight)
        heappush(waiting, (bead.old[-1], number))
    chain, number = list[Bead](), before[-1]
    while number:
        chain.append(known[number])
        number = before[number]
    return chain[::-1]

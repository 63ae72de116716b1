"""Merges what was generated, what a person made of it, and what is generated now, into one page.

A three-way merge by Markdown block in the body and by key in the front matter. Never within a
sentence: half of one and half of another would state what nobody said. The merge of keys is diff3
(Khanna, Kunal and Pierce 2007).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from briefing.markdown.blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.merge.front_matter import merge_front_matter

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


def merge_keys(base: Sequence[str], page: Sequence[str], new: Sequence[str]) -> Iterator[Region]:
    """The regions of the merge of `page` and `new`, which both come from `base`, in order."""
    in_page, in_new = _matches(base, page), _matches(base, new)
    one, two, three = _with_edges(base), _with_edges(page), _with_edges(new)
    i = j = k = 0
    for place in [*sorted(in_page.keys() & in_new.keys()), len(one)]:
        mine, theirs = in_page.get(place, len(two)), in_new.get(place, len(three))
        old, left, right = one[i:place], two[j:mine], three[k:theirs]
        if old or left or right:
            yield _region(old, left, right, (k + 1) // 3)
        if place % 3 == 1:  # a key, not an edge
            yield Region([one[place]])
        i, j, k = place + 1, mine + 1, theirs + 1


def _region(base: list[str], page: list[str], new: list[str], at: int) -> Region:
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
            if one is page and behind and not other:
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


Blocks = Sequence[Block]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that a person and the compiler changed differently; what is empty is not there."""

    page: str
    base: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged page. Where there are conflicts, `text` has the person's words, `taken` the new.

    `next_base` is the base for the next merge: the new text, with the old one in each conflict
    that is still open.
    """

    text: str
    taken: str
    next_base: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, page: str, new: str) -> Merged:
    """Bring what changed from `base` to `new` into `page`, and lose nothing of what a person did.

    A page that cannot be merged faithfully is one conflict, and stays as it is. Raises ArticleError
    for front matter that cannot be read.
    """
    if new == base:
        return Merged(page, page, base)
    if is_same(page, base):
        return Merged(new, new, new)
    if is_same(new, base) or is_same(new, page):
        return Merged(page, page, new)
    three = normalised(base), normalised(page), normalised(new)
    merged = _finest(*three)
    if merged is None or (
        merged.conflicts and _finest(merged.next_base, merged.text, three[2]) != merged
    ):  # not faithful, or the next run would change it
        return Merged(page, new, base, (Conflict(page, base, new),))
    text = page if is_same(merged.text, page) else _with_line_ends_of(page, merged.text)
    return replace(merged, text=text, taken=_with_line_ends_of(page, merged.taken))


def _finest(base: str, page: str, new: str) -> Merged | None:
    """The merge by rows and items, or else by whole tables and lists, if one is faithful."""
    for whole in (False, True):
        merged = _merged(base, page, new, whole=whole)
        if _is_faithful(base, page, new, merged):
            return merged
    return None


def _merged(*texts: str, whole: bool) -> Merged:
    fronts, bodies = zip(*map(front_matter_and_body, texts), strict=True)
    body = _merged_blocks(*(page_blocks(body, whole=whole) for body in bodies))
    front = merge_front_matter(*fronts)
    before, mine, theirs = fronts if front is None else (fronts[2], front, front)
    conflicts = body.conflicts
    if front is None:
        conflicts = (Conflict(fronts[1], fronts[0], fronts[2]), *conflicts)
    next_base = before + (body.next_base or bodies[2]) if conflicts else texts[2]
    return Merged(mine + body.text, theirs + body.taken, next_base, conflicts)


def _merged_blocks(base: Blocks, page: Blocks, new: Blocks) -> Merged:
    """The merged bodies; without a conflict, `next_base` is left empty."""
    page = _with_remarks(base, page, new)
    sides = [[block.key for block in side] for side in _in_one_order(base, page, new)]
    regions = list(merge_keys(*sides))
    contested = {key for region in regions if region.conflict for key in region.conflict[0]}
    moved_and_gone = _keys(base) & _keys(page) - _keys(new) - contested
    moved_and_gone -= _heads(block for block in page if block.key not in moved_and_gone)
    by_both = (_keys(page) & _keys(new)) - _keys(base)
    kept, taken, next_base = list[str](), list[str](), list(sides[2])
    conflicts = list[Conflict]()
    for region in regions:
        old, now = region.conflict or (region.keys, region.keys)
        for keys, result in ((region.keys, kept), (now, taken)):
            result += [
                key
                for key in keys
                if key not in moved_and_gone and (key not in by_both or key not in result)
            ]
        if region.conflict:
            places = zip((region.keys, old, now), (page, base, new), strict=True)
            conflicts.append(Conflict(*(_text(keys, [blocks]) for keys, blocks in places)))
    for region in reversed(regions):
        if region.conflict:
            old, now = region.conflict
            next_base[region.at : region.at + len(now)] = old
    text = _text(kept, [page, new])
    if not conflicts:
        return Merged(text, text, "")
    texts = text, _text(taken, [page, new]), _text(next_base, [new, base])
    return Merged(*texts, tuple(conflicts))


def _keys(blocks: Iterable[Block]) -> set[str]:
    return {block.key for block in blocks}


def _heads(blocks: Iterable[Block]) -> set[str]:
    """The keys of the heads of the tables that have a row among `blocks`."""
    return {head for block in blocks if (head := f"{block.group}\n{block.group}") != block.key}


def _text(keys: Sequence[str], versions: Sequence[Blocks]) -> str:
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


def _with_remarks(base: Blocks, page: Blocks, new: Blocks) -> Blocks:
    """`page`, with each remark of a person attached to the deleted passage above it.

    So the two stay together; else the remark would stand, unmarked, behind something that it was
    not about. A passage is a block under a heading with an anchor of its own; it is deleted where
    `new` has it no more.
    """
    known, still = _keys(base), _keys(new)
    found: list[Block] = []
    gone = anchored = False
    for block in page:
        if block.level:
            anchored = bool(block.anchor)
        if gone and anchored and block.key not in known | still and not block.level:
            above = found.pop()
            text = above.text + above.gap + block.text
            found.append(Block(f"{above.key}\n\n{block.key}", text, block.gap))
            continue
        gone = block.key in known and block.key not in still and not block.level
        found.append(block)
    return found


def _in_one_order(base: Blocks, page: Blocks, new: Blocks) -> list[list[Block]]:
    """The three versions with the sections in one order: the page's, if a person changed it, else
    that of the new version.

    A merge by position takes a section that was moved for one deleted here and written there.
    """
    versions = before, mine, theirs = [_sections(version) for version in (base, page, new)]
    is_moved = [name for name in before if name in mine] != [
        name for name in mine if name in before
    ]
    return [_arranged(sections, mine if is_moved else theirs) for sections in versions]


def _sections(blocks: Blocks) -> dict[str, list[Block]]:
    """The blocks by the heading that they stand under; first what stands under the title."""
    found: dict[str, list[Block]] = {"": []}
    seen = Counter[str]()
    name = ""
    for block in blocks:
        if block.level > 1:
            name = block.anchor or block.key
            seen[name] += 1
            name += f"\n{seen[name]}"
        found.setdefault(name, []).append(block)
    return found


def _arranged(sections: Mapping[str, Blocks], order: Iterable[str]) -> list[Block]:
    """`sections` in the `order` of another version; one that it lacks stays behind the same."""
    groups: dict[str, list[Block]] = {name: [] for name in order}
    leader = ""
    for name, blocks in sections.items():
        leader = name if name in groups else leader
        groups[leader].extend(blocks)
    return [block for group in groups.values() for block in group]


def _is_faithful(base: str, page: str, new: str, merged: Merged) -> bool:
    """Whether the merge lost no block that a person, or else the compiler, added, has none back
    that a person deleted and, without a conflict, none that only the compiler deleted.
    """
    blocks = [
        page_blocks(front_matter_and_body(text)[1], whole=False)
        for text in (base, page, new, merged.text)
    ]
    old, mine, theirs, result = (Counter(block.key for block in side) for side in blocks)
    heads = _heads(blocks[3])
    for key in old | mine | theirs | result:
        by_page, by_new = (max(0, side[key] - old[key]) for side in (mine, theirs))
        lost = result[key] < by_page or (not merged.conflicts and result[key] < by_new)
        back = result[key] > mine[key] + max(0, by_new - by_page)
        stale = not merged.conflicts and key not in heads and result[key] > by_page + theirs[key]
        if lost or back or stale:
            return False
    return True


def _with_line_ends_of(page: str, text: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in page else text

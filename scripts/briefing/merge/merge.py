"""Merges what was generated, what a person made of it, and what is generated now, into one page.

A three-way merge by Markdown block in the body and by key in the front matter. Never within a
sentence: half of one and half of another would state what nobody said.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.markdown.blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.merge.diff3 import merge_keys
from briefing.merge.front_matter import merge_front_matter
from briefing.merge.layout import is_unedited, restored, with_line_ends_of

_LINES = ("tr", "li")
"""Kinds of block that stand together without a blank line."""
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
    if is_same(page, base):
        return Merged(page, page, base) if new == base else Merged(new, new, new)
    kept = restored(page, new, base)
    if is_same(new, base) or is_same(new, kept):
        return Merged(kept, kept, new)
    three = normalised(base), normalised(kept), normalised(new)
    merged = _finest(*three)
    if merged is None or (merged.conflicts and not _is_stable(merged, three[2])):
        return Merged(page, new, base, (Conflict(page, base, new),))
    text = kept if is_same(merged.text, kept) else with_line_ends_of(page, merged.text)
    return replace(merged, text=text, taken=with_line_ends_of(page, merged.taken))


def _is_stable(merged: Merged, new: str) -> bool:
    """Whether the next run with the same `new` text changes nothing but layout."""
    again = _finest(merged.next_base, merged.text, new)
    if again is None or not is_unedited(again.taken, merged.taken):
        return False
    return replace(again, taken="") == replace(merged, taken="")


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
    regions = list(merge_keys(*sides, apart=_apart(base, page, new)))
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


def _apart(base: Blocks, page: Blocks, new: Blocks) -> set[str]:
    """The keys of the page's main headings, and of rows whose table stays."""
    tables = {block.group for block in new if block.kind == "tr"}
    rows = (block for block in base if block.group in tables)
    return _keys(rows) | _keys(block for block in page if 0 < block.level <= 2)


def _keys(blocks: Iterable[Block]) -> set[str]:
    return {block.key for block in blocks}


def _heads(blocks: Iterable[Block]) -> set[str]:
    """The keys of the heads of the tables that have a row among `blocks`."""
    return {head for block in blocks if (head := f"{block.group}\n{block.group}") != block.key}


def _text(keys: Sequence[str], versions: Sequence[Blocks]) -> str:
    """The text of the blocks with `keys`, spelt and spaced as the first version that can."""
    spelt: dict[str, deque[str]] = {}
    groups: dict[str, str] = {}
    gaps: dict[tuple[str, str], str] = {}
    for version in versions:
        own = defaultdict[str, deque[str]](deque)
        for block in version:
            own[block.key].append(block.text)
            groups[block.key] = block.group
        spelt = {**own, **spelt}
        for one, two in pairwise(version):
            gaps.setdefault((one.key, two.key), one.gap)
    text = ""
    for key, following in pairwise([*keys, ""]):
        texts = spelt[key]
        text += texts.popleft() if len(texts) > 1 else texts[0]
        usual = "\n" if groups[key] and groups[key] == groups.get(following) else "\n\n"
        text += "\n" if not following else gaps.get((key, following)) or usual
    return text


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


def by_people(page: str, base: str, new: str) -> str:
    """The page `new`, and below it the blocks of `page` that `base` does not have."""
    (top, blocks), (old_top, generated) = map(top_and_rest, (restored(page, base), base))
    left, kept, last = Counter(block.key for block in generated), merge(old_top, top, new).text, ""
    for block in blocks:
        left[block.key] -= 1
        if left[block.key] < 0:
            kept += f"{block.text}\n" if block.kind == last else f"\n{block.text}\n"
            last = block.kind if block.kind in _LINES else ""
    return kept


def top_and_rest(text: str) -> tuple[str, tuple[Block, ...]]:
    """The front matter of a page with its title, and the blocks behind that."""
    head, body = front_matter_and_body(normalised(text))
    blocks = page_blocks(body)
    count = 1 if blocks and blocks[0].level == 1 else 0
    return head + "".join(f"{block.text}\n" for block in blocks[:count]), blocks[count:]

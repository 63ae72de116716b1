"""What was generated, what a person made of it, and what is generated now; in one page out.

A three-way merge by Markdown block in the body and by key in the front matter. Never within a
sentence: half of one and half of another would state what nobody said. Knows no disk.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.markdown.blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.merge.fold_remarks import with_remarks
from briefing.merge.fold_reorder import in_one_order
from briefing.merge.front_matter import merge_front_matter
from briefing.merge.keys import merge_keys

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

    `brought` is what of the new text is in `text`, with the old one where there is a conflict: the
    base for the next merge, until the conflict is closed.
    """

    text: str
    taken: str
    brought: str
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
    if merged is None or not _is_stable(merged, three[2]):
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
    brought = before + (body.brought or bodies[2]) if conflicts else texts[2]
    return Merged(mine + body.text, theirs + body.taken, brought, conflicts)


def _merged_blocks(base: Blocks, page: Blocks, new: Blocks) -> Merged:
    """The merged bodies; without a conflict, `brought` is left empty."""
    page = with_remarks(base, page, new)
    sides = [[block.key for block in side] for side in in_one_order(base, page, new)]
    regions = list(merge_keys(*sides))
    contested = {key for region in regions if region.conflict for key in region.conflict[0]}
    moved_and_gone = _keys(base) & _keys(page) - _keys(new) - contested
    by_both = (_keys(page) & _keys(new)) - _keys(base)
    kept, taken, brought = list[str](), list[str](), list(sides[2])
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
            conflicts.append(Conflict(*(_joined(keys, [blocks]) for keys, blocks in places)))
    for region in reversed(regions):
        if region.conflict:
            old, now = region.conflict
            brought[region.at : region.at + len(now)] = old
    text = _joined(kept, [page, new])
    if not conflicts:
        return Merged(text, text, "")
    texts = text, _joined(taken, [page, new]), _joined(brought, [new, base])
    return Merged(*texts, tuple(conflicts))


def _keys(blocks: Iterable[Block]) -> set[str]:
    return {block.key for block in blocks}


def _joined(keys: Sequence[str], versions: Sequence[Sequence[Block]]) -> str:
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
    old, mine, theirs, result = (
        Counter(block.key for block in page_blocks(front_matter_and_body(text)[1], whole=False))
        for text in (base, page, new, merged.text)
    )
    for key in old | mine | theirs | result:
        by_page, by_new = (max(0, side[key] - old[key]) for side in (mine, theirs))
        lost = result[key] < by_page or (not merged.conflicts and result[key] < by_new)
        back = result[key] > mine[key] + max(0, by_new - by_page)
        if lost or back:
            return False
    return True


def _is_stable(merged: Merged, new: str) -> bool:
    """Whether the next run, if there is a conflict, leaves all as it is."""
    return not merged.conflicts or _finest(merged.brought, merged.text, new) == merged


def _with_line_ends_of(page: str, text: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in page else text

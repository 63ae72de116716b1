"""What was generated, what a person made of it, and what is generated now; in one page out.

A three-way merge by Markdown block in the body and by key in the front matter. Never within a
sentence: half of one and half of another would state what nobody said. Knows no disk.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.merge_front_matter import merge_front_matter
from briefing.merge_keys import merge_keys
from briefing.page_blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.remarks import with_remarks
from briefing.reorder import in_one_order


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that a person and the compiler changed differently; what is empty is not there."""

    page: str
    base: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged page. Where there are conflicts, `text` has the person's words, `taken` the new."""

    text: str
    taken: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What `merge` takes, normalised."""

    base: str
    page: str
    new: str
    seen: str


def merge(base: str, page: str, new: str, seen: str = "") -> Merged:
    """Bring what changed from `base` to `new` into `page`, and lose nothing of what a person did.

    `seen` is what was new in an earlier run that ended in a conflict with the same base: what it
    brought and is not there now was deleted by a person. A page that cannot be merged faithfully
    is one conflict, and stays as it is. Raises ArticleError for front matter that cannot be read.
    """
    if new == base:
        return Merged(page, page)
    if is_same(page, base):
        return Merged(new, new)
    if is_same(new, base) or is_same(new, page):
        return Merged(page, page)
    versions = Versions(*map(normalised, (base, page, new, seen)))
    merged = _finest(versions)
    if merged is None or not _is_stable(versions, merged):
        return Merged(page, new, (Conflict(page, base, new),))
    text = page if is_same(merged.text, page) else _with_line_ends_of(page, merged.text)
    return Merged(text, _with_line_ends_of(page, merged.taken), merged.conflicts)


def _finest(versions: Versions) -> Merged | None:
    """The merge by rows and items, or else by whole tables and lists, if one is faithful."""
    for whole in (False, True):
        merged = _merged(versions, whole=whole)
        if _is_faithful(versions, merged):
            return merged
    return None


def _merged(versions: Versions, *, whole: bool) -> Merged:
    texts = (versions.base, versions.page, versions.new, versions.seen)
    fronts, bodies = zip(*map(front_matter_and_body, texts), strict=True)
    base, page, new, seen = (page_blocks(body, whole=whole) for body in bodies)
    page = with_remarks(base, page, new)
    sides = in_one_order(base, page, new)
    front = merge_front_matter(*fronts[:3])
    conflicts = [] if front is not None else [Conflict(fronts[1], fronts[0], fronts[2])]
    kept, taken = list[str](), list[str]()
    regions = list(merge_keys(*([block.key for block in side] for side in sides)))
    contested = {key for region in regions if region.conflict for key in region.conflict[0]}
    unwanted = (_keys(seen) - _keys(base) - _keys(page)) | (
        _keys(base) & _keys(page) - _keys(new) - contested
    )
    by_both = (_keys(page) & _keys(new)) - _keys(base)
    for region in regions:
        if region.conflict is None:
            clean = [key for key in region.keys if key not in unwanted]
            clean = [key for key in clean if key not in by_both or key not in kept]
            kept += clean
            taken += clean
            continue
        kept += region.keys
        taken += region.conflict[1]
        places = zip((region.keys, *region.conflict), (page, base, new), strict=True)
        conflicts.append(Conflict(*(_joined(keys, [blocks]) for keys, blocks in places)))
    return Merged(
        (fronts[1] if front is None else front) + _joined(kept, [page, new]),
        (fronts[2] if front is None else front) + _joined(taken, [page, new]),
        tuple(conflicts),
    )


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


def _is_faithful(versions: Versions, merged: Merged) -> bool:
    """Whether no block is lost that a person, or else the compiler, added, and none is back that a
    person deleted.
    """
    base, page, new, seen, result = (
        Counter(block.key for block in page_blocks(front_matter_and_body(text)[1], whole=False))
        for text in (versions.base, versions.page, versions.new, versions.seen, merged.text)
    )
    for key in base | page | new | result:
        mine = max(0, page[key] - base[key])
        theirs = 0 if seen[key] > base[key] and not page[key] else max(0, new[key] - base[key])
        lost = result[key] < mine or (not merged.conflicts and result[key] < theirs)
        back = result[key] > page[key] + max(0, theirs - mine)
        if lost or back:
            return False
    return True


def _is_stable(versions: Versions, merged: Merged) -> bool:
    """Whether the next run, which has the same base if there is a conflict, leaves all as it is."""
    if not merged.conflicts:
        return True
    again = _finest(replace(versions, page=merged.text, seen=versions.new))
    return again is not None and bool(again.conflicts) and again.text == merged.text


def _with_line_ends_of(page: str, text: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in page else text

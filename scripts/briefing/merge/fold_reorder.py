"""Three versions of a page's blocks in, the same with their sections in one order out.

A merge by position takes a section that was moved for one deleted here and written there. So the
other two versions are first put in the order of the one that moved sections.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.markdown.blocks import ANCHOR, Block

Sections = dict[str, list[Block]]


def in_one_order(
    base: Sequence[Block], page: Sequence[Block], new: Sequence[Block]
) -> tuple[list[Block], list[Block], list[Block]]:
    """`base`, `page` and `new` with the order of sections of the page, if that was changed there,
    else with that of the new version.
    """
    versions = before, mine, theirs = _sections(base), _sections(page), _sections(new)
    order = mine if _is_reordered(before, mine) else theirs
    one, two, three = (_arranged(sections, order) for sections in versions)
    return one, two, three


def _sections(blocks: Sequence[Block]) -> Sections:
    """The blocks by the heading that they stand under; first what stands under the title."""
    found: Sections = {"": []}
    seen = Counter[str]()
    name = ""
    for block in blocks:
        if block.level > 1:
            anchor = ANCHOR.search(block.text)
            name = anchor[1] if anchor else block.key
            seen[name] += 1
            name += f"\n{seen[name]}"
        found.setdefault(name, []).append(block)
    return found


def _is_reordered(base: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return [name for name in base if name in other] != [name for name in other if name in base]


def _arranged(sections: Sections, order: Mapping[str, object]) -> list[Block]:
    """`sections` in the `order` of another version; one that it lacks stays behind the same."""
    groups: dict[str, list[Block]] = {}
    leader = ""
    for name, blocks in sections.items():
        leader = name if name in order else leader
        groups.setdefault(leader, []).extend(blocks)
    return [block for name in order for block in groups.get(name, ())]

"""What a person wrote behind a passage belongs to it. Merges nothing."""

from collections.abc import Sequence

from briefing.markdown.blocks import ANCHOR, Block


def with_remarks(
    base: Sequence[Block], page: Sequence[Block], new: Sequence[Block]
) -> tuple[Block, ...]:
    """`page`, with what a person added behind a passage that is not in `new` made one with it.

    Else the remark would stand, unmarked, behind something that it was not about. A passage is a
    block under a heading with an anchor of its own.
    """
    known = {block.key for block in base}
    still = {block.key for block in new}
    found: list[Block] = []
    gone = anchored = False
    for block in page:
        if block.level:
            anchored = bool(ANCHOR.search(block.text))
        if gone and anchored and block.key not in known | still and not block.level:
            found[-1] = _one(found[-1], block)
            continue
        gone = block.key in known and block.key not in still and not block.level
        found.append(block)
    return tuple(found)


def _one(passage: Block, remark: Block) -> Block:
    text = passage.text + passage.gap + remark.text
    return Block(f"{passage.key}\n\n{remark.key}", text, remark.gap)

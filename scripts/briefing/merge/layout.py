"""Tells the layout of a page from its words, and puts back what a layout broke."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefing.markdown.blocks import Block, front_matter_and_body, is_same, normalised, page_blocks
from briefing.markdown.normal_form import layout, normal_form
from briefing.merge.front_matter import says_the_same

_SCATTERED = ("p", "li", "dl", "note")
"""Kinds of block that a layout may break into several."""


def is_unedited(page: str, base: str) -> bool:
    """Whether `page` says what `base`, as it was generated, says: only its layout may differ."""
    if is_same(page, base):
        return True
    matters, bodies = zip(
        *(front_matter_and_body(normalised(text)) for text in (restored(page, base), base)),
        strict=True,
    )
    mine, theirs = ([block.key for block in page_blocks(body, whole=False)] for body in bodies)
    return mine == theirs and says_the_same(*matters)


def restored(page: str, *versions: str) -> str:
    """`page` with what its layout made another thing for the site's engine as in the `versions`.

    An editor wraps an attribute list into its paragraph, or the body of an admonition into its
    head: the site shows the signs, but the words are those that were generated. So the block is
    spelt as in the first version that says the same.
    """
    front, body = front_matter_and_body(normalised(page))
    blocks, known = page_blocks(body, whole=False), dict[str, Block]()
    for version in versions:
        for block in page_blocks(front_matter_and_body(normalised(version))[1], whole=False):
            known.setdefault(block.key, block)
    spelt = {block.text for block in known.values()}
    if all(block.text in spelt for block in blocks):
        return page
    lost = _by_first_word(known.values(), {block.key for block in blocks})
    pieces, at = [front], 0
    while at < len(blocks):
        block, behind = blocks[at], at + 1
        old = known.get(block.key)
        if old is None and lost:
            old, behind = _scattered(lost, blocks, at)
        elif old and not _is_remade(block, old):
            old = None
        pieces += ((old or block).text, blocks[behind - 1].gap)
        at = behind
    text = "".join(pieces)
    return page if text == front + body else with_line_ends_of(page, text)


def _by_first_word(blocks: Iterable[Block], without: set[str]) -> dict[str, list[Block]]:
    found = defaultdict[str, list[Block]](list)
    for block in blocks:
        if block.key not in without and block.kind in _SCATTERED:
            found[_first_word(block)].append(block)
    return found


def _first_word(block: Block) -> str:
    """The first word of what it says."""
    said = block.key[len(block.group) :].split(None, 1)
    return said[0] if said else ""


def _scattered(
    lost: Mapping[str, Sequence[Block]], blocks: Sequence[Block], at: int
) -> tuple[Block | None, int]:
    """Which of the `lost` blocks the `blocks` from `at` on say, and the number of that behind."""
    for old in lost.get(_first_word(blocks[at]), ()):
        text = ""
        for behind in range(at + 1, len(blocks) + 1):
            text += blocks[behind - 1].text
            form = f"{old.group}\n{normal_form(text, old.kind)}"
            if form == old.key:
                return old, behind
            if not old.key.startswith(form):
                break
            text += blocks[behind - 1].gap
    return None, at + 1


def _is_remade(one: Block, other: Block) -> bool:
    """Whether two blocks that say the same are not the same thing for the site's engine."""
    if one.text == other.text:
        return False
    return layout(one.text, one.kind) != layout(other.text, other.kind)


def with_line_ends_of(page: str, text: str) -> str:
    """`text` with the line ends that `page` has."""
    return text.replace("\n", "\r\n") if "\r\n" in page else text

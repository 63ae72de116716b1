"""A page in, its boxes that are meant as notes out, though no rule takes them for one."""

import difflib
import re
from collections.abc import Iterator

from briefing.checks.model import Block, Page

FORM = {
    "update": '!!! update "2025-09 · [¶4.1](source.md#p4)"',
    "editors-note": '!!! editors-note "Scope · [¶4.1](source.md#p4)"',
}
_SECTIONS = {"Since the article": "update", "Editor's notes": "editors-note"}
_BOX = re.compile(r" {0,3}(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[^\s\"]*)(?P<rest>.*)")
_RIGHT = re.compile(r"!!! (?:update|editors-note)(?![\w-])")
_MONTH = re.compile(r"\s*\"\d{4}-\d\d\b")
_OUTSIDE = re.compile(r"^(?! {4}|\t|\s*$).", re.MULTILINE)
_ALIKE = 0.7


def mistyped(page: Page) -> Iterator[tuple[Block, str]]:
    """Each box that seems to be a note or an update, and has not its head, with what it seems."""
    for block in page.blocks:
        box = _BOX.match(block.text)
        if box and not _RIGHT.match(block.text) and (kind := _meant(block, box)):
            yield block, kind


def outside(block: Block) -> int:
    """Where the first line of a note stands that is not indented; 0 if all are."""
    found = _OUTSIDE.search(block.text, block.text.find("\n") + 1) if "\n" in block.text else None
    return found.start() if found else 0


def _meant(block: Block, box: re.Match[str]) -> str:
    """What a box is meant as; empty for one of another kind, such as a tip."""
    alike = difflib.get_close_matches(box["kind"].lower(), FORM, 1, _ALIKE)
    cites = "¶" in (block.text if box["kind"].lower() == "note" else box["rest"])
    if alike:
        return str(alike[0])
    if block.section in _SECTIONS:
        return _SECTIONS[block.section]
    if cites:
        return "update" if _MONTH.match(box["rest"]) else "editors-note"
    return ""

"""Puts the notes of a built site beside their passages, and numbers on the marks that cite them."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefing.markdown.contents import MARK
from briefing.project import Folder
from briefing.site.fill import built_file
from briefing.site.finish import target_of

_BOX = ".editors-note, .update"
_EDIT = "edit-file"
"""The class of a link that leads to where a file is edited, instead of to what it says."""


@dataclass(frozen=True, slots=True)
class _Box:
    """The box of a note: the page below the site that has it, its anchor there, its number."""

    page: str
    anchor: str
    number: str
    is_update: bool


def place_notes(folders: Iterable[Folder], site: Path, repository: str) -> None:
    """Put the notes in `site` beside their passages, and let links to their files lead to them.

    A mark `[note](notes/cost.md)` gets the number of the note. The link in the box of a note, and
    that of an entry of the log of corrections, leads to where the file is edited, in the
    `repository`; without one it goes, since the files are no pages.
    """
    parts = (path for each in folders for path in (*each.notes, *each.corrections))
    files = {built_file(path): path for path in parts}
    found = sorted(site.rglob("*.html")) if files else ()
    pages = {page: LexborHTMLParser(page.read_bytes()) for page in found}
    before = {page: document.html for page, document in pages.items()}
    boxes = dict[str, _Box]()
    for page, document in pages.items():
        where = page.relative_to(site).as_posix()
        for box in document.css(_BOX):
            boxes |= _anchored(box, where, files)
            _put_beside(box)
    for page, document in pages.items():
        where = page.relative_to(site).as_posix()
        for link in document.css("a[href]"):
            file, _ = target_of(where, link.attributes["href"] or "")
            if file in boxes and not _is_edit(link):
                _lead_to(link, where, boxes[file])
            elif file in files and repository:
                link.attrs["href"] = f"{repository}/edit/main/{files[file]}"
                link.attrs["rel"] = "edit"
            elif file in files:
                link.decompose()
        if document.html != before[page]:
            page.write_text(document.html or "", "utf-8", newline="\n")


def _is_edit(link: LexborNode) -> bool:
    return _EDIT in (link.attributes.get("class") or "").split()


def _anchored(box: LexborNode, where: str, files: Mapping[str, str]) -> dict[str, _Box]:
    """What is known of a box by the file of its note; it gets the anchor of its last paragraph."""
    link, last = box.css_first(f"a.{_EDIT}"), box.css_first("p[id^='note-']")
    file = target_of(where, link.attributes.get("href") or "")[0] if link else ""
    if not last or file not in files:
        return {}
    anchor, number = last.attributes["id"] or "", box.text().split()[0]
    del last.attrs["id"]
    box.attrs["id"], box.attrs["role"] = anchor, "note"
    is_update = "update" in (box.attributes.get("class") or "").split()
    return {file: _Box(where, anchor, number, is_update)}


def _put_beside(box: LexborNode) -> None:
    """Put the box of a note into one element with the passage above it."""
    above = box.prev
    while above and not above.is_element_node:
        above = above.prev
    if above and "beside" not in (above.attributes.get("class") or ""):
        frame = LexborHTMLParser('<div class="beside"></div>', is_fragment=True).root
        passage = above
        if frame:
            passage.insert_before(frame)
            above = passage.prev
        if above:
            above.insert_child(passage)
            passage.decompose()
    if above:
        above.insert_child(box)
        box.decompose()


def _lead_to(link: LexborNode, where: str, box: _Box) -> None:
    """Let a `link` on the page `where` lead to the `box`, and if it is a mark, have its number."""
    folders = (posixpath.dirname(path) or "." for path in (box.page, where))
    way = "" if box.page == where else f"{posixpath.relpath(*folders)}/"
    link.attrs["href"] = f"{way}#{box.anchor}"
    if link.text().strip() == MARK:
        kind = "update" if box.is_update else "note"
        link.attrs["class"], link.attrs["aria-label"] = f"{kind}-mark", f"note {box.number}"
        link.inner_html = box.number

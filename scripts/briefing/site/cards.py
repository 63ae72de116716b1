"""Draws the preview pictures of a built site, which its pages name in their heads.

A page's head says whether it has a picture, where, and of what; without an address of the site it
names none.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from briefing.pages.render import markup
from briefing.project import TEMPLATES

_FONT = TEMPLATES / "fonts" / "Inter-SemiBold.ttf"
_IN_FONT = re.compile(r"[ -~\u00a0-\u01c3\u01c5-\u024f–—‘’‚“”„†•…′″‹›€™−]+")
_WIDTHS = {"fijlrtI1 .,:;!'()’‘": 0.36, "mwMW%—…": 0.98}
"""How wide the font's letters are, in em: the narrow and the wide; capitals 0.76, others 0.63."""


def draw_cards(site: Path, address: str, templates: Path = TEMPLATES) -> None:
    """Draw the picture that each page of `site` names below the site's `address`."""
    from resvg_py import svg_to_bytes

    if not address:
        return
    for page in sorted(site.rglob("*.html")):
        head = _head(page.read_text("utf-8"))
        place = head.get("og:image", "")
        target = (site / unquote(place.removeprefix(address))).resolve()
        if place.startswith(address) and target.is_relative_to(site.resolve()):
            svg = markup("charts/social-card.svg", {"card": card(head)}, templates)
            png = svg_to_bytes(svg_string=svg, font_files=[str(_FONT)], skip_system_fonts=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bytes(png))


def card(head: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What the picture of a page with this `head`, as `_head` gives it, shows, in lines that fit.

    A text that the font does not have all letters of is left out; the site's name takes the place
    of such a title.
    """
    site = _drawable(head.get("og:site_name", ""))
    title = _drawable(head.get("og:title", "")) or site
    about = _drawable(head.get("og:description", ""))
    question = about.partition("?")[0] + "?" if "?" in about else about
    names = [name for name in (site, _drawable(head.get("article", ""))) if name and name != title]
    return {
        "title": lines(title, 13.5, 2),
        "question": lines(question, 24.5, 4),
        "briefing": lines(" · ".join(names), 34, 1),
    }


def lines(text: str, width: float, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of `width` em; what does not fit ends with an ellipsis."""
    found: list[str] = []
    for word in text.split():
        if found and _width(f"{found[-1]} {word}") <= width:
            found[-1] += f" {word}"
        elif len(found) == most:
            return (*found[:-1], _cut(found[-1] + " ", width))
        else:
            found.append(word if _width(word) <= width else _cut(word, width))
    return tuple(found)


def _cut(text: str, width: float) -> str:
    while _width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _width(text: str) -> float:
    """The width of `text` in em, rather too much than too little."""
    known = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
    return sum(known.get(c, 0.76 if c.isupper() else 0.63) for c in text)


def _drawable(text: str) -> str:
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return text if _IN_FONT.fullmatch(text) else ""


def _head(page: str) -> dict[str, str]:
    """Open Graph of the page, and as `article` the title of the article it is based on."""
    head = LexborHTMLParser(page.partition("</head>")[0])
    metas = (meta.attributes for meta in head.css('meta[property^="og:"][content]'))
    found = {meta["property"] or "": meta["content"] or "" for meta in metas}
    if data := head.css_first('script[type="application/ld+json"]'):
        found["article"] = str(json.loads(data.text()).get("isBasedOn", {}).get("headline", ""))
    return found

"""Makes an Atom feed (RFC 4287) of the log of corrections."""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.checks.rules.corrections import Entry
from briefing.markdown.escape import plain

FEED = "corrections.xml"
_BEFORE_THE_FIRST = "1970-01-01"
"""Atom wants a date even of a feed that has no entry yet, and the clock is never asked."""


def feed(entries: Sequence[Entry], site_name: str, address: str) -> bytes:
    """The feed of `entries`, newest first, of the site at `address`, which ends with a slash.

    An entry's id is its day and its number on that day, counted from the oldest: these stay when
    the page is renamed, the text is put better, or the next entry comes.
    """
    log = f"{address}corrections/"
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(root, "id", log)
    _add(root, "title", f"Corrections – {site_name}")
    _add(root, "updated", _time(entries[0].day if entries else _BEFORE_THE_FIRST))
    _add(SubElement(root, "author"), "name", site_name)
    SubElement(root, "link", rel="self", href=address + FEED)
    SubElement(root, "link", rel="alternate", href=log)
    left = Counter(entry.day for entry in entries)
    for entry in entries:
        child = SubElement(root, "entry")
        _add(child, "id", f"{log}#{entry.day}-{left[entry.day]}")
        _add(child, "title", plain(entry.title, opens_line=False))
        _add(child, "updated", _time(entry.day))
        SubElement(child, "link", rel="alternate", href=address + _page(entry))
        _add(child, "content", plain(entry.text, opens_line=False))
        left[entry.day] -= 1
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _page(entry: Entry) -> str:
    """The address of the entry's page below that of the site."""
    place = entry.path.removesuffix(".md")
    folder = place.removesuffix("index") if place.rpartition("/")[2] == "index" else f"{place}/"
    return folder + entry.anchor

"""The feed of corrections: what programs read in it. That the site has it, test_head.py tells."""

from xml.etree.ElementTree import Element, fromstring

from briefing.checks.rules.corrections import Entry
from briefing.site.finish import feed

ADDRESS = "https://example.org/b/"
ATOM = "{http://www.w3.org/2005/Atom}"
NEW = Entry("2026-11-24", "R&D <b>", "harbour/costs.md", "#wall", "*28%* & “<i>” is [29%](x.md).")
SECOND = Entry("2025-02-28", "Overview", "harbour/index.md", "", "“May” became “might”.")
FIRST = Entry("2025-02-28", "Home", "index.md", "", "A name was wrong.")
LOG = (NEW, SECOND, FIRST)


def read(*log: Entry) -> Element:
    return fromstring(feed(log, "Briefings & more", ADDRESS))


def values(element: Element, name: str) -> list[str]:
    return [each.text or "" for each in element.findall(f"{ATOM}{name}")]


def links(element: Element) -> dict[str, str]:
    return {each.attrib["rel"]: each.attrib["href"] for each in element.findall(f"{ATOM}link")}


def test_feed_has_what_atom_asks_for() -> None:
    root = read(*LOG)
    assert root.tag == f"{ATOM}feed"
    assert values(root, "id") == [f"{ADDRESS}corrections/"]
    assert values(root, "title") == ["Corrections – Briefings & more"]
    assert values(root, "updated") == ["2026-11-24T00:00:00Z"]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Briefings & more"
    assert links(root) == {
        "self": f"{ADDRESS}corrections.xml",
        "alternate": f"{ADDRESS}corrections/",
    }
    for entry in root.iter(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "content"):
            assert len(values(entry, name)) == 1


def test_entries_keep_their_order_and_lead_to_their_pages() -> None:
    entries = read(*LOG).findall(f"{ATOM}entry")
    assert [links(each)["alternate"].removeprefix(ADDRESS) for each in entries] == [
        "harbour/costs/#wall",
        "harbour/",
        "",
    ]
    assert [values(each, "updated")[0][:10] for each in entries] == [each.day for each in LOG]


def test_text_is_plain_words_whatever_its_signs() -> None:
    entry = read(NEW).find(f"{ATOM}entry")
    assert entry is not None
    assert values(entry, "title") == ["R&D <b>"]
    assert values(entry, "content") == ["28% & “<i>” is 29%."]


def test_entry_keeps_its_id_when_others_come_and_its_page_is_renamed() -> None:
    before = [values(each, "id") for each in read(FIRST).iter(f"{ATOM}entry")]
    moved = Entry(FIRST.day, "Start", "start.md", "", FIRST.text)
    after = [values(each, "id") for each in read(NEW, SECOND, moved).iter(f"{ATOM}entry")]
    assert after[-1:] == before
    assert len({each for (each,) in after}) == 3


def test_feed_without_an_entry_is_sound_and_the_same_every_day() -> None:
    root = read()
    assert values(root, "updated") == ["1970-01-01T00:00:00Z"]
    assert not list(root.iter(f"{ATOM}entry"))

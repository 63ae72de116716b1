"""The feed of corrections: what programs read in it. That the site has it, test_head.py tells."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, fromstring

from briefing.project import Folder
from briefing.site.finish import feed

ADDRESS = "https://example.org/b/"
ATOM = "{http://www.w3.org/2005/Atom}"
ENTRY = "---\ndate: {}\npage: {}\nold: {}\n{}---\n\n{}\n"
NEW = ENTRY.format(
    "2026-11-24",
    '"harbour/costs.md#wall"',
    "<b> 28%",
    "new: '29% & more'\n",
    "*So* says [he](x.md).",
)
SECOND = ENTRY.format("2025-02-28", "harbour/index.md", "May", "new: might\n", "A doubt.")
FIRST = ENTRY.format("2025-02-28", "index.md", "Ann Moor", "", "A name was wrong.")
LOG = {"new": NEW, "a-second": SECOND, "first": FIRST}
TITLE = "---\ntitle: R&D <b>\n---\n"


def read(log: Mapping[str, str]) -> Element:
    docs = {f"docs/corrections/{name}.md": text.encode() for name, text in log.items()}
    docs["docs/harbour/costs.md"] = TITLE.encode()
    return fromstring(feed([Folder("", docs, {}, {}, b"")], "Briefings & more", ADDRESS))


def values(element: Element, name: str) -> list[str]:
    return [each.text or "" for each in element.findall(f"{ATOM}{name}")]


def links(element: Element) -> dict[str, str]:
    return {each.attrib["rel"]: each.attrib["href"] for each in element.findall(f"{ATOM}link")}


def test_feed_has_what_atom_asks_for() -> None:
    root = read(LOG)
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


def test_entries_are_newest_first_and_lead_to_their_pages() -> None:
    entries = read(LOG).findall(f"{ATOM}entry")
    assert [links(each)["alternate"].removeprefix(ADDRESS) for each in entries] == [
        "harbour/costs/#wall",
        "harbour/",
        "",
    ]
    days = [values(each, "updated")[0][:10] for each in entries]
    assert days == ["2026-11-24", "2025-02-28", "2025-02-28"]


def test_text_is_plain_words_whatever_its_signs() -> None:
    entry = read({"new": NEW}).find(f"{ATOM}entry")
    assert entry is not None
    assert values(entry, "title") == ["R&D <b>"]
    assert values(entry, "content") == ["“<b> 28%” is now “29% & more”. So says he."]


def test_entry_keeps_its_id_when_others_come_and_its_page_is_renamed() -> None:
    before = [values(each, "id") for each in read({"first": FIRST}).iter(f"{ATOM}entry")]
    moved = FIRST.replace("index.md", "start.md")
    after = [values(each, "id") for each in read(LOG | {"first": moved}).iter(f"{ATOM}entry")]
    assert after[-1:] == before
    assert len({each for (each,) in after}) == 3


def test_feed_without_an_entry_is_sound_and_the_same_every_day() -> None:
    root = read({})
    assert values(root, "updated") == ["1970-01-01T00:00:00Z"]
    assert not list(root.iter(f"{ATOM}entry"))

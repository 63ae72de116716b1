"""The site of an article that has changed since it was published, and of one that was withdrawn."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from briefing.cli.main import main
from harbour import change
from sites import PROJECT, built

CASES = PROJECT / "tests" / "cases"
OF_THE_BRIDGE = ("40 million", "250,000", "2 euros", "ferryman", "piers began")


@pytest.fixture(scope="module")
def later_site(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridge is withdrawn, and the harbour has a paragraph more, and one less."""
    root = tmp_path_factory.mktemp("later") / "project"
    shutil.copytree(copy, root)
    for name in ("bridge", "harbour"):
        shutil.copy(CASES / name / "article.md", root / "articles" / f"{name}.md")
    assert CliRunner().invoke(main, ["split", "--root", str(root)]).exit_code == 0
    change(root, "By Ada Long\n\n", "By Ada Long\n\nA gull sat on the quay.\n\n")
    change(root, "The town has a brass band, a library and two schools. Nobody asked them.\n\n", "")
    mine = root / "docs" / "ferry.md"
    head, statement = "---\ntitle: Ferry\n---\n\n# Ferry", "It carries people."
    mine.write_text(f"{head}\n\n{statement} [¶3.1](bridge/source.md#p3)\n", "utf-8")
    bridge = root / "articles" / "bridge.md"
    _, matter, _ = bridge.read_text("utf-8").split("---\n", 2)
    withdrawn = 'withdrawn: "2026-11, at the publisher\'s request"\n'
    bridge.write_text(f"---\n{matter}{withdrawn}---\n", "utf-8")
    return built(root, SITE_URL="https://example.org/")


def test_site_has_no_word_of_a_withdrawn_article(later_site: Path) -> None:
    for file in later_site.rglob("*"):
        if file.suffix in (".html", ".json", ".xml", ".txt", ".md"):
            text = file.read_text("utf-8")
            assert not [words for words in OF_THE_BRIDGE if words in text], file
    assert not (later_site / "bridge" / "coverage.json").exists()
    cards = (later_site / "assets" / "cards" / "bridge").iterdir()
    assert [file.name for file in cards] == ["index.png"]
    search = json.loads((later_site / "search" / "search_index.json").read_text("utf-8"))
    places = {each["location"].partition("#")[0] for each in search["docs"]}
    assert {place for place in places if place.startswith("bridge/")} == {"bridge/"}


def test_addresses_of_a_withdrawn_article_lead_to_its_stub(later_site: Path) -> None:
    stub = (later_site / "bridge" / "index.html").read_text("utf-8")
    assert "Withdrawn November 2026, at the publisher's request." in stub
    for name in ("source", "cost", "context"):
        redirect = (later_site / "bridge" / name / "index.html").read_text("utf-8")
        assert 'url=../"' in redirect


def test_citation_of_a_withdrawn_article_is_marked_and_leads_to_its_stub(later_site: Path) -> None:
    page = LexborHTMLParser((later_site / "ferry" / "index.html").read_bytes())
    link = page.css_first("article p a")
    assert link
    assert link.attributes == {"href": "../bridge/"}
    assert "under review" in page.css_first("article p .under-review").text()  # type: ignore[union-attr]


def test_source_page_leads_old_addresses_on(later_site: Path) -> None:
    page = LexborHTMLParser((later_site / "harbour" / "source" / "index.html").read_bytes())
    assert page.css_first("article a[href='#earlier-addresses']")
    moved = page.css_first(".earlier-addresses")
    assert moved
    assert moved.text().splitlines() == [
        "¶1-4 is now ¶2-5", "¶5 is gone",
    ]  # fmt: skip
    assert [link.attributes["href"] for link in moved.css("a")] == ["#p2"]
    uses = json.loads((later_site / "harbour" / "coverage.json").read_text("utf-8"))["uses"]
    assert all("source.md" not in str(use) for use in uses)

"""What other programs read of a page: address, Open Graph, JSON-LD, robots.txt."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sites import built, copy_project

ADDRESS = "https://example.org/b/"
HOSTILE = """</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'&amp;"""
PERSON = "1 &#60; 2 & x"
PEOPLE = ("author", "publisher")
CORRECTIONS = {
    "name": {"date": "2026-11-23", "page": "deepseek-effect/index.md", "old": "Ann Moor"},
    "slip": {"date": "2026-11-24", "page": "deepseek-effect/markets.md#passages", "old": "28%"},
}


class Head(HTMLParser):
    """The metadata, links and scripts of a page, as a browser reads them."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.data: list[str] = []
        self.tags: list[str] = []
        self._in_data = False
        self.feed(page.read_text("utf-8").partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.meta[found.get("property") or found.get("name", "")] = found.get("content", "")
        self.links[found.get("rel", "")] = found.get("href", "")
        self._in_data = found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False


def write(file: Path, front_matter: dict[str, object]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\n{json.dumps(front_matter)}\n---\n\nText.\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("project"))
    theme = {"id": "t", "title": "T", "question": "", "description": "Text."}
    article: dict[str, object] = dict.fromkeys(["title", *PEOPLE], HOSTILE)
    write(root / "articles" / "mine.md", article | {"language": "en", "themes": [theme]})
    title: dict[str, object] = {"title": "5 < 6 & “so”", "description": 'a "b" & c'}
    write(root / "docs" / "mine" / "page.md", title)
    shutil.rmtree(root / "docs" / "corrections")
    for name, correction in CORRECTIONS.items():
        write(root / "docs" / "corrections" / f"{name}.md", dict(correction))
    theme_page: dict[str, object] = {"title": "Mine & so", "question": PERSON}
    write(root / "docs" / "mine" / "question.md", theme_page | {"tags": ["theme"]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        return built(root)


def test_page_says_what_it_is_and_where(site: Path) -> None:
    head = Head(site / "deepseek-effect" / "markets" / "index.html")
    assert head.links["canonical"] == f"{ADDRESS}deepseek-effect/markets/"
    assert head.meta["og:url"] == f"{ADDRESS}deepseek-effect/markets/"
    assert head.meta["og:type"] == "article"
    assert head.meta["og:title"] == "Markets"
    assert head.meta["og:site_name"] == "Briefings"
    assert head.meta["og:description"] == head.meta["description"]
    assert head.meta["og:image"] == f"{ADDRESS}assets/cards/deepseek-effect/markets.png"
    assert head.meta["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("page", ["", "markets/", "context/", "source/"])
def test_every_page_of_a_briefing_names_the_article(site: Path, page: str) -> None:
    (text,) = Head(site / "deepseek-effect" / page / "index.html").data
    data = json.loads(text)
    assert data["@type"] == "Article"
    assert data["url"] == f"{ADDRESS}deepseek-effect/{page}"
    assert data["isBasedOn"] == {
        "@type": "Article",
        "headline": "The DeepSeek Effect",
        "author": {"@type": "Person", "name": "George Chen"},
        "publisher": {"@type": "Organization", "name": "AmCham HK"},
        "url": "https://amchamhk.online/the-deepseek-effect",
    }
    expected = (
        "George Chen. The DeepSeek Effect. AmCham HK. https://amchamhk.online/the-deepseek-effect"
    )
    assert data["citation"] == expected


def test_page_outside_a_briefing_names_no_article(site: Path) -> None:
    head = Head(site / "index.html")
    assert head.data == []
    assert (head.meta["og:type"], head.meta["og:title"]) == ("website", "Briefings")


def test_front_matter_cannot_leave_its_attribute_or_script(site: Path) -> None:
    for name in ("index.html", "page/index.html"):
        head = Head(site / "mine" / name)
        (text,) = head.data
        based_on = json.loads(text)["isBasedOn"]
        assert {based_on["headline"], *(based_on[who]["name"] for who in PEOPLE)} == {HOSTILE}
        assert "img" not in head.tags
    assert head.meta["og:title"] == "5 < 6 & “so”"
    assert head.meta["og:description"] == 'a "b" & c'


def test_front_matter_is_text_on_the_start_page(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8").partition("<article")[2]
    assert ">Mine &amp; so</a>1 &lt; 2 &amp; x</li>" in home
    credit = home.partition(">Mine &amp; so<")[0].rpartition('class="credit">')[2]
    assert "&#39;&amp;" in credit.partition("</p>")[0]
    assert not re.search(r"<script>alert|<img src=x|<b>", home.partition("</article>")[0])


def test_every_page_has_the_picture_that_it_names(site: Path) -> None:
    pages = [path for path in site.rglob("index.html") if "deepseek-effect" in path.parts]
    for page in [site / "index.html", *pages]:
        image = Head(page).meta["og:image"].removeprefix(ADDRESS)
        assert 5_000 < (site / image).stat().st_size < 60_000, image


def test_robots_are_told_of_the_sitemap(site: Path) -> None:
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text()
    sitemap = (site / "sitemap.xml").read_text()
    assert f"<loc>{ADDRESS}deepseek-effect/markets/</loc>" in sitemap


def test_every_page_names_the_feed_of_corrections_and_their_page_links_it(site: Path) -> None:
    for page in [*site.glob("*.html"), *site.glob("deepseek-effect/*/*.html")]:
        assert Head(page).links["alternate"] == f"{ADDRESS}corrections.xml", page
    log = (site / "corrections" / "index.html").read_text("utf-8")
    assert '<a href="../corrections.xml"' in log
    feed = (site / "corrections.xml").read_text("utf-8")
    pages = ["deepseek-effect/markets/#passages", "deepseek-effect/"]
    entries = feed.split("<entry>")[1:]
    assert len(entries) == len(pages)
    for entry, place in zip(entries, pages, strict=True):
        assert f'href="{ADDRESS}{place}"' in entry


def test_site_without_an_address_has_nothing_that_needs_one(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SITE_URL", raising=False)
        site = built(copy_project(tmp_path / "project"))
    head = Head(site / "deepseek-effect" / "markets" / "index.html")
    assert head.meta["og:title"] == "Markets"
    assert not {"og:url", "og:image", "twitter:card"} & head.meta.keys()
    assert "canonical" not in head.links
    assert not (site / "robots.txt").exists()
    assert not (site / "assets" / "cards").exists()
    assert not (site / "corrections.xml").exists()
    assert "alternate" not in head.links
    assert "feed" not in (site / "corrections" / "index.html").read_text("utf-8").split("<h1")[1]

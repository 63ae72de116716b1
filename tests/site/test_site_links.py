"""A build finds where the rules read another citation than the site shows; citations on it."""

import tomllib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefing.project import Folder
from briefing.site.finish import finish_citations, link_problems
from sites import built, copy_project

FORMS = tomllib.loads((Path(__file__).parents[1] / "data" / "forms.toml").read_text("utf-8"))
REFUSED = (
    "raw", "in_angle_brackets", "in_angle_brackets_with_title", "defined_with_title",
    "below_a_comment_that_never_ends",
)  # fmt: skip
"""Forms that no build takes: an address of raw HTML that leads nowhere, what looks like an element,
and what hides the text behind it.
"""
SHOWN = '<article><p>So. <a href="../source/#p1">¶1.1</a></p></article>'
READ = "So. [¶1.1](source.md#p1)"


def problems(site: Path, page: str, shown: str) -> list[str]:
    """What is wrong where the `page` in Markdown is `shown` so in HTML."""
    for name, text in (("page", shown), ("source", '<h2 id="p1">¶1</h2><h2 id="p2">¶2</h2>')):
        (site / "harbour" / name).mkdir(parents=True)
        (site / "harbour" / name / "index.html").write_text(text, "utf-8")
    head = "---\ntitle: A page\n---\n\n"
    folder = Folder("harbour", {"docs/harbour/page.md": (head + page).encode()}, {}, {}, b"")
    return [str(each) for each in link_problems(site, [folder])]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (READ, SHOWN),
        ("So. [¶1.1][s]\n\n[s]: source.md#p1", SHOWN),
        ("So.", "<article><p>So.</p></article>"),
        ("So.", '<nav><a href="../source/#p1">¶1</a></nav><p id="coverage"><a href="#">¶1</a></p>'),
        ("[The cost](source.md#p1)", '<article><a href="../source/#p1">The cost</a></article>'),
    ],
)
def test_what_is_read_as_it_is_shown_is_no_problem(tmp_path: Path, page: str, shown: str) -> None:
    assert problems(tmp_path, page, shown) == []


def test_citation_that_no_rule_has_read_is_an_error(tmp_path: Path) -> None:
    assert problems(tmp_path, "So. `[¶1.1](source.md#p1)`", SHOWN) == [
        "docs/harbour/page.md: the site shows the citation ¶1.1 as a link, and no rule has read it "
        "(write it in its usual form, in a paragraph or a cell: [¶1.1](source.md#p1))"
    ]


def test_citation_that_the_site_lacks_is_an_error(tmp_path: Path) -> None:
    assert problems(tmp_path, READ, "<article><p>So. ¶1.1</p></article>") == [
        "docs/harbour/page.md:5: the rules have read the citation ¶1.1, which the site lacks "
        "(write it in its usual form, in a paragraph or a cell: [¶1.1](source.md#p1))"
    ]


@pytest.mark.parametrize(
    "shown",
    [
        SHOWN.replace("¶1.1", "¶1.2"),
        SHOWN.replace("#p1", "#p2"),
        SHOWN.replace("../source/", "").replace("#p1", "#"),
        SHOWN.replace("</a>", '</a> <a href="../source/#p1">¶1.1</a>'),
    ],
)
def test_citation_that_leads_elsewhere_or_stands_twice_is_another(
    tmp_path: Path, shown: str
) -> None:
    assert problems(tmp_path, READ, shown)


MARK = ' <span class="under-review">passage changed, under review</span>'


@pytest.mark.parametrize(
    ("place", "link", "shown"),
    [
        ("harbour/page", '<a href="../source/#p1" title="The wall">¶1.1</a>', ""),
        ("harbour/source", '<a href="#p1" title="The wall">¶1.1</a>', ""),
        ("glossary", '<a href="../harbour/source/#p1" title="The &lt;wall">¶1.1, ¶2.1</a>', ""),
        ("harbour/page", '<a href="../source/#p1" title="was: The wall">¶1.1</a>', MARK),
        ("harbour/page", '<a href="../source/" title="was: The wall … A boat">¶1.1</a>', MARK),
    ],
)
def test_words_of_a_citation_are_not_on_the_site(
    tmp_path: Path, place: str, link: str, shown: str
) -> None:
    page = tmp_path / place / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<!DOCTYPE html><title>A</title><p>So. {link}.</p>", "utf-8")
    finish_citations(tmp_path)
    bare = link.partition(" title=")[0] + link[link.index(">¶") :]
    html = page.read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert f"<p>So. {bare}{shown}.</p>" in html


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../source/#p1" title="Mine">the wall</a>',
        '<a href="https://example.org/source/#p1" title="Mine">¶1.1</a>',
    ],
)
def test_title_of_another_link_stays_and_its_page_as_it_was(tmp_path: Path, link: str) -> None:
    page = tmp_path / "harbour" / "page" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<p>So. {link}", "utf-8")
    finish_citations(tmp_path)
    assert page.read_text("utf-8") == f"<p>So. {link}"


def test_site_with_a_citation_in_every_form_is_built(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    forms = [form for name, form in FORMS["citations"].items() if name not in REFUSED]
    body = "\n\n".join(forms).replace("STATED", "Words.")
    page = root / "docs" / "deepseek-effect" / "forms.md"
    page.write_text(f"---\ntitle: Forms\n---\n\n# Forms\n\n{body}\n", "utf-8")
    shown = (built(root) / "deepseek-effect" / "forms" / "index.html").read_text("utf-8")
    assert shown.count("source/#p1") >= len(forms)


def test_no_citation_of_the_built_site_has_a_title_nor_has_the_search(site: Path) -> None:
    pages = {page: LexborHTMLParser(page.read_bytes()) for page in site.rglob("*.html")}
    cited = {
        page: document.css('.md-content a[href*="#p"]:not(.headerlink)')
        for page, document in pages.items()
    }
    assert sum(bool(links) for links in cited.values()) >= 8
    titled = [link for links in cited.values() for link in links if "title" in link.attributes]
    assert titled == []
    found = (site / "search" / "search_index.json").read_text("utf-8")
    assert "DeepSeek, founded by Liang Wenfeng" in found
    assert 'title=\\"' not in found

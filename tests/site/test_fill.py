"""What the theme leaves open is filled in, and the theme has nothing that other engines lack."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefing.article.read import parse
from briefing.project import Folder
from briefing.site.fill import Site, fill_pages
from sites import PROJECT, built, copy_project

LAYOUT = [*(PROJECT / "templates" / "site").rglob("*.html")]
SCRIPTS = Path(str(files("material"))) / "templates" / "partials" / "javascripts"
ANOTHER_ENGINE = """
import properdocs.replacement
from briefing.cli.main import main
main()
"""
BRIEFING = str(Path(sys.executable).with_name("briefing"))
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
ADDRESSES = {"SITE_URL": "https://example.org/b/", "REPO_URL": "https://example.org/repo"}


def page(folder: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder / name / "index.html").read_bytes())


def tooltips(document: LexborHTMLParser) -> set[str]:
    return {each.text() for each in document.css("article abbr[title]")}


@pytest.mark.parametrize("template", LAYOUT, ids=lambda path: path.name)
def test_theme_has_no_logic_that_other_engines_lack(template: Path) -> None:
    code = re.findall(r"(?s)\{[{%](.*?)[%}]\}", template.read_text("utf-8"))
    for each in code:
        assert not re.search(
            r"page\.file|\w\(|^-?\s*(?:macro|import|set)\b", each.replace("d(", "")
        )
        assert set(re.findall(r"\|\s*(\w+)", each)) <= {"url", "d"}, each


def test_no_page_has_a_script_or_a_style_of_ours_in_it(site: Path, bridge_site: Path) -> None:
    templates = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.html"))
    of_the_theme = re.sub(r"\{\{.*?\}\}", "", templates)
    for file in [*site.rglob("*.html"), *bridge_site.rglob("*.html")]:
        document = LexborHTMLParser(file.read_bytes())
        for script in document.css('script:not([src]):not([type$="json"])'):
            assert re.sub(r'URL\("[^"]*"', 'URL(""', script.text()) in of_the_theme, file
        assert not document.css("style, [style], a[href^='javascript:']"), file
        for node in document.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], file


def test_another_engine_builds_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_project(tmp_path / "project")
    shutil.move(built(root, **ADDRESSES), tmp_path / "one")
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(name, value)
    words = [sys.executable, "-c", ANOTHER_ENGINE, "build", "--quiet", "--root", str(root)]
    told = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")
    assert told.returncode == 0, told.stderr
    one, other = (
        {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (tmp_path / "one", root / "site")
    )
    assert b"ProperDocs" in other[Path("index.html")]
    assert one.keys() == other.keys()
    for path, content in one.items():
        if path.suffix == ".gz":  # has the time in it
            continue
        assert GENERATOR.sub(b"", content) == GENERATOR.sub(b"", other[path]), path


def test_abbreviation_is_explained_in_its_own_briefing_and_no_other(bridge_site: Path) -> None:
    assert "R1" in tooltips(page(bridge_site, "deepseek-effect/cost-claims"))
    assert "R1" not in tooltips(page(bridge_site, "glossary"))
    assert not tooltips(page(bridge_site, "bridge/cost"))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<p>R1, and R1's <em>R1</em>", ["R1", "R1", "R1"]),
        ("<p>R10, XR1, R1-Zero and R1.5: R1-based. (R1.)", ["R1", "R1"]),
        ("<p>V3.1 and V3", ["V3.1", "V3"]),
        ("<p><code>R1</code> <abbr title=x>R1</abbr> <svg><text>R1</text></svg>", []),
        ("<p>&lt;b&gt; A&amp;B", ["A&B"]),
    ],
)
def test_abbreviation_is_explained_where_it_is_a_word_of_the_text(
    tmp_path: Path, shown: str, expected: list[str]
) -> None:
    file = tmp_path / "mine" / "page" / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(f"<title>T</title><article><h1>T</h1>{shown}</article>", "utf-8")
    head = (
        "title: T\nlanguage: en\nthemes: [{id: t, title: T, question: '', description: ''}]\n"
        "abbreviations: {R1: 'a \"model\"', V3: b, V3.1: c, A&B: d}\n"
    )
    article = parse(f"---\n{head}---\n\nText.\n".encode(), "articles/mine.md")
    content = b"---\ntitle: T\n---\n\nText.\n"
    folder = Folder("mine", {"docs/mine/page.md": content}, {}, {}, b"", b"", {})
    before = LexborHTMLParser(file.read_bytes())
    fill_pages(Site(tmp_path), [folder], [article])
    after = LexborHTMLParser(file.read_bytes())
    added = [each for each in after.css("abbr") if each.attributes["title"] != "x"]
    assert [each.text() for each in added] == expected
    assert {each.attributes["title"] for each in added} <= {'a "model"', "b", "c", "d"}
    assert before.css("article")[0].text() == after.css("article")[0].text()


def test_every_term_of_the_glossary_has_an_anchor_of_its_own(site: Path) -> None:
    terms = page(site, "glossary").css("article dt")
    anchors = [term.attributes.get("id") for term in terms]
    assert len(anchors) > 30
    assert all(anchors)
    assert len({*anchors}) == len(anchors)


def test_page_that_is_due_for_review_says_so(tmp_path: Path) -> None:
    file, content = tmp_path / "page" / "index.html", b"---\nreview_by: 2026-03-31\n---\n\nText.\n"
    file.parent.mkdir()
    folder = Folder("", {"docs/page.md": content}, {}, {}, b"", b"", {})
    for today, is_due in {"": False, "2026-03-31": False, "2026-04-01": True}.items():
        file.write_text("<title>T</title><article><h1>T</h1></article>", "utf-8")
        fill_pages(Site(tmp_path, today=today), [folder], [])
        assert ("to be reviewed by 2026-03-31" in file.read_text("utf-8")) == is_due


def shown(address: str, words: str) -> bool:
    """Whether the page at `address` has the `words` before long."""
    for _ in range(150):
        with suppress(OSError), urlopen(address, timeout=5) as answer:
            if words in answer.read().decode():
                return True
        time.sleep(0.1)
    return False


def test_served_site_is_the_finished_one_and_follows_its_pages(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    words = ["serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    told = tmp_path / "told"
    with told.open("wb") as output:
        server = subprocess.Popen([BRIEFING, *words], stdout=output, stderr=output)
    try:
        address = f"http://127.0.0.1:{port}/"
        assert shown(address, '<section class="briefing">'), told.read_text("utf-8")
        home = root / "docs" / "index.md"
        text = home.read_text("utf-8")
        home.write_text(f"{text}\n[Nowhere](nowhere.md)\n", "utf-8")
        for _ in range(100):
            time.sleep(0.1)
            if "nowhere.md" in told.read_text("utf-8"):
                break
        assert "docs/index.md" in told.read_text("utf-8")
        home.write_text(f"{text}\nA harbour.\n", "utf-8")
        assert shown(address, "A harbour."), told.read_text("utf-8")
        assert "Traceback" not in told.read_text("utf-8")
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    finally:
        server.kill()
        server.wait()

"""The site as it is built from this project: its files, its links, and what a build refuses."""

import gzip
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli.main import main
from sites import PROJECT, THEMES, addresses


def test_build_leaves_the_committed_pages_as_they_are(copy: Path, site: Path) -> None:
    for path in (PROJECT / "docs").rglob("*.md"):
        same = (copy / path.relative_to(PROJECT)).read_bytes() == path.read_bytes()
        assert same, f"{path.name} is not up to date: run 'make site', commit docs/ and .briefing/"


def test_site_holds_every_page(copy: Path, site: Path) -> None:
    found = (file.relative_to(copy / "docs").as_posix() for file in copy.rglob("docs/**/*.md"))
    files = [
        name for name in found if not name.startswith("corrections/") and "/notes/" not in name
    ]
    pages = [name.removesuffix("index.md").replace(".md", "/") for name in files]
    assert addresses(site) == sorted(["404.html", *pages])
    assert {f"deepseek-effect/{theme}/" for theme in (*THEMES, "context", "source")} < {*pages}


def test_navigation_has_the_themes_in_the_order_of_the_article(site: Path) -> None:
    overview = (site / "deepseek-effect" / "index.html").read_text("utf-8")
    sidebar = overview.split("md-nav--primary")[1]
    places = [sidebar.index(f'href="{theme}/"') for theme in (*THEMES, "context", "source")]
    assert places == sorted(places)


def test_navigation_has_the_corrections_beside_how_the_site_is_made(site: Path) -> None:
    sidebar = (site / "index.html").read_text("utf-8").split("md-nav--primary")[1]
    pages = ("deepseek-effect", "about", "corrections", "contribute", "glossary")
    places = [sidebar.index(f'href="{page}/"') for page in pages]
    assert places == sorted(places)


def test_page_says_in_words_how_to_correct_it(bridge_site: Path) -> None:
    page = (bridge_site / "bridge" / "cost" / "index.html").read_text("utf-8")
    end = page.partition('class="page-end"')[2].partition("</p>")[0]
    assert 'href="https://example.org/repo/edit/main/docs/bridge/cost.md" rel="edit">Edit' in end
    assert "page=bridge/cost/" in end


def test_every_page_leads_to_its_own_file_and_to_a_report_of_it(bridge_site: Path) -> None:
    docs = bridge_site.parent / "docs"
    parts = ("notes", "corrections")
    for file in (each for each in docs.rglob("*.md") if each.parent.name not in parts):
        name, text = file.relative_to(docs).as_posix(), file.read_text("utf-8")
        place = name.removesuffix("index.md").replace(".md", "/")
        page = unescape((bridge_site / place / "index.html").read_text("utf-8"))
        edit = f"https://example.org/repo/edit/main/docs/{name}"
        report = f"https://example.org/repo/issues/new?template=correction.yml&page={place}"
        folder = edit.rpartition("/")[0]
        shown = {
            f"{folder}/{note}"
            for note in re.findall(r"\(((?:notes|corrections)/[\w-]+\.md)\)", text)
        }
        found = set(re.findall(r'href="([^"]*/(?:edit|issues)/[^"]*)"', page))
        assert found == {edit, report, *shown}


def test_note_is_no_page_and_in_no_search_of_its_own(site: Path) -> None:
    assert not (site / "deepseek-effect" / "notes").exists()
    assert '"deepseek-effect/notes/' not in (site / "search" / "search_index.json").read_text(
        "utf-8"
    )
    assert "/notes/" not in (site / "sitemap.xml").read_text("utf-8")


def test_without_a_repository_no_page_offers_either(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = file.read_text("utf-8")
        assert not re.search(r'/edit/main/|/issues/new|rel="edit"|page-end', page), file


def test_first_load_of_every_page_is_at_most_90_kb(site: Path) -> None:
    for path in addresses(site):
        page = site / path
        page = page / "index.html" if page.is_dir() else page
        text = page.read_text("utf-8")
        needed = re.findall(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="([^"]+)"', text)
        assert len(needed) >= 5
        folders = [site if address[0] == "/" else page.parent for address in needed]
        files = [page, *(f / a.lstrip("/") for f, a in zip(folders, needed, strict=True))]
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 90_000, path


def test_every_golden_case_gives_a_sound_site(copy: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(copy, root)
    for case in (PROJECT / "tests" / "cases").iterdir():
        for file in case.glob("article.*"):
            shutil.copy(file, root / "articles" / file.name.replace("article", case.name))
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 0, told.stderr
    page = (root / "site" / "hostile" / "source" / "index.html").read_text("utf-8")
    article = page.split("<article")[1].split("</article>")[0]
    assert not re.search(
        r"<script|onerror=|onclick=|onmouseover=|javascript:", re.sub(r">[^<]*<", "><", article)
    )


def refused(copy: Path, tmp_path: Path, content: bytes) -> str:
    """What a build says of a page docs/mine.md with that content."""
    root = tmp_path / "project"
    shutil.copytree(copy, root)
    (root / "docs" / "mine.md").write_bytes(content)
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 1
    return told.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a](nowhere.md)", "docs/mine.md:5: the link 'nowhere.md' leads nowhere"),
        ("[a](#nowhere)", "docs/mine.md:5: the link '#nowhere' leads nowhere"),
        ('<a href="/nowhere/">a</a>', "the link '/nowhere/' starts with '/'"),
        ('<a href="../../../../../etc/passwd">a</a>', "leads to no page"),
        ('<img src="nothing.png" alt="">', "the link 'nothing.png' leads to no page"),
        ('<a href="nowhere/">a</a>', "the link 'nowhere/' leads to no page"),
        ('<a href="../deepseek-effect/source/#p99">a</a>', "leads to no '#p99' on its page"),
        ("![a](https://example.org/a.png)", "https://example.org/a.png"),
    ],
)
def test_build_fails_on_what_leads_nowhere_or_elsewhere(
    copy: Path, tmp_path: Path, text: str, says: str
) -> None:
    assert says in refused(copy, tmp_path, f"---\ntitle: Mine\n---\n\n{text}\n".encode())


def test_build_that_fails_or_is_killed_leaves_the_site_as_it_was(
    copy: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    shutil.copytree(copy, root)
    page = root / "docs" / "mine.md"

    def run() -> str:
        return CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)]).stderr

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (root / "site").rglob("*.*") if path.is_file()}

    before = files()
    page.write_text("---\ntitle: Mine\n---\n\n[a](nowhere.md), [b](nowhere.md)\n", "utf-8")
    assert run().count("leads nowhere") == 1
    assert files() == before
    page.write_text("---\ntitle: Mine\n---\n\n# Mine\n", "utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "a file of the engine")

    with monkeypatch.context() as full:
        full.setattr("briefing.site.build.draw_cards", fail)
        told = run()
    fix = "free the place, or the permission, and run again"
    assert told == f"{root}/site: cannot be written: No space left on device ({fix})\n"
    assert files() == before
    assert run() == ""
    assert (root / "site" / "mine" / "index.html").is_file()
    (root / "site").replace(root / "elsewhere")
    (root / "site").symlink_to(root / "elsewhere")
    assert "site: is a symbolic link (delete it: each build" in run()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"# No front matter\n", "docs/mine.md:1: no front matter"),
        (b"---\ntitle: a: b\n---\n", "docs/mine.md:2: a colon inside the value"),
        (b"---\ntitle: a\n---\n\xff", "docs/mine.md:4: not UTF-8 text"),
        (b"---\ntitle: a\ntags: [nonsense]\n---\n", "nonsense"),
    ],
)
def test_page_that_the_engine_would_misread_is_refused(
    copy: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    assert says in refused(copy, tmp_path, content)


def test_page_that_a_person_adds_is_in_the_navigation(copy: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(copy, root)
    page = "---\ntitle: My own page\n---\n\n# My own page\n\n[Markets](markets.md)\n"
    (root / "docs" / "deepseek-effect" / "mine.md").write_text(page)
    assert CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)]).exit_code == 0
    overview = (root / "site" / "deepseek-effect" / "index.html").read_text("utf-8")
    assert overview.index('href="mine/"') < overview.index(
        'href="source/"', overview.index('href="mine/"')
    )


def test_old_address_of_a_renamed_page_leads_to_the_new_one(copy: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(copy, root)
    folder = root / "docs" / "deepseek-effect"
    shutil.rmtree(root / "docs" / "corrections")  # one of which is on the page
    (folder / "markets.md").rename(folder / "shares.md")
    (folder / "mine.md").write_text("---\ntitle: Mine\n---\n\n[Markets](markets.md#p2)\n")
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 1
    assert "docs/deepseek-effect/mine.md:5: the link 'markets.md#p2' leads nowhere" in told.stderr
    assert "the page is now docs/deepseek-effect/shares.md: link to that" in told.stderr
    for page in (root / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("markets.md", "shares.md"), "utf-8")
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 0, told.stderr
    old = (root / "site" / "deepseek-effect" / "markets" / "index.html").read_text("utf-8")
    assert "../shares/" in old

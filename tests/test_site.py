"""The site as readers get it: built from this project, opened in a real browser."""

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, sync_playwright

from briefing.cli import main
from browser import QUIET, find_browser
from serving import served

PROJECT = Path(__file__).resolve().parents[1]
PARTS = ("mkdocs.yml", "docs", "articles", "templates", ".briefing/base")
THEMES = ("cost-claims", "markets", "censorship", "xi-tech-meeting", "sovereign-ai")
PAGES = ("index", *THEMES, "context", "source")
ADDRESSES = (
    *("", "about/", "contribute/", "glossary/"),
    *(f"deepseek-effect/{'' if page == 'index' else page + '/'}" for page in PAGES),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's inputs, pages and templates, somewhere else."""
    root = tmp_path_factory.mktemp("project")
    for part in PARTS:
        source, target = PROJECT / part, root / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return root


@pytest.fixture(scope="module")
def site(copy: Path) -> Path:
    built = CliRunner().invoke(main, ["build", "--root", str(copy)])
    assert built.exit_code == 0, built.output
    return copy / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


BOTTOM_LINE = """## Bottom line

The mayor puts the price of the bridge at forty million dollars. [¶1.1](source.md#p1) Engineers
expect that it is more than twice as much, perhaps thirty times as much. [¶1.2](source.md#p1)
Whoever is right, the town has paid a quarter of a million for the study alone, and hopes to have
all of it back from a toll. [¶1.3](source.md#p1)

"""


@pytest.fixture(scope="module")
def bridge_site(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a briefing that has charts, and a bottom line that a person has written."""
    root = tmp_path_factory.mktemp("bridge") / "project"
    shutil.copytree(copy, root)
    case = PROJECT / "tests" / "cases" / "bridge" / "article.md"
    shutil.copy(case, root / "articles" / "bridge.md")
    assert CliRunner().invoke(main, ["split", "--root", str(root)]).exit_code == 0
    page = root / "docs" / "bridge" / "cost.md"
    before, question, after = page.read_text("utf-8").partition("{ .question }\n\n")
    page.write_text(before + question + BOTTOM_LINE + after, encoding="utf-8")
    environment = {"REPO_URL": "https://example.org/repo"}
    built = CliRunner().invoke(main, ["build", "--root", str(root)], env=environment)
    assert built.exit_code == 0, built.output
    return root / "site"


@pytest.fixture(scope="module")
def bridge(bridge_site: Path) -> Iterator[str]:
    with served(bridge_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = find_browser()
    if found is None:
        message = "no browser: run 'python tests/browser.py --install'"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(found), args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


def test_build_leaves_the_committed_pages_as_they_are(copy: Path, site: Path) -> None:
    for path in (PROJECT / "docs").rglob("*.md"):
        same = (copy / path.relative_to(PROJECT)).read_bytes() == path.read_bytes()
        assert same, f"{path.name} is not up to date: run 'make site', commit docs/ and .briefing/"


def test_site_holds_every_page_of_the_briefing(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert (site / "404.html").is_file()
    for address in ADDRESSES:
        assert (site / address / "index.html").is_file()


def test_navigation_has_the_themes_in_the_order_of_the_article(site: Path) -> None:
    overview = (site / "deepseek-effect" / "index.html").read_text("utf-8")
    sidebar = overview.split("md-nav--primary")[1]
    places = [sidebar.index(f'href="{theme}/"') for theme in (*THEMES, "context", "source")]
    assert places == sorted(places)


@pytest.mark.browser
def test_page_is_sound_in_both_schemes_and_widths(page: Page, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    axe = Axe()
    for path in ADDRESSES:
        page.goto(address + path, wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        violations = axe.run(page).response["violations"]
        assert not wide, f"{path} scrolls sideways"
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], path
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "first"),
    [("Nvidia", "markets"), ("Hang Seng", "markets"), ("sovereign", "sovereign-ai")],
)
def test_search_finds_the_right_page_first(
    browser: Browser, address: str, words: str, first: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(words)
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    assert f"/deepseek-effect/{first}/" in (result.get_attribute("href") or "")
    page.close()


@pytest.mark.browser
def test_map_leads_to_its_passage_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/")
    cell = page.get_by_role("link", name="¶17.1: Xi's tech meeting")
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/deepseek-effect/source/#p17")
    assert page.locator("#p17").is_visible()
    page.close()


@pytest.mark.browser
def test_arrow_keys_lead_through_the_map_and_tab_out_of_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/")
    in_map = "document.activeElement.matches('.article-map a')"
    page.locator(".article-map a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.locator(".article-map a").nth(13).evaluate("each => each.matches(':focus')")
    page.keyboard.press("Tab")
    assert not page.evaluate(in_map)
    page.keyboard.press("Shift+Tab")
    assert page.locator(".article-map a").nth(13).evaluate("each => each.matches(':focus')")
    page.close()


@pytest.mark.browser
def test_chart_leads_to_the_source_by_keyboard(browser: Browser, bridge: str) -> None:
    page = browser.new_page()
    page.goto(f"{bridge}bridge/cost/")
    page.locator(".chart a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bridge/source/#p1")
    page.close()


@pytest.mark.browser
def test_source_link_shows_its_paragraph_on_hover(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.goto(f"{address}deepseek-effect/cost-claims/", wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    link, card = page.get_by_role("link", name="¶6.2").first, page.get_by_role("tooltip")
    assert card.count() == 0
    link.hover()
    card.wait_for()
    assert "Ben Thompson" in card.inner_text()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible(), "the pointer can move onto it"
    page.keyboard.press("Escape")
    assert card.count() == 0
    page.get_by_role("link", name="¶4.1").first.hover()
    card.wait_for()
    assert asked == [f"{address}deepseek-effect/source/"], "fetched once, when first needed"
    page.close()


@pytest.mark.browser
def test_source_link_shows_its_paragraph_on_keyboard_focus(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    link, card = page.get_by_role("link", name="¶6.2").first, page.get_by_role("tooltip")
    page.keyboard.press("Tab")  # from here on the focus is the keyboard's
    link.focus()
    card.wait_for()
    assert "Ben Thompson" in card.inner_text()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    page.wait_for_function("!document.activeElement.matches('[href*=\"#p6\"]')")
    assert "Ben Thompson" not in "".join(card.all_inner_texts())
    page.close()


@pytest.mark.browser
def test_print_is_the_page_without_the_site_around_it(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}deepseek-effect/cost-claims/")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar", ".md-path", ".md-footer", ".md-content__button"):
        assert not any(each.is_visible() for each in page.locator(hidden).all()), hidden
    assert page.locator(".question").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    after = "each => getComputedStyle(each, '::after').content"
    assert "amchamhk.online" in page.locator(".credit a").first.evaluate(after)
    assert page.get_by_role("link", name="¶4.1").first.evaluate(after) == "none"
    page.close()


@pytest.mark.browser
def test_first_phone_screen_holds_question_and_bottom_line(browser: Browser, bridge: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{bridge}bridge/cost/")
    for text in (page.locator(".question"), page.locator("#bottom-line + p")):
        box = text.bounding_box()
        assert box
        assert box["y"] > 0
        assert box["y"] + box["height"] < 740
    page.close()


@pytest.mark.browser
def test_table_on_a_phone_is_cards_with_the_names_of_the_columns(
    browser: Browser, bridge: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{bridge}bridge/cost/")
    cell = page.locator("td", has_text="The mayor said").first
    label = cell.evaluate("each => getComputedStyle(each, '::before').content")
    assert label == '"In the article: "'
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_page_says_in_words_how_to_correct_it(bridge_site: Path) -> None:
    page = (bridge_site / "bridge" / "cost" / "index.html").read_text("utf-8")
    end = page.partition('class="page-end"')[2].partition("</p>")[0]
    assert 'href="https://example.org/repo/edit/main/docs/bridge/cost.md">Edit this page<' in end
    assert "page=bridge/cost/" in end


def test_first_load_of_every_page_is_at_most_90_kb(site: Path) -> None:
    for path in ADDRESSES:
        page = site / path / "index.html"
        text = page.read_text("utf-8")
        needed = re.findall(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="([^"]+)"', text)
        assert len(needed) >= 5
        files = [page, *(page.parent / address for address in needed)]
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 90_000, path


@pytest.mark.browser
def test_site_reads_well_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    assert page.get_by_role("heading", name="Cost claims").is_visible()
    page.get_by_role("link", name="¶4.1").first.click()
    assert page.url == f"{address}deepseek-effect/source/#p4"
    context.close()


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
    (folder / "markets.md").rename(folder / "shares.md")
    (folder / "mine.md").write_text("---\ntitle: Mine\n---\n\n[Markets](markets.md#p2)\n")
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 1
    assert "docs/deepseek-effect/mine.md:5: the link 'markets.md#p2' leads nowhere" in told.stderr
    assert "the page is now docs/deepseek-effect/shares.md: link to that" in told.stderr
    for page in folder.glob("*.md"):
        page.write_text(page.read_text("utf-8").replace("](markets.md", "](shares.md"), "utf-8")
    told = CliRunner().invoke(main, ["build", "--quiet", "--root", str(root)])
    assert told.exit_code == 0, told.stderr
    old = (root / "site" / "deepseek-effect" / "markets" / "index.html").read_text("utf-8")
    assert "../shares/" in old

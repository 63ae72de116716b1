"""The site in a real browser: both schemes, phone and wide, print, no scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sites import addresses


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


def is_dark(page: Page) -> bool:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return all(int(part) < 128 for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.browser
def test_page_is_sound_in_both_schemes_and_widths(page: Page, site: Path, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    axe = Axe()
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for path in addresses(site):
        page.goto(address + path, wait_until="load")
        assert is_dark(page) == dark, f"{path} has the colours of the other scheme"
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        violations = axe.run(page).response["violations"]
        assert not wide, f"{path} scrolls sideways"
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], path
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
def test_colours_follow_the_system_until_a_reader_chooses(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    seen = [is_dark(page)]
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    for name in ("follow the system", "Light colours", "Dark colours", "follow the system"):
        page.get_by_role("button", name=name).click()
        page.goto(f"{address}glossary/")
        seen.append(is_dark(page))
    assert seen == [True, False, True, False, False]
    context.close()


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
def test_source_link_shows_its_paragraph_on_hover(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.goto(f"{address}deepseek-effect/cost-claims/", wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    link, card = page.get_by_role("link", name="¶6.2").first, page.get_by_role("tooltip")
    assert card.count() == 0
    link.hover()
    card.wait_for()
    assert "Common sense" in card.inner_text(), "the paragraph"
    assert card.locator(".named").inner_text().startswith("Ben Thompson"), "its sentence is marked"
    assert card.locator(".noted").inner_text() == "✎ 1 note"
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
def test_source_link_leads_to_its_sentence(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    page.get_by_role("link", name="¶6.2").first.click()
    page.wait_for_url("**/source/#p6.2")
    assert page.locator(":target").inner_text().startswith("Ben Thompson")
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
def test_statement_whose_passage_has_changed_says_so(page: Page, bridge: str) -> None:
    page.goto(f"{bridge}bridge/cost/", wait_until="networkidle")
    mark = page.get_by_text("passage changed, under review")
    mark.scroll_into_view_if_needed()
    assert mark.is_visible()
    statement = mark.locator("xpath=..").inner_text()
    assert statement == "Is the study paid for by a grant? ¶1.3 passage changed, under review"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    link = page.get_by_role("link", name="¶1.3").last
    link.hover()
    card = page.get_by_role("tooltip")
    card.wait_for()
    assert link.get_attribute("title") is None, "no second tooltip, with words for editors"
    assert "was:" not in page.locator("body").inner_text()


@pytest.mark.browser
def test_print_is_the_page_without_the_site_around_it(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}deepseek-effect/cost-claims/")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar", ".md-path", ".md-footer", ".md-content__button"):
        assert not any(each.is_visible() for each in page.locator(hidden).all()), hidden
    assert page.locator("#answer + p").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()


AFTER = "each => getComputedStyle(each, '::after').content"


@pytest.mark.browser
def test_print_ends_with_the_numbered_addresses_of_links(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    addresses = page.locator(".addresses li")
    assert not addresses.first.is_visible()
    page.emulate_media(media="print")
    listed = addresses.all_inner_texts()
    assert len(listed) == len(set(listed)) > 1
    links = page.locator(".md-content a[href^=http]").all()
    assert {link.get_attribute("href") for link in links} == set(listed)
    for link in links:
        number = int(link.evaluate(AFTER).strip('"'))
        assert listed[number - 1] == link.get_attribute("href")
    assert page.locator(".md-content__inner > :last-child").get_attribute("class") == "addresses"
    assert page.get_by_role("link", name="¶4.1").first.evaluate(AFTER) == "none"
    page.goto(f"{address}rules/")
    assert page.locator(".md-content a[href^=http]").count() == addresses.count() == 0
    page.close()


@pytest.mark.browser
def test_print_of_an_edit_link_has_no_number(browser: Browser, bridge: str) -> None:
    page = browser.new_page()
    page.goto(f"{bridge}about/")
    assert page.get_by_role("link", name="Edit this page").count() == 2
    assert "example.org" not in "".join(page.locator(".addresses li").all_text_contents())
    page.close()


@pytest.mark.browser
def test_print_without_scripts_has_the_addresses_in_the_text(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    page.emulate_media(media="print")
    assert "amchamhk.online" in page.locator(".credit a").first.evaluate(AFTER)
    context.close()


@pytest.mark.browser
def test_first_phone_screen_holds_question_and_answer(browser: Browser, bridge: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{bridge}bridge/cost/")
    for text in (page.locator("h1"), page.locator("#answer + p")):
        box = text.bounding_box()
        assert box
        assert box["y"] > 0
        assert box["y"] + box["height"] < 740
    page.close()


@pytest.mark.browser
def test_table_on_a_phone_is_cards_with_the_names_of_the_columns(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{address}deepseek-effect/cost-claims/")
    cell = page.locator("td", has_text="Ben Thompson:").first
    label = cell.evaluate("each => getComputedStyle(each, '::before').content")
    assert label == '"The other side: "'
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_beside"), [(1440, True), (360, False)])
def test_note_is_beside_its_passage_or_on_a_phone_below_it(
    browser: Browser, address: str, width: int, is_beside: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}deepseek-effect/cost-claims/")
    passage, note = page.locator("#p8").bounding_box(), page.locator("#note-first-round")
    box = note.bounding_box()
    assert passage
    assert box
    right, below = passage["x"] + passage["width"], passage["y"] + passage["height"]
    assert (box["x"] > right, box["y"] >= below) == (is_beside, not is_beside)
    assert page.locator("#p8 u").inner_text() == "looking for a new round of funding"
    assert note.locator("a[rel=edit]").count() <= 1
    page.close()


@pytest.mark.browser
def test_mark_of_a_note_is_its_number_and_leads_to_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    for kind, name in (("note", "v3-not-r1"), ("update", "cost-of-r1")):
        mark = page.locator(f"a.{kind}-mark").first
        box = page.locator(f"#note-{name}")
        assert mark.get_attribute("href") == f"#note-{name}"
        assert box.inner_text().startswith(f"{mark.inner_text()} ·")
    page.close()


@pytest.mark.browser
def test_site_reads_well_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}deepseek-effect/cost-claims/")
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_role("link", name="¶4.1").first.click()
    assert page.url == f"{address}deepseek-effect/source/#p4"
    context.close()

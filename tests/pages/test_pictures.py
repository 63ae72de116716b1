"""The map and the charts in a real browser: each mark leads to its passage, by keyboard too."""

import pytest
from playwright.sync_api import Browser


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
    marks = page.locator(".chart svg").first.locator("a")
    marks.first.focus()
    page.keyboard.press("ArrowDown")
    assert marks.nth(1).evaluate("each => each.matches(':focus')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bridge/source/#p1")
    page.close()

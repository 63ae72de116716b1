"""The site's search in a real browser: English, Chinese, figures, addresses."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from serving import served
from sites import built, copy_project

NAMES = """\
---
title: Chinese names
---

# Chinese names

## The company

Its name is written 深度求索，and it was founded by 梁文锋于2023年创立的团队.

## The meeting

In Beijing, 马云与其他企业家 were there.
"""
OTHER = """\
---
title: Names of cities
---

# Names of cities

北京 is a city, and so is 深圳. The word 文 means text.
"""


@pytest.fixture(scope="module")
def with_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = copy_project(tmp_path_factory.mktemp("project"))
    (root / "docs" / "names.md").write_text(NAMES, "utf-8")
    (root / "docs" / "cities.md").write_text(OTHER, "utf-8")
    with served(built(root)) as address:
        yield address


def results(browser: Browser, address: str, words: str) -> list[str]:
    """Where the first result for `words` leads: to its page, then to sections of it."""
    page = browser.new_page()
    page.goto(f"{address}?q={quote(words)}")
    first = page.locator(".md-search-result__item").first
    first.wait_for()
    links = first.locator(".md-search-result__link").all()
    found = [(link.get_attribute("href") or "").removeprefix(address) for link in links]
    page.close()
    return [place.partition("?")[0] + "#" + place.partition("#")[2] for place in found]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "page", "section"),
    [
        ("梁文锋", "names/", "the-company"),
        ("深度求索", "names/", "the-company"),
        ("企业家", "names/", "the-meeting"),
        ("马云", "names/", "the-meeting"),
        ("深圳", "cities/", ""),
        ("Jack Ma", "deepseek-effect/xi-tech-meeting/", ""),
        ("5.6", "deepseek-effect/cost-claims/", "answer"),
        ("$5.6 million", "deepseek-effect/cost-claims/", "answer"),
        ("¶4.1", "deepseek-effect/cost-claims/", "passages"),
        ("¶17.1", "deepseek-effect/xi-tech-meeting/", "passages"),
        ("Hang Seng", "deepseek-effect/markets/", ""),
        ("censorship", "deepseek-effect/censorship/", ""),
        ("cost claims", "deepseek-effect/cost-claims/", ""),
        ("Xi's tech meeting", "deepseek-effect/xi-tech-meeting/", ""),
    ],
)
def test_search_finds_the_right_page_first_and_the_section(
    browser: Browser, with_names: str, words: str, page: str, section: str
) -> None:
    found = results(browser, with_names, words)
    assert found[0].startswith(f"{page}#")
    if section:
        assert f"{page}#{section}" in found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "section"), [("梁文锋", "people"), ("深度求索", "companies-and-bodies")]
)
def test_chinese_name_leads_to_its_section_of_the_glossary(
    browser: Browser, address: str, name: str, section: str
) -> None:
    found = results(browser, address, name)
    assert found[0].startswith("glossary/#")
    assert f"glossary/#{section}" in found

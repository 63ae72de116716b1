"""What of the article is used, by whom, and how that is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from briefing.checks.load import load
from briefing.checks.rules.coverage import Use, ledger
from briefing.project import read_folders
from briefing.site.finish import as_html, as_json

HEAD = "---\ntitle: A\n---\n\n# A\n\n"
TABLE = "| Figure | Place |\n|---|---|\n| $12 million | [¶3.1](source.md#p3) |\n"
LISTED = "## The article on this theme, annotated\n\nThe plan was put off. [¶4.1](source.md#p4)\n"
USES = (
    Use(1, ("docs/a/x.md",), (), ("docs/a/y.md",), ""),
    Use(2, (), ("docs/a/x.md",), (), ""),
    Use(3, (), (), ("docs/a/y.md",), ""),
    Use(4, (), (), (), "only <thanks>"),
)


def used(project: Path, text: str, base: str = "") -> tuple[Use, ...]:
    """The ledger of the harbour where `text` is its one page, of which `base` was generated."""
    page = project / "docs" / "harbour" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text(HEAD + text, "utf-8")
    if base:
        kept = project / ".briefing" / "base" / "harbour" / "page.md"
        kept.parent.mkdir(parents=True)
        kept.write_text(HEAD + base, "utf-8")
    return ledger(load(read_folders(project)[1]))


def test_ledger_keeps_people_tables_and_lists_apart(project: Path) -> None:
    said = "It broke. [¶1.1](source.md#p1) [¶2.1](source.md#p2)\n"
    uses = used(project, f"{said}\n{TABLE}\n{LISTED}", TABLE)
    page = ("docs/harbour/page.md",)
    assert [use.number for use in uses] == list(range(1, len(uses) + 1))
    assert [use.number for use in uses if use.by_people == page] == [1, 2]
    assert [use.number for use in uses if use.in_tables == page] == [3]
    assert [use.number for use in uses if use.listed == page] == [4]
    assert [use.number for use in uses if use.is_stated] == [1, 2, 3]


def test_wide_reference_is_no_use(project: Path) -> None:
    uses = used(project, "All of it. [¶1-5](source.md#p1)\n")
    assert not any(use.is_stated or use.listed for use in uses)


def test_reference_to_the_source_page_of_another_briefing_is_no_use(project: Path) -> None:
    uses = used(project, "It broke. [¶1.1](../bridge/source.md#p1) [¶2.1](source.md#p2)\n")
    assert [use.number for use in uses if use.is_stated] == [2]


def test_overview_which_repeats_others_is_no_use(project: Path) -> None:
    overview = project / "docs" / "harbour" / "index.md"
    overview.parent.mkdir(parents=True)
    overview.write_text(f"{HEAD}It broke. [¶1.1](source.md#p1)\n", "utf-8")
    assert not any(use.is_stated for use in ledger(load(read_folders(project)[1])))


def test_paragraph_set_aside_has_its_reason(project: Path) -> None:
    article = project / "articles" / "harbour.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("\n---\n", '\naside: {"¶2": "thanks"}\n---\n', 1), "utf-8")
    assert [use.aside for use in used(project, "")][:3] == ["", "thanks", ""]


def test_figures_for_machines_count_each_way_of_use() -> None:
    told = json.loads(as_json(USES))
    uses = told.pop("uses")
    assert told == {
        "paragraphs": 4,
        "accounted_for": 4,
        "stated": 2,
        "stated_by_people": 1,
        "only_listed": 1,
        "set_aside": 1,
    }
    assert uses[2] == {
        "number": 3,
        "by_people": [],
        "in_tables": [],
        "listed": ["docs/a/y.md"],
        "aside": "",
    }


def test_what_is_not_used_comes_first() -> None:
    assert as_html(USES) == (
        '<p class="credit" id="coverage">'
        'Listed, but used in no statement: <a href="#p3">¶3</a>. '
        'Set aside: <a href="#p4">¶4</a> (only &lt;thanks&gt;). '
        "Used in statements: 2 of 4 paragraphs, 1 by people. "
        '<a href="../coverage.json">All uses as data</a></p>'
    )
    assert "in no statement: none. Used" in as_html(USES[:2])


def test_built_source_page_begins_with_what_is_not_used(bridge_site: Path) -> None:
    for slug in ("bridge", "deepseek-effect"):
        page = (bridge_site / slug / "source" / "index.html").read_text("utf-8")
        folder = next(each for each in read_folders(bridge_site.parent) if each.slug == slug)
        uses = ledger(load(folder))
        told = as_html(uses)
        assert page.count(told) == 1
        before = page.partition(told)[0]
        assert not re.search(r'id="p\d+"', before[before.index("<h1") :])
        assert (bridge_site / slug / "coverage.json").read_text("utf-8") == as_json(uses)


def test_coverage_of_our_own_briefing_is_whole(site: Path) -> None:
    told = json.loads((site / "deepseek-effect" / "coverage.json").read_text("utf-8"))
    assert told["accounted_for"] == told["paragraphs"] == 24
    assert 0 < told["stated_by_people"] <= told["stated"] <= 24


def test_paragraph_that_only_another_briefing_is_cited_for_is_told(
    split: Path, run: Callable[..., Result]
) -> None:
    assert "B301" not in run("check").stdout
    for page in (split / "docs" / "harbour").glob("*.md"):
        text = page.read_text("utf-8").replace("](source.md#p2", "](../bridge/source.md#p2")
        page.write_text(text, "utf-8")
    assert "B301 ¶2 of the article is used on no page" in run("check").stdout

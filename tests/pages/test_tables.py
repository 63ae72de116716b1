"""The tables of the site: each cell says its column, for a phone that shows a row as a card."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader

import markdown
from sites import PROJECT

TEMPLATES = Environment(loader=FileSystemLoader(PROJECT / "templates" / "site"))
LABEL = re.compile(r' data-label="[^"]*"')


def labelled(html: str) -> str:
    return str(TEMPLATES.get_template("partials/tables.html").module.labelled(html))  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", ["|---|---|", "|:---|---:|", "|---|:--:|"])
def test_every_cell_has_the_name_of_its_column(line: str) -> None:
    text = f"A\n\n| Sum | *Who* & why |\n{line}\n| 1 | Ann |\n| 2 | Ben |\n\nB\n"
    html = markdown.markdown(text, extensions=["tables"])
    shown = labelled(html)
    assert re.findall(r'data-label="([^"]*)"', shown) == ["Sum", "Who &amp; why"] * 2
    assert LABEL.sub("", shown).split() == html.split()
    assert shown.count("text-align") == html.count("text-align")


@pytest.mark.parametrize(
    "html",
    [
        "<p>No table.</p>",
        "<table><tr><td>1</td></tr></table><p>After.</p>",
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
    ],
)
def test_what_has_no_head_stays_as_it_is(html: str) -> None:
    assert labelled(html) == html

"""Front matter means here what the site engine reads in it, or it is told."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from briefing.article.notes import NOTE_KEYS
from briefing.article.read import ARTICLE_KEYS, CONTEXT_KEYS, THEME_KEYS
from briefing.checks.model import ENTITIES_KEYS, KINDS, NAME_KEYS, SLIP_KEYS
from briefing.errors import ArticleError
from briefing.markdown import front_matter
from briefing.markdown.schema import PAGE_KEYS, Schema, validate

ROOT = Path(__file__).resolve().parents[2]
SAME, TOLD = "the same", "told"
TITLES = {
    "Harbour loans": SAME,
    "089": SAME,
    "0o17": SAME,
    "1e5": SAME,
    "12:30 o'clock": SAME,
    "12:99": SAME,
    "2025-01-27": SAME,
    "2025-1-7": SAME,
    "2025-01-27 12:30:00": SAME,
    "2025-03~": SAME,
    "2025-01-27/2025-03": SAME,
    "'12:30'": SAME,
    '"NO"': SAME,
    "Norway: a history": TOLD,
    "-1-": SAME,
    "==": SAME,
    "y": SAME,
    "nulls": SAME,
    "12:30": TOLD,
    "1:2:3": TOLD,
    "1:2.5": TOLD,
    "NO": TOLD,
    "yes": TOLD,
    "Off": TOLD,
    "True": TOLD,
    "~": TOLD,
    "null": TOLD,
    "2025": TOLD,
    "+1": TOLD,
    "017": TOLD,
    "0x1F": TOLD,
    "0b11": TOLD,
    "1_000": TOLD,
    "5.60": TOLD,
    ".5": TOLD,
    "6.8523015e+5": TOLD,
    ".inf": TOLD,
    "-.INF": TOLD,
    ".NaN": TOLD,
    "2025-02-30": TOLD,
    "2025-1-7 1:30:00": TOLD,
    "2025-01-27T12:30:00Z": TOLD,
    "=": TOLD,
    "<<": TOLD,
    "0b_": TOLD,
    "9" * 5_000: TOLD,
}


def page(matter: str) -> str:
    return f"---\n{matter}\n---\n\nText.\n"


def problems_of(text: str) -> list[str]:
    try:
        matter = front_matter.parse(text, "docs/a/b.md")
    except ArticleError as error:
        return [str(each) for each in error.problems]
    return [str(each) for each in validate(matter, "docs/a/b.md", PAGE_KEYS)[1]]


def shown(value: object) -> object:
    """The value with dates as the site shows them."""
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, dict):  # its keys are told where they are no text: no schema has such
        return [shown(item) for item in value.values()]
    return str(value) if isinstance(value, date) else value


@pytest.mark.parametrize(("title", "expected"), TITLES.items(), ids=lambda each: each[:30])
def test_title_is_shown_as_it_is_written_or_told(title: str, expected: str) -> None:
    text = page(f"title: {title}")
    _, read = get_data(text)
    told = problems_of(text)
    assert bool(told) == (expected == TOLD), told
    if not told:
        assert str(read["title"]) == title.strip("'\"")
        assert front_matter.parse(text, "x.md").values == {"title": str(read["title"])}


SCALARS = st.one_of(
    st.text("0123456789:-+._eExob", max_size=12),
    st.text("0123456789-: TZ", min_size=8, max_size=20),
    st.sampled_from(
        [*TITLES, "on", "No", "TRUE", "-", "?", "!", "&a", "*a", "[", "{", "#", "%", "@"]
    ),
    st.text("yesnoYESNO~ul.=<'\"!&*[]{}#,|>%@`?", max_size=6),
    st.text(max_size=8),
)


@given(SCALARS)
@example("2025-01-27T12:30:00Z")
@example("- 5")
def test_any_title_is_shown_as_it_is_written_or_told(title: str) -> None:
    text = page(f"title: {title}")
    _, read = get_data(text)
    told = problems_of(text)
    if not told:
        assert str(read["title"]) == front_matter.parse(text, "x.md").values["title"]
    if title.isalpha() and read["title"] == title:
        assert told == []


@given(st.dictionaries(st.sampled_from("abc"), SCALARS | st.lists(SCALARS), min_size=1))
def test_values_are_those_that_the_site_engine_reads(values: dict[str, str | list[str]]) -> None:
    lines = (
        f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"
        for key, value in values.items()
    )
    text = page("\n".join(lines))
    try:
        ours = front_matter.parse(text, "x.md").values
    except ArticleError:
        return
    _, read = get_data(text)
    assert [(key, repr(shown(value))) for key, value in ours.items()] == [
        (key, repr(shown(value))) for key, value in read.items()
    ]


SCHEMAS = {"an article": ARTICLE_KEYS, "a page": PAGE_KEYS, "the names": ENTITIES_KEYS}
INNER = [*THEME_KEYS, *CONTEXT_KEYS, *NAME_KEYS, *SLIP_KEYS, "boost", "exclude", "¶1", "¶2-3", "x"]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda any_: st.lists(any_, max_size=3) | st.dictionaries(st.sampled_from(INNER), any_),
    max_leaves=8,
)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
@given(data=st.data())
def test_any_values_are_read_or_told_with_their_line(schema: Schema, data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.sampled_from([*schema, "x"]), ANY))
    text = front_matter.dump(values)
    matter = front_matter.parse(text, "x.md")
    read, problems = validate(matter, "x.md", schema)
    assert read.keys() == schema.keys()
    assert all(0 < each.line <= text.count("\n") and each.path == "x.md" for each in problems)
    assert ("x" in values) == any("unknown key 'x'" in each.message for each in problems)


def test_templates_read_no_key_that_a_page_may_not_have() -> None:
    templates = [*(ROOT / "templates" / "site").rglob("*.html")]
    read = {key for each in templates for key in re.findall(r"\bmeta\.(\w+)", each.read_text())}
    assert {"title", "review_by"} < read <= set(PAGE_KEYS)


@pytest.mark.parametrize(
    ("document", "schemas"),
    [("README.md", [ARTICLE_KEYS]), ("CONTRIBUTING.md", [PAGE_KEYS, NOTE_KEYS])],
)
def test_document_names_every_key(document: str, schemas: list[Schema]) -> None:
    tables = (ROOT / document).read_text("utf-8").split("| key | what it is |\n")[1:]
    for table, schema in zip(tables, schemas, strict=True):
        rows = table.partition("\n\n")[0].split("\n")[1:]
        named = re.findall(r"`(\w+)`", " ".join(row.split("|")[1] for row in rows))
        assert set(named) == set(schema)


def test_list_of_names_says_what_may_stand_in_it() -> None:
    said = (ROOT / "articles" / "entities.yml").read_text("utf-8").partition("\nnames:")[0]
    assert {*NAME_KEYS, *SLIP_KEYS, *KINDS} <= set(re.findall(r"\w+", said))

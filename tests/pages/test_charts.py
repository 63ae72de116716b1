"""Pictures: what is drawn is what the article says, and stands in the table beside it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article.read import parse
from briefing.pages.charts import BREAK, TimeScale, time_scale
from briefing.pipeline import compile_article
from briefing.text.dates import DayRange, read_date
from briefing.text.languages import wording
from briefing.text.money import Amount, amount, short


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("$5.6 million", "en", Amount("$", 5.6e6, 5.6e6)),
        ("$100 million to $1 billion", "en", Amount("$", 1e8, 1e9)),
        ("$100-200 million", "en", Amount("$", 1e8, 2e8)),
        ("€5bn–€7bn", "en", Amount("€", 5e9, 7e9)),
        ("US$2,664", "en", Amount("$", 2664, 2664)),
        ("3 million to 4 million euros", "en", Amount("€", 3e6, 4e6)),
        ("RMB 20 billion", "en", Amount("CNY", 2e10, 2e10)),
        ("12亿元", "zh", Amount("CNY", 1.2e9, 1.2e9)),
        ("1,5 Millionen Euro", "de", Amount("€", 1.5e6, 1.5e6)),
        ("1.200.000 Euro", "de", Amount("€", 1.2e6, 1.2e6)),
        ("€5,6 millions", "fr", Amount("€", 5.6e6, 5.6e6)),
        ("1\u202f234,5 €", "fr-CA", Amount("€", 1234.5, 1234.5)),
        ("€1.200 millones", "es", Amount("€", 1.2e9, 1.2e9)),
        ("€5,6-7,5 millones", "es", Amount("€", 5.6e6, 7.5e6)),
        ("$1,234,567.89", "en", Amount("$", 1234567.89, 1234567.89)),
        ("5.6 Millionen Euro", "de", None),
        ("€5.6 millones", "es", None),
        ("€5,6 million", "en", None),
        ("€1,234.567,8", "en", None),
        ("$5,600", "es-MX", None),
        ("€5,6", "it", None),
        ("$0", "en", None),
        ("twelve dollars", "en", None),
        ("₿5", "en", None),
        ("$9 to $5", "en", None),
    ],
)
def test_sum_of_money_is_read_as_written(text: str, language: str, expected: Amount | None) -> None:
    assert amount(text, language) == expected


@given(st.integers(1, 999), st.sampled_from([("million", 1e6), ("billion", 1e9)]))
def test_amount_on_an_axis_reads_back_as_itself(digits: int, scale: tuple[str, float]) -> None:
    word, factor = scale
    written = amount(f"${digits} {word}")
    assert written == Amount("$", digits * factor, digits * factor)
    assert amount(short(digits * factor, "$")) == written


YEAR_2025 = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", DayRange(*YEAR_2025)),
        ("June 4, 1989", DayRange(date(1989, 6, 4), date(1989, 6, 4))),
        ("27 January 2025", DayRange(date(2025, 1, 27), date(2025, 1, 27))),
        ("2025-01-27", DayRange(date(2025, 1, 27), date(2025, 1, 27))),
        ("2025年1月27日", DayRange(date(2025, 1, 27), date(2025, 1, 27))),
        ("3. Mai 2024", DayRange(date(2024, 5, 3), date(2024, 5, 3))),
        ("February 2024", DayRange(date(2024, 2, 1), date(2024, 2, 29))),
        ("mid-2024", DayRange(date(2024, 5, 2), date(2024, 8, 31))),
        ("late January", DayRange(date(2025, 1, 21), date(2025, 1, 31), 2025)),
        ("December", DayRange(date(2024, 12, 1), date(2024, 12, 31), 2024)),
        ("March", None),  # too long ago, or yet to come
        ("the 2020s", None),
        ("2019-20", None),
        ("Q1 2025", None),
        ("February 30, 2024", None),
    ],
)
def test_date_is_placed_where_it_is_plain(text: str, expected: DayRange | None) -> None:
    assert read_date(text, "2025-01-27/2025-02") == expected


def test_date_without_a_year_has_no_place_where_nobody_knows_when_it_was_written() -> None:
    assert read_date("late January") is None


def pages_of(body: str) -> dict[str, str]:
    """The pages of an article whose paragraphs are all on the page docs/x/money.md."""
    head = (
        "---\ntitle: X\nlanguage: en\nthemes:\n  - id: money\n    title: Money\n"
        "    question: What does it cost?\n    description: What it cost, and when it was paid.\n"
        "pins:\n"
    )
    head += "".join(f"  ¶{number}: money\n" for number, _ in enumerate(body.split("\n\n"), 1))
    return compile_article(parse(f"{head}---\n{body}\n".encode(), "articles/x.md"))


def drawn(page: str, picture: str) -> list[tuple[str, str]]:
    """The label and the address of each mark of a picture."""
    figure = page.partition(f'aria-labelledby="{picture}-title')[2].partition("</figure>")[0]
    mark = re.compile(r'class="chart-label">([^<]+)</tspan>.*?class="chart-where">([^<]+)<')
    return mark.findall(figure)


sums = st.tuples(st.integers(1, 999), st.sampled_from(["", " million", " billion"]))
years = st.integers(1900, 2099)


@given(st.lists(sums, min_size=2, max_size=6, unique=True))
def test_every_sum_drawn_is_listed_with_its_place(amounts: list[tuple[int, str]]) -> None:
    body = "\n\n".join(f"It cost ${number}{scale} then." for number, scale in amounts)
    page = pages_of(body)["docs/x/money.md"]
    marks = drawn(page, "money")
    assert len(marks) == len(amounts)
    for label, where in marks:
        assert re.search(rf"(?<!\w){re.escape(label)} [^·]*\[{where}\]", page.split("Figures (")[1])


@given(st.lists(years, min_size=3, max_size=6))
def test_every_date_drawn_stands_in_the_table_in_the_order_of_time(dated: list[int]) -> None:
    body = "\n\n".join(f"They paid the cost in {year}." for year in dated)
    overview = pages_of(body)["docs/x/index.md"]
    marks = drawn(overview, "timeline")
    assert [label for label, _ in marks] == [str(year) for year in sorted(dated)]
    for label, where in marks:
        assert re.search(rf"^\| {label} \|.*\[{where}\]", overview, re.M)


def whole(year: int) -> DayRange:
    return DayRange(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ([1989, 2023, 2025, 2025, 2025], TimeScale(2023, 2025, (1989,))),
        ([1989, 1990, 2023, 2024, 2025, 2025], TimeScale(2023, 2025, (1989, 1990))),
        ([1989, 1990, 2023, 2025, 2025], TimeScale(1989, 2025, ())),  # two of five are no few
        ([2014, 2023, 2024, 2025], TimeScale(2014, 2025, ())),  # no more than four times
        ([2023, 2024, 2050], TimeScale(2023, 2050, ())),
        ([2025, 2025, 2025], TimeScale(2025, 2025, ())),
    ],
)
def test_a_few_old_dates_stand_apart_from_the_scale(dated: list[int], expected: TimeScale) -> None:
    assert time_scale([whole(year) for year in dated]) == expected


@given(st.lists(years, min_size=3, max_size=9).map(sorted))
def test_scale_keeps_the_order_of_time_and_squeezes_few(dated: list[int]) -> None:
    scale = time_scale([whole(year) for year in dated])
    places = [scale.place(date(year, 1, 1)) for year in dated]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] < 1000
    apart = [place for year, place in zip(dated, places, strict=True) if year in scale.apart]
    assert len(apart) <= len(dated) / 3
    assert set(apart) <= {0}
    assert all(place >= BREAK for place in places[len(apart) :] if apart)
    ticks = [place for place, _ in scale.ticks(wording().months)]
    assert ticks == sorted(set(ticks))


@pytest.mark.parametrize(
    "body",
    [
        "It cost $5 million.",
        "It cost $5 million.\n\nIt did cost $5 million.",
        "It cost $5 million.\n\nThe other cost €7 million.",
        "They paid in 2019.\n\nThey paid in 2020.",
    ],
)
def test_there_is_no_picture_where_there_is_nothing_to_compare(body: str) -> None:
    assert not any('class="chart"' in page for page in pages_of(body).values())

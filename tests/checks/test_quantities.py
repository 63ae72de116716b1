"""Equal figures and dates are equal, however they are written; what is no figure is none."""

from itertools import combinations

import pytest

from briefing.checks.compare.dates import find_days
from briefing.checks.compare.look_up import Cited, Result, look_up
from briefing.checks.compare.quantities import find_quantities
from briefing.markdown.blocks import read_page

SAME = [
    (
        "$5.6 million",
        "US$5.6m",
        "5.6 million dollars",
        "$5,600,000",
        "USD 5.6 million",
        "560万美元",
    ),
    ("two months", "2 months", "two-month"),
    ("two thirds of it", "2/3", "two-thirds of it"),
    ("28%", "28 %", "28 per cent", "twenty-eight percent", "28 pct"),
    ("half a million", "500,000", "500 thousand", "five hundred thousand"),
    ("two hundred and five", "205"),
    ("a 360-degree turn", "360 degrees"),
    ("second-largest", "second largest"),
    ("a third of it", "one third", "1/3"),
    ("€3bn", "3 billion euros"),
]
SAME_RANGE = [
    ("$100 million to $1 billion", "between 100 million and 1 billion dollars"),
    ("$100–200 million", "$100 million to $200 million", "100 to 200 million dollars"),
    ("10–20%", "10 to 20 per cent", "from 10% to 20%"),
]
OTHERS = [
    "$5.7 million",
    "€5.6 million",
    "$5.6 billion",
    "5.6 million",
    "5.6%",
    "2 weeks",
    "3 months",
]
NO_FIGURES = [
    "R1, V3 and GPT-3 run on H800 chips",
    "the Covid-19 pandemic, the Magnificent 7, Windows 11",
    "¶4.1 and [¶5.2](source.md#p5)",
    "1) costs and 2) censorship",
    "12. an item of a list",
    "one of them",
    "a choice between the two",
]
SAME_DAY = [
    "27 January 2025",
    "January 27, 2025",
    "2025-01-27",
    "27 Jan 2025",
    "the 27th of January 2025",
]


def values(text: str) -> list[tuple[object, str]]:
    return [(each.value, each.unit) for each in find_quantities(text) if each.counts]


@pytest.mark.parametrize("alike", [*SAME, *SAME_RANGE])
def test_same_quantity_is_the_same_however_it_is_written(alike: tuple[str, ...]) -> None:
    found = [values(text) for text in alike]
    assert found[0]
    assert all(each == found[0] for each in found), found


def test_other_quantities_differ() -> None:
    texts = [*(alike[0] for alike in SAME), *OTHERS]
    for one, other in combinations(texts, 2):
        assert values(one) != values(other), (one, other)


@pytest.mark.parametrize("text", NO_FIGURES)
def test_names_and_addresses_are_no_figures(text: str) -> None:
    assert look_up(read_page(text).shown(), (Cited("¶4.1", "Nothing."),)) == ()


def test_same_day_is_the_same_however_it_is_written() -> None:
    assert len({find_days(text)[0].days for text in SAME_DAY}) == 1


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("27 January 2025", Result.CHECKED),
        ("January 2025", Result.CHECKED),
        ("late January", Result.CHECKED),
        ("27 January 2026", Result.DIFFERS),
        ("28 January 2025", Result.DIFFERS),
        ("early January", Result.DIFFERS),
        ("in 2025", Result.CHECKED),
        ("in 2024", Result.DIFFERS),
        ("in the first quarter of 2025", Result.CHECKED),
        ("in March 2025", Result.DIFFERS),
    ],
)
def test_day_without_a_year_has_that_of_its_passage(said: str, result: Result) -> None:
    passage = Cited("¶11.2", "He said so on January 27.", "2025-01-27/2025-02")
    assert [each.result for each in look_up(said, (passage,))] == [result]


@pytest.mark.parametrize(
    ("passage", "said", "result"),
    [
        ("The vote is on 14 June.", "on June 14", Result.CHECKED),
        ("The vote is on 14 June.", "on the 14th of June", Result.CHECKED),
        ("The vote is on 14 June.", "in June", Result.CHECKED),
        ("The vote is on 14 June.", "on June 15", Result.DIFFERS),
        ("The vote is on 14 June.", "on 14 June 2026", Result.CANNOT_CHECK),
        ("The vote is on 14 June.", "on 15 June 2026", Result.DIFFERS),
        ("The vote is on 14 June 2026.", "on June 14", Result.CHECKED),
        ("The vote is in June.", "on 14 June", Result.DIFFERS),
    ],
)
def test_without_a_year_month_and_day_are_compared(passage: str, said: str, result: Result) -> None:
    assert [each.result for each in look_up(said, (Cited("¶1", passage),))] == [result]


@pytest.mark.parametrize(
    ("passage", "said", "result"),
    [
        ("The sides met.", "The two countries met.", Result.CANNOT_CHECK),
        ("Two countries met.", "The two countries met.", Result.CHECKED),
        ("Two countries met.", "The three countries met.", Result.DIFFERS),
        ("They met.", "They met 2 countries.", Result.DIFFERS),
    ],
)
def test_small_number_in_words_may_count_what_the_passage_names(
    passage: str, said: str, result: Result
) -> None:
    assert [each.result for each in look_up(said, (Cited("¶1", passage),))] == [result]


def test_a_part_is_a_share() -> None:
    passage = Cited("¶1", "It is 20 per cent, of which half of the sum.")
    for said in ("one in five", "a fifth of it", "50%", "1 out of 5"):
        assert [each.result for each in look_up(said, (passage,))] == [Result.CHECKED], said


def test_verdict_stands_where_the_figure_is_written() -> None:
    said = "It cost *about* **$5.7**&nbsp;million."
    (verdict,) = look_up(said, (Cited("¶1", "It cost $5.6 million."),))
    assert said[verdict.start : verdict.end] == "$5.7**&nbsp;million"


QUOTING = Cited("¶1", "She calls it a ‘slip’, and “a new\nstart – for us”.", verbatim=False)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("“a new start – for us”", Result.CHECKED),
        ('"a new start - for us"', Result.CHECKED),
        ("“a new … for us”", Result.CHECKED),
        ("“a start – for us”", Result.DIFFERS),
        ("“A new start – for us,”", Result.CHECKED),
        ("“a New start – for us”", Result.DIFFERS),
        ("“a new star”", Result.DIFFERS),
        ("“us … start”", Result.DIFFERS),
        ("“She calls it”", Result.CANNOT_CHECK),
    ],
)
def test_quotation_has_the_very_words_that_the_passage_quotes(said: str, result: Result) -> None:
    assert [each.result for each in look_up(said, (QUOTING,))] == [result]


def test_what_rests_on_a_source_outside_is_never_passed() -> None:
    told = look_up("It cost $6 million, “all in”, in 2024.", (QUOTING,), sourced=True)
    assert [each.result for each in told] == [Result.CANNOT_CHECK] * 3


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("(2,788 thousand hours × $2 = $5.576 million)", True),
        ("(2,788 thousand hours × $2 = $5.58 million)", True),
        ("(2,788 thousand hours × $2 = $5.57 million)", False),
        ("(7 − 3 = 4)", True),
        ("(2 + 3 × 4 = 14)", True),
        ("(2 + 3 × 4 = 20)", False),
        ("(12 / 48 = 25%)", True),
        ("(1 / 0 = 5)", False),
        ("(2 boats, 3 ships = 5)", False),
        ("(2 788 thousand hours × $2 ≈ $5.6 million)", True),
        ("(2 788 thousand hours × $2 ≈ $5.7 million)", False),
    ],
)
def test_arithmetic_is_worked_out_anew(said: str, right: bool) -> None:
    *_, total = look_up(said, (QUOTING,), sourced=True)
    assert (total.result is Result.CHECKED) == right

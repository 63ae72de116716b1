"""Money, units, numbers and dates are read alike by extraction, charts and check."""

import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from briefing.checks.compare.dates import find_days
from briefing.checks.compare.look_up import Cited, look_up
from briefing.checks.compare.look_up import Result as Outcome
from briefing.checks.compare.quantities import find_quantities
from briefing.extract.extract import extract
from briefing.extract.findings import FigureKind
from briefing.text import languages, money, numbers
from briefing.text.dates import (
    DayRange,
    days_of_edtf,
    is_day,
    is_edtf,
    read_date,
    read_part_of_year,
)
from briefing.text.money import amount
from briefing.text.numbers import MEASURES, UNITS

LANGUAGES = Path(languages.__file__).parent
WRITTEN = {
    "$": "en $500|en US$500|en USD 500|en 500 dollars|en 500 US dollars|de 500 Dollar|zh 500美元",
    "€": "en €500|de 500 €|en EUR 500|en 500 euros|de 500 Euro|zh 500欧元",
    "£": "en £500|en GBP 500|en 500 pounds sterling|de 500 Pfund|zh 500英镑",
    "HK$": "en HK$500|en HKD 500|en 500 Hong Kong dollars|zh 500港元",
    "A$": "en A$500|en AU$500|en 500 Australian dollars",
    "CNY": "en RMB 500|en CNY 500|en 500 yuan|en 500 renminbi|de 500 Yuan|zh 500元|zh 500人民币",
    "JPY": "en JPY 500|en 500 yen|de 500 Yen|zh 500日元",
    "CHF": "en CHF 500|en 500 Swiss francs|en 500 francs|de 500 Franken",
    "₹": "en ₹500|en INR 500|en 500 rupees|en 500 Indian rupees|de 500 Rupien",
    "₩": "en ₩500|en KRW 500|en 500 Korean won|zh 500韩元",
    "₽": "en ₽500|de 500 ₽|en 500 roubles|en 500 rubles|de 500 Rubel",
}
CASES = [(unit, *case.split(" ", 1)) for unit, row in WRITTEN.items() for case in row.split("|")]


@pytest.mark.parametrize(("unit", "language", "text"), CASES)
def test_currency_is_the_same_in_extraction_charts_and_check(
    unit: str, language: str, text: str
) -> None:
    (figure,) = extract(f"Es/it: {text}.", language).figures
    assert (figure.kind, figure.text) == (FigureKind.MONEY, text)
    found = amount(text, language)
    assert found
    assert (found.unit, found.low, found.high) == (unit, 500, 500)
    (quantity,) = find_quantities(text, language)
    assert (quantity.unit, quantity.value) == (unit, Fraction(500))


PLACES = {
    "en": (money.SIGNS, "{}500 million"),
    "EN": (money.CODES, "{} 500 million"),
    "en-GB": (money.ENGLISH_NAMES, "500 million {}"),
    "de": (money.GERMAN_NAMES, "500 Millionen {}"),
    "zh": (money.CHINESE_NAMES, "5亿{}"),
}


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        (language, shape.format(form), unit)
        for language, (forms, shape) in PLACES.items()
        for form, unit in forms.items()
    ],
)
def test_every_form_in_the_table_is_read_alike_by_all(language: str, text: str, unit: str) -> None:
    (figure,) = extract(text, language).figures
    assert (figure.kind, figure.text) == (FigureKind.MONEY, text)
    (quantity,) = find_quantities(text, language)
    assert (quantity.text, quantity.unit, quantity.value) == (text, unit, Fraction(5 * 10**8))
    found = amount(text, language)
    if len(money.meanings(unit)) == 1:
        assert found
        assert (found.unit, found.low) == (unit, 5e8)
    else:
        assert found is None


def outcome(stated: str, passage: str, language: str = "en") -> list[Outcome]:
    return [e.result for e in look_up(stated, (Cited("¶1", passage),), language=language)]


@pytest.mark.parametrize(
    ("stated", "passage", "expected"),
    [
        ("It cost ₹500.", "It cost ₩500.", Outcome.DIFFERS),
        ("It cost ₹500.", "It cost 500 rupees.", Outcome.CHECKED),
        ("It cost A$5m.", "It cost $5m.", Outcome.DIFFERS),
        ("It cost ¥500.", "It cost 500 yen.", Outcome.CHECKED),
        ("It cost 500 yuan.", "It cost ¥500.", Outcome.CHECKED),
        ("It cost ¥500.", "It cost ￥500.", Outcome.CHECKED),
        ("It cost ¥500.", "It cost ₩500.", Outcome.DIFFERS),
        ("It cost £5m.", "It cost 5 million pounds.", Outcome.CHECKED),
        ("It cost 500 won.", "It cost ₩500.", Outcome.CHECKED),
        ("11 won a prize.", "There were 11 winners.", Outcome.CHECKED),
        ("It took 20 pounds of flour.", "It took 20 pounds of flour.", Outcome.CHECKED),
        ("It runs 5 km.", "It runs 5 kilometres.", Outcome.CHECKED),
        ("It runs 5 km.", "It runs for 5 (in km).", Outcome.CHECKED),
        ("It runs 5 km.", "It runs 5 miles.", Outcome.DIFFERS),
        ("It has 5 MW.", "It has 5 kW.", Outcome.DIFFERS),
        ("It took two centuries.", "It took 2 centuries.", Outcome.CHECKED),
        ("It took two centuries.", "It took 2 decades.", Outcome.DIFFERS),
    ],
)
def test_units_that_differ_differ_and_what_may_be_one_passes(
    stated: str, passage: str, expected: Outcome
) -> None:
    assert outcome(stated, passage) == [expected]


@pytest.mark.parametrize(
    ("stated", "passage", "expected"),
    [
        ("5 Prozent mehr", "5 % mehr", Outcome.CHECKED),
        ("ein 5-prozentiger Anstieg", "5 Prozent mehr", Outcome.CHECKED),
        ("5 Prozentpunkte mehr", "5 Prozent mehr", Outcome.DIFFERS),
        ("nach 5 Jahren", "nach 5 Monaten", Outcome.DIFFERS),
        ("nach 5 Jahren", "ein 5-jähriger Streit", Outcome.CHECKED),
        ("1,5 Mio. Euro", "1.500.000 Euro", Outcome.CHECKED),
        ("2 Billionen Euro", "2.000 Milliarden Euro", Outcome.CHECKED),
    ],
)
def test_german_units_are_the_same_however_they_are_written(
    stated: str, passage: str, expected: Outcome
) -> None:
    assert outcome(stated, passage, "de") == [expected]


def test_other_currency_is_an_error_of_the_check(project: Path, run: Callable[..., Result]) -> None:
    article = (
        "---\ntitle: T\nlanguage: en\nthemes:\n  - id: cost\n    title: Cost\n"
        "    question: What did it cost?\n    description: What it cost.\n---\nIt cost ₩500.\n"
    )
    (project / "articles" / "seoul.md").write_text(article, "utf-8")
    page = project / "docs" / "seoul" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: A\n---\n\n# A\n\nIt cost ₹500. [¶1.1](source.md#p1)\n", "utf-8")
    told = run("check", "docs/seoul/page.md")
    assert told.exit_code == 1
    assert (
        "docs/seoul/page.md:7:9: error B401 the figure ₹500 differs: it is not in ¶1.1\n"
    ) in told.stdout


@pytest.mark.parametrize(
    ("digits", "language", "value", "clear"),
    [
        ("5.6", "en", "5.6", True),
        ("2,664", "en", "2664", True),
        ("1,234,567.89", "en-GB", "1234567.89", True),
        ("1\u202f234", "en", "1234", True),
        ("5,6", "en", "5.6", False),
        ("1.234.567", "en", "1234567", False),
        ("3.11.2", "en", "3112", False),
        ("1.234,5", "de", "1234.5", True),
        ("2.664", "de-AT", "2664", True),
        ("5.6", "de", "5.6", False),
        ("1,234", "de", "1.234", False),
        ("1\u00a0234,5", "fr-CA", "1234.5", True),
        ("1.200", "es", "1200", True),
        ("5.6", "it", "5.6", False),
    ],
)
def test_digits_are_read_as_their_language_writes_them(
    digits: str, language: str, value: str, clear: bool
) -> None:
    assert numbers.value_of_digits(digits, language) == Fraction(value)
    assert numbers.is_clear(digits, language) == clear
    (quantity,) = find_quantities(f"um {digits} mehr", language)
    assert quantity.value == Fraction(value)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_number_reads_back_in_both_conventions(whole: int, cents: int) -> None:
    value = Fraction(100 * whole + cents, 100)
    english = f"{whole:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert numbers.value_of_digits(english, "en") == value
    assert numbers.value_of_digits(german, "de") == value
    assert numbers.decimals(english, "en") == numbers.decimals(german, "de") == 2


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and five thousand", 205_000),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("twenty-one", 21),
        ("a thousand and one", 1001),
    ],
)
def test_number_in_words_has_its_value(words: str, value: int) -> None:
    (quantity,) = find_quantities(f"with {words} of them")
    assert (quantity.text, quantity.value) == (words, Fraction(value))


def test_two_numbers_in_words_are_two() -> None:
    assert [each.value for each in find_quantities("two and three people")] == [2, 3]


def test_no_unit_has_two_names() -> None:
    assert not {name.lower() for name in money.CURRENCIES} & {name.lower() for name in UNITS}
    assert not UNITS.keys() & MEASURES.keys()


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (("27 January 2025", "January 27, 2025", "27th of January 2025", "2025-01-27"), "en"),
        (("the fifth of June 1989", "5 June 1989", "June 5th, 1989", "1989-06-05"), "en-GB"),
        (("3. Mai 2024", "2024-05-03"), "de"),
        (("15. Jänner 2024", "15. Januar 2024"), "de-AT"),
        (("2025年1月27日", "2025-01-27"), "zh"),
        (("Sept 2024", "September 2024", "2024-09"), "en"),
        (("Q1 2025", "first quarter of 2025"), "en"),
        (("H2 2025", "second half of 2025"), "en"),
    ],
)
def test_date_is_the_same_however_it_is_written(texts: tuple[str, ...], language: str) -> None:
    days = [each.days for text in texts for each in find_days(text, language)]
    assert len(days) == len(texts)
    assert None not in days
    assert len(set(days)) == 1


def test_day_that_does_not_exist_is_none() -> None:
    assert is_day("2024-02-29")
    for text in (
        "2025-02-29",
        "2025-13-01",
        "2025-1-1",
        "2025-01",
        "2025-01-01~",
        "2024/2025~",
        "",
    ):
        assert not is_day(text)
    assert read_date("30 February 2024") is None
    assert read_part_of_year("third half of 2024") is None


@pytest.mark.parametrize("file", sorted(LANGUAGES.glob("??.toml")), ids=lambda file: file.stem)
def test_list_of_words_has_each_once_and_is_used(file: Path) -> None:
    code = "".join(path.read_text("utf-8") for path in LANGUAGES.parents[1].rglob("*.py"))
    for key, words in tomllib.loads(file.read_text("utf-8")).items():
        assert f'"{key}"' in code or f"'{key}'" in code, key
        if not isinstance(words, dict):
            found = words.split() if isinstance(words, str) else words
            assert [word for word, count in Counter(found).items() if count > 1] == [], key


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9999", (9999, 1, 1), (9999, 12, 31)),
        ("2024-02?", (2024, 2, 1), (2024, 2, 29)),
        ("2025-03-31/2025-03", (2025, 3, 31), (2025, 3, 31)),
        ("2025/2025-06~", (2025, 1, 1), (2025, 6, 30)),
    ],
)
def test_date_of_a_head_is_its_days(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert is_edtf(text)
    assert days_of_edtf(text) == DayRange(date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    ["", "0000", "2025-00", "2025-13", "2025-02-29", "2025-1", "2025-06/2025-05", "2025/2026/2027"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert not is_edtf(text)

"""What is found in a passage. The cases stand in data/extract.toml: a new one is data."""

import time
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.extract.extract import extract, find_time_bound
from briefing.extract.findings import Date, Figure, Findings, Quotation, Span, Speaker
from briefing.text.patterns import mask_quoted

CASES = tomllib.loads(
    Path(__file__).parents[1].joinpath("data").joinpath("extract.toml").read_text("utf-8")
)

AS_WRITTEN: dict[str, Callable[[Findings], list[str]]] = {
    "figures": lambda found: [f"{figure.kind}: {figure.text}" for figure in found.figures],
    "dates": lambda found: [date.text for date in found.dates],
    "quotations": lambda found: [f"{q.speaker or '-'}: {q.text}" for q in found.quotations],
    "speakers": lambda found: [f"{s.text} | {s.verb}" for s in found.speakers],
    "hedges": lambda found: [span.text for span in found.hedges],
}

WORDS = (
    '“ ” „ « » 「 」 " \n\n \n ’s $ € % - – 1 2,664 5.6 1989 2025-02-17 27 million billion to and'
    " dollars percent two thirds of half people GPU hours May may June January in late early Q1"
    " 2025年2月17日 560万美元 UN Ann Lee Acme said told claimed that called as described by"
    " according words it he critics could reportedly however but while , . : ( ) now so far this"
    " year last week ago union council survey the a by found"
)
FOREIGN_WORDS = (
    "„ “ 『 』 Anna Weiß Förster Verband der laut sagt so Angaben Prozent Mio. Euro bis zwischen"
    " und 8 2019 März 4. im 市长 王 明 说 ： 。 ·"
)
FRAGMENTS = st.sampled_from([*WORDS.split(" "), " ", ", ", ". "])
FOREIGN = st.sampled_from([*FOREIGN_WORDS.split(" "), " ", ", ", ": "])
TEXTS = (
    st.text() | st.lists(FRAGMENTS, max_size=40).map(" ".join) | st.lists(FRAGMENTS).map("".join)
)

FOREIGN_TEXTS = st.lists(FOREIGN, max_size=40).map(" ".join) | st.lists(FOREIGN).map("".join)

HOSTILE = {
    "numbers": "1 ",
    "number with endless separators": "1,1",
    "ranges": "1 to ",
    "signs": "$",
    "scales": "million ",
    "number words": "two million ",
    "opening marks": "“",
    "straight marks": '"a ',
    "paragraph breaks in a quotation": "“\n \n",
    "one word": "A",
    "initials": "A.",
    "capitalised run": "Aa ",
    "apostrophes": "A'",
    "names and verbs": "Said said ",
    "asides": "Ann, a ",
    "sources": "according to a a a a ",
    "quotations and verbs": "“a b c d” said ",
    "groups": "the union of a ",
    "documents": "a study by a a in May ",
    "people": "critics of Acme's ",
    "appositions": "the head, Ann, ",
    "German verbs": "“a“, sagt der ",
    "German sources": "laut der Aförster ",
    "German numbers": "zwischen 1 bis ",
    "Chinese names": "“a”王明市长说",
    "dates": "May 2025 ",
    "white space": " ",
}


def all_spans(
    found: Findings,
) -> Iterator[Figure | Date | Span | Speaker]:
    yield from found.figures
    yield from found.dates
    yield from found.hedges
    yield from found.speakers


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(kind, case, id=f"{kind}: {case['text']}")
        for kind, cases in CASES.items()
        for case in cases
    ],
)
def test_a_passage_yields_just_what_its_case_lists(kind: str, case: dict[str, object]) -> None:
    text, language = str(case["text"]), str(case.get("language", "en"))
    if kind == "time_bound":
        assert [span.text for span in find_time_bound(mask_quoted(text), language)] == case["finds"]
    else:
        assert AS_WRITTEN[kind](extract(text, language)) == case["finds"]


@given(TEXTS | FOREIGN_TEXTS, st.sampled_from(["en", "de", "zh"]))
def test_every_span_is_the_text_between_its_offsets(text: str, language: str) -> None:
    for span in all_spans(extract(text, language)):
        assert span.text == text[span.start : span.end]
        assert span.text


@given(TEXTS)
def test_every_quotation_lies_between_its_marks(text: str) -> None:
    quotations: tuple[Quotation, ...] = extract(text).quotations
    for quotation in quotations:
        assert quotation.text == text[quotation.start + 1 : quotation.end - 1].strip()


@given(TEXTS)
def test_findings_of_a_kind_stand_in_order_and_apart(text: str) -> None:
    found = extract(text)
    for kind in (found.figures, found.dates, found.quotations, found.hedges):
        offsets = [(span.start, span.end) for span in kind]
        assert all(end <= start for (_, end), (start, _) in pairwise(offsets))


@given(TEXTS)
def test_no_figure_overlaps_a_date(text: str) -> None:
    found = extract(text)
    for figure in found.figures:
        assert all(date.end <= figure.start or figure.end <= date.start for date in found.dates)


@given(TEXTS, st.sampled_from(["de", "fr", "zh-Hant", "", "english"]))
def test_no_english_cue_fires_in_another_language(text: str, language: str) -> None:
    found = extract(text, language)
    assert found.hedges + find_time_bound(text, language) == ()
    assert found.speakers == ()
    assert all(quotation.speaker is None for quotation in found.quotations)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN-us"])
def test_every_english_is_english(language: str) -> None:
    assert extract("It may rain.", language).hedges == (Span("may", 3, 6),)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_of_100_kilobytes_takes_linear_time(piece: str, language: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    extract(text, language)
    assert time.perf_counter() - started < 5

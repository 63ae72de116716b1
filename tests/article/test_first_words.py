"""What a citation says of its passage: its first words, and what they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article.first_words import BETWEEN, REVIEW, FirstWords, beginning
from briefing.article.split import split


def first_words(body: str) -> FirstWords:
    return FirstWords(split(body, "en"))


HARBOUR = """\
The harbour cost $5.6 million in 2024. The harbour costs less now.

It is not what the mayor said. It is not what the council wrote.

“Yes,” she said. Yes, he said.
"""


@pytest.mark.parametrize(
    ("addresses", "words"),
    [
        (["¶1.1"], "The harbour cost"),
        (["¶1"], "The harbour cost"),
        (["¶1.1", "¶1.2"], f"The harbour cost{BETWEEN}The harbour costs"),
        (["¶2.1"], "It is not what ~ed2d1a"),
        (["¶3.2"], "Yes, he said"),
    ],
)
def test_a_title_has_as_many_words_as_tell_its_passage_from_all_others(
    addresses: list[str], words: str
) -> None:
    assert first_words(HARBOUR).of(addresses) == words


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("The harbour cost", ("¶1.1",)),
        ("the   HARBOUR cost", ("¶1.1",)),
        ("The harbour", ("¶1.1", "¶1.2")),
        (f"{REVIEW}The harbour costs", ("¶1.2",)),
        ("'Yes', she said", ("¶3.1",)),
        ("It is not what", ("¶2.1", "¶2.2")),
        ("It is not what ~000000", ()),
        ("the mayor said", ()),
        ("nobody ever said", ()),
    ],
)
def test_words_fit_the_passages_that_begin_with_them(
    words: str, addresses: tuple[str, ...]
) -> None:
    assert first_words(HARBOUR).fitting(words) == addresses


def test_words_of_a_sentence_that_is_cut_otherwise_now_fit_the_passage_that_they_are_in() -> None:
    whole = first_words("The ferry left at nine; nobody was on board.\n")
    assert whole.fitting("nobody was on") == ("¶1.1",)


def test_a_title_has_no_sign_that_ends_it_or_is_markdown() -> None:
    assert beginning('"Never" *say* [never] `again` or else') == "Never say never again"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "![a picture](https://example.org/x.png) of *the* [harbour](https://example.org)",
            "a picture of",
        ),
        ("- [ferry](https://example.org) at nine", "ferry at nine"),
        ("was: five or six", "was five or"),
        ("well … then no", "well ... then no"),
    ],
)
def test_words_are_those_that_a_reader_sees(text: str, words: str) -> None:
    version = first_words(text)
    assert version.of(["¶1.1"]) == words
    assert version.fits(words, "¶1.1")


WORDS = st.lists(
    st.sampled_from(
        ["ferry", "No", "“ice”", "the", "5.6", "再见", "*so*", "[a](https://b.c)", "`x|y`", "a…b"]
    ),
    max_size=7,
)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=8))
def test_every_passage_is_told_from_all_that_say_anything_else(texts: list[str]) -> None:
    version = first_words("\n\n".join(f"{text}." for text in texts))
    for address, text in version.texts.items():
        fitting = version.fitting(version.of([address]))
        assert address in fitting
        assert {beginning(version.texts[each], 99) for each in fitting} == {beginning(text, 99)}

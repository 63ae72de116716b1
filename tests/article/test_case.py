"""What a person is told of a statement whose passage has changed or is gone."""

import pytest

from briefing.article.alignment import AddressedText
from briefing.article.case import mark_changes, no_longer_there, tell_changed, tell_gone

OLD = (
    "On 4 November 2024 Mayor Ruth Vale called the price of $12 million “a fair deal”, "
    "and 40 per cent of it a loan."
)
NEW = (
    "On 5 November 2024 Mayor Tom Reed called the price of $13 million “a hard deal”, "
    "and half of it a loan."
)


def test_first_comes_what_of_the_statement_the_passage_no_longer_has() -> None:
    told = tell_changed("It is $12 million, says Ruth Vale.", "¶1.1", OLD, NEW)
    assert told.startswith("“$12 million” and “Ruth Vale” no longer stand in ¶1.1, which has ")


def test_of_one_thing_it_is_said_that_it_stands_there_no_longer() -> None:
    assert tell_changed("It is $12 million.", "¶1.1", "$12 million.", "Much.") == (
        "“$12 million” no longer stands in ¶1.1, which has changed since this was written: "
        "[-$12 million.-]{+Much.+}"
    )


def test_where_all_of_the_statement_still_stands_only_the_change_is_told() -> None:
    told = tell_changed("A third is a loan.", "¶1.1", "A third is a loan.", "A third is a gift.")
    assert told == "¶1.1 has changed since this was written: A third is a [-loan.-]{+gift.+}"


def test_where_the_old_words_are_not_known_the_new_ones_are_shown() -> None:
    assert tell_changed("It is $12.", "¶1.1", "", "It is *$13*.") == (
        "it is not sure that this was written for ¶1.1, which says: It is $13."
    )


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("a deal of $12 million", ("$12 million",)),
        ("40 per cent", ("40 per cent",)),
        ("4 November 2024", ("4 November 2024",)),
        ("“a fair deal”", ("a fair deal",)),
        ("Ruth Vale", ("Ruth Vale",)),
        ("$2 million, 4 per cent, “a loan”, Mayor, 2024", ()),
        ("Ada Long has 7", ()),
    ],
)
def test_what_counts_is_found_where_it_stood_and_not_within_something_longer(
    statement: str, missing: tuple[str, ...]
) -> None:
    assert no_longer_there(statement, OLD, NEW) == missing


def test_typography_takes_nothing_away() -> None:
    assert no_longer_there(OLD, OLD, OLD.replace("“", '"').replace("”", '"')) == ()
    assert mark_changes("It’s “so” – now.", 'It\'s "so" - now.') == 'It\'s "so" - now.'


def test_text_without_spaces_is_compared_by_its_characters() -> None:
    old, new = "該法案耗資560万元。", "該法案耗資570万元。"
    assert mark_changes(old, new) == "該法案耗資[-560-]{+570+}万元。"
    assert no_longer_there("共560万", old, new) == ("560万",)


def test_what_was_taken_out_or_added_keeps_its_blanks() -> None:
    assert mark_changes("one two three", "one three") == "one [-two-] three"
    assert mark_changes("one two", "one two three") == "one two {+three+}"
    assert mark_changes("one two three", "two three") == "[-one-] two three"


def test_of_a_long_stretch_that_is_the_same_the_middle_is_left_out() -> None:
    same = " ".join(f"w{number}" for number in range(40))
    shown = mark_changes(f"a {same} b", f"x {same} y")
    assert shown.startswith("[-a-]{+x+} w0 ")
    assert shown.endswith(" w39 [-b-]{+y+}")
    assert " w11 … w28 " in shown


def test_of_a_passage_that_is_gone_words_and_nearest_passages_are_told() -> None:
    article = [
        AddressedText(1, 1, "The wall broke in January, when a wave came over it."),
        AddressedText(2, 1, "Boats land herring."),
    ]
    assert tell_gone("The wall held in January, when no wave came.", article) == (
        "the passage that this was written for is gone: “The wall held in January, when no wave "
        "came.”; most like it: ¶1.1 “The wall broke in January, when a wave came over it.”"
    )
    told = tell_gone("Xylophones rust.", article)
    assert told == "the passage that this was written for is gone: “Xylophones rust.”"
    assert tell_gone("", article) == "the passage that this was written for is gone"


def test_where_two_passages_say_the_same_it_is_told_that_either_may_be_meant() -> None:
    assert tell_changed("They agree.", "¶1.1", "Yes.", "Yes.") == (
        "more than one passage may be what was ¶1.1: Yes."
    )

"""What is kept of earlier versions of an article: where each of their passages stands now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article.alignment import AddressedText
from briefing.article.follow import Following
from briefing.article.last_version import (
    LastVersion,
    dump_last_version,
    in_ranges,
    one_by_one,
    parse_last_version,
)

Paragraphs = list[list[str]]


def passages(paragraphs: Paragraphs) -> tuple[AddressedText, ...]:
    return LastVersion(tuple(map(tuple, paragraphs))).passages


def earlier(*versions: Paragraphs) -> tuple[dict[str, str], ...]:
    """What is kept of earlier versions after a split of each of `versions`."""
    last = None
    for version in versions:
        found = Following(last, passages(version)).earlier()
        kept = LastVersion(tuple(map(tuple, version)), earlier=found)
        last = parse_last_version(dump_last_version(kept).encode())
    assert last
    return tuple(dict(each) for each in last.earlier)


def sentence(name: str) -> str:
    return f"The {name} harbour {name} sells {name} herring by {name}."


A = "The minister promised lower prices for every household in the land."
B = "A court will hear the case of the owners in the spring of 2026."
C = "Herring are sold by weight on the quay before six in the morning."
D = "Nobody in the capital knew what the two companies had signed."
E = "Opponents called it a scandal."


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([[A], [B], [C]], [[D], [A], [B], [C]], [{"¶1-3": "¶2-4"}]),
        ([[A], [B, C], [D]], [[A], [B, E, C], [D]], [
            {"¶1": "¶1", "¶2.1": "¶2.1", "¶2.2": "¶2.3", "¶3": "¶3"}
        ]),
        ([[A], [B, C], [D], [E]], [[A], [D], [E]], [{"¶1": "¶1", "¶2": "", "¶3-4": "¶2-3"}]),
        ([[A, B, C, D]], [[A], [B, C, D]], [{"¶1.1": "¶1.1", "¶1.2-4": "¶2.1-3"}]),
        ([[A], [B]], [[A], [B], [C]], []),
        ([[A], [B]], [[A], [B]], []),
    ],
    ids=["paragraph added", "sentence added", "paragraph gone", "paragraph cut", "end", "same"],
)  # fmt: skip
def test_addresses_of_the_last_version_are_kept_in_ranges_where_some_changed(
    old: Paragraphs, new: Paragraphs, kept: list[dict[str, str]]
) -> None:
    assert list(earlier(old, new)) == kept


def test_addresses_of_a_version_are_led_on_by_each_that_follows() -> None:
    versions = [[A], [B, C]], [[D], [A], [B, C]], [[D], [E], [A], [B, C]], [[E], [A], [C]]
    assert earlier(*versions) == (
        {"¶1": "¶2", "¶2.1": "", "¶2.2": "¶3.1"},
        {"¶1": "", "¶2": "¶2", "¶3.1": "", "¶3.2": "¶3.1"},
        {"¶1": "", "¶2-3": "¶1-2", "¶4.1": "", "¶4.2": "¶3.1"},
    )


def test_address_that_an_earlier_version_did_not_have_is_not_told_of_it() -> None:
    grown = [[A], [B], [C]]
    first, second = earlier([[A], [D], [B]], grown, [[A], [B], [E], [C]])
    assert "¶4" not in first
    assert first == {"¶1": "¶1", "¶2": "", "¶3": "¶2"}
    assert second == {"¶1-2": "¶1-2", "¶3": "¶4"}


def test_version_whose_addresses_are_right_again_is_not_kept() -> None:
    assert earlier([[A], [B]], [[B], [A]], [[A], [B]]) == ({"¶1": "¶2", "¶2": "¶1"},)


def test_no_more_than_five_earlier_versions_are_kept() -> None:
    names = [sentence(f"{name}{number}") for number, name in enumerate("abcdefgh")]
    versions = [[[each] for each in names[start:]] for start in range(8)]
    assert [len(each) for each in earlier(*versions)] == [2] * 5


def test_long_article_with_a_paragraph_more_has_one_range() -> None:
    long = [[sentence(f"{number} {part}") for part in "abc"] for number in range(2000)]
    assert earlier(long, [[A], *long]) == ({"¶1-2000": "¶2-2001"},)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.data())
def test_ranges_say_of_each_passage_what_was_said_of_it(
    lengths: list[int], data: st.DataObject
) -> None:
    now = passages([["x"] * length for length in lengths])
    there = st.sampled_from([each.address for each in now] + [""])
    then = passages([["x"] * data.draw(st.integers(1, 3)) for _ in lengths])
    places = {each.address: data.draw(there) for each in then}
    again = one_by_one(in_ranges(places, now), now)
    for address, place in places.items():
        assert again.get(address, again.get(address.partition(".")[0])) == place


@pytest.mark.parametrize("damaged", ["¶1-", "", "¶1.1.1", "¶9-2", "¶0"])
def test_what_is_no_range_is_left_out(damaged: str) -> None:
    assert set(one_by_one({damaged: damaged}, passages([["x"]]))) <= {"¶0"}

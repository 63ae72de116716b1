"""Where a citation leads that was written for another version than the one last split."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article.alignment import AddressedText
from briefing.article.first_words import FirstWords
from briefing.article.follow import Following
from briefing.article.last_version import LastVersion
from briefing.markdown.citation import label
from briefing.markdown.contents import addresses, ends
from histories import Paragraphs, Publisher, Sentence, cited, texts
from properties import tries


def passages(article: Paragraphs) -> list[AddressedText]:
    return [
        AddressedText(number, place, each.text)
        for number, paragraph in enumerate(article, 1)
        for place, each in enumerate(paragraph, 1)
    ]


def last_version(article: Paragraphs) -> LastVersion:
    return LastVersion(tuple(tuple(each.text for each in paragraph) for paragraph in article))


def article(*paragraphs: str) -> Paragraphs:
    """An article whose sentences end with a point."""
    return tuple(
        tuple(Sentence(0, f"{each.strip(' .')}.") for each in paragraph.split(". "))
        for paragraph in paragraphs
    )


BOATS = "Ten boats land herring every morning in the old harbour."
MONEY = "The council pays twelve million for the new wall this year."
STORM = "A storm broke the wall and flooded forty houses in May."
ROOM = "Nobody asked the band whether it needs a larger room."
RISEN = "A mast has risen to forty crowns a metre since the war."


@pytest.mark.parametrize("is_last", [True, False], ids=["last split", "never split here"])
@pytest.mark.parametrize(
    ("now", "cites", "title", "there"),
    [
        ((RISEN, BOATS), "¶1.1", "Ten boats land", "¶2.1"),
        ((RISEN, BOATS), "¶1", "Ten boats land", "¶2"),
        ((f"{RISEN} {BOATS}",), "¶1", "Ten boats land", "open"),
        ((RISEN, MONEY), "¶1.1", "Ten boats land", "open"),
        ((RISEN, MONEY), "¶1.1", "~123456", "open"),
        ((BOATS, f"{RISEN} So ten boats land."), "¶1.1", "Ten boats land", "¶1.1"),
        ((MONEY, f"{RISEN} So ten boats land."), "¶1.1", "Ten boats land", "open"),
        ((MONEY, f"They say: {BOATS}"), "¶2.1", "Ten boats land", "¶2.1"),
        ((MONEY, f"They say that {BOATS}"), "¶2.1", "Ten boats land", "open"),
        ((ROOM, f"{BOATS} {MONEY} {STORM}"), "¶1.1-3", "Ten boats land … A storm broke", "¶2.1-3"),
        ((ROOM, f"{BOATS} {STORM}"), "¶1.1-3", "Ten boats land … A storm broke", "open"),
        ((ROOM, f"{BOATS} {STORM}"), "¶1.1-2", "Ten boats land … A storm broke", "¶2.1-2"),
        ((ROOM, BOATS, MONEY, STORM), "¶1-3", "Ten boats land … A storm broke", "¶2-4"),
        ((ROOM, BOATS, STORM), "¶1-3", "Ten boats land … A storm broke", "open"),
        ((BOATS, MONEY, STORM), "¶1-3", "Ten boats land … A storm broke", "¶1-3"),
    ],
)
def test_words_say_which_passages_a_citation_of_another_version_means(
    now: Sequence[str], cites: str, title: str, there: str, is_last: bool
) -> None:
    last = last_version(article(*now)) if is_last else None
    following = Following(last, passages(article(*now)))
    target = following.target(addresses(cites), ends(cites), title)
    assert ("open" if target.is_open else label(target.addresses)) == there


@given(data=st.data())
@tries(300)
def test_citation_of_an_older_version_says_the_words_that_it_was_made_for_or_is_open(
    data: st.DataObject,
) -> None:
    """Whether the last split was of a version between, or is not known."""
    publisher = Publisher(data.draw)
    first = publisher.first()
    cites = cited(data.draw, first)
    title = FirstWords(passages(first)).of(ends(label(cites)))
    between = publisher.edited(first)
    last = last_version(between) if data.draw(st.booleans()) else None
    now = publisher.edited(between)
    following = Following(last, passages(now))
    target = following.target(addresses(label(cites)), ends(label(cites)), title)
    known, new = texts(first), texts(now)
    if not target.is_open:
        assert len(target.addresses) >= len({known[each][0].words for each in cites})
        starts = {start(each) for at in target.addresses for each in new[at]}
        assert {start(known[each][0]) for each in ends(label(cites))} <= starts


def start(sentence: Sentence) -> str:
    return " ".join(re.findall(r"\w+", sentence.words.lower())[:3])

"""Passages: joined they are the body, and each is what a reader would call it."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.article.model import Passage, PassageKind
from briefing.article.split import split

BREAKS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \t\n"]
PIECES = [
    *("A sentence ends here. ", "Dr. Who paid $5.6 million! ", "The U.S. said 1) yes and 2) no. "),
    *(
        "“One. Two.” ",
        '"Straight. Quotes." ',
        "他说：“好。走吧。” ",
        "# ",
        "- ",
        "1. ",
        "> ",
        "```",
        "---",
        "===",
    ),
    *(
        "By Ada Long",
        "Ada Long is a writer.",
        "| a | b |",
        "word ",
        "\t",
        "   ",
        "“",
        "”",
        "…",
        "\u2028",
    ),
]
bodies = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES + BREAKS), max_size=40).map("".join),
    st.text(alphabet=string.printable, max_size=200),
)


def texts(passages: tuple[Passage, ...], kind: PassageKind = PassageKind.TEXT) -> list[str]:
    return [passage.text.strip() for passage in passages if passage.kind is kind]


@given(body=bodies, language=st.sampled_from(["en", "zh", "de-CH", "xx"]))
def test_passages_joined_are_the_body(body: str, language: str) -> None:
    passages = split(body, language, "Ada Long")
    assert "".join(passage.text for passage in passages) == body
    assert all(body[passage.start : passage.end] == passage.text for passage in passages)


@given(body=bodies)
@example(body="An item\n\t- below")
def test_white_space_belongs_to_the_passage_before_it(body: str) -> None:
    assert not any(passage.text[:1].isspace() for passage in split(body, "en")[1:])


@given(body=bodies)
def test_addresses_count_paragraphs_and_sentences_from_one(body: str) -> None:
    numbers = [(p.paragraph, p.sentence) for p in split(body, "en") if p.paragraph and p.sentence]
    assert numbers == sorted(set(numbers))
    paragraphs = sorted({paragraph for paragraph, _ in numbers})
    assert paragraphs == list(range(1, len(paragraphs) + 1))


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("", []),
        ("Word", ["Word"]),
        ("No final newline. Two.", ["No final newline.", "Two."]),
        ("One.\r\nTwo.\r\n\r\nThree.\r\n", ["One.", "Two.", "Three."]),
        ("The U.S. market fell. It rose.", ["The U.S. market fell.", "It rose."]),
        ("Two issues: 1) cost and 2) law. End.", ["Two issues: 1) cost and 2) law.", "End."]),
        ("He said “Go. Now. Run.” and left. Then.", ["He said “Go. Now. Run.” and left.", "Then."]),
        ('"Go. Now." He left.', ['"Go. Now."', "He left."]),
        ("他说：“很好。我们走吧。”然后走了。", ["他说：“很好。我们走吧。”", "然后走了。"]),
        ("Lines that\nwrap. And\nend.", ["Lines that\nwrap.", "And\nend."]),
        ("- one thing\n- another", ["- one thing", "- another"]),
        ("1. First.\n2. Second.", ["1. First.", "2. Second."]),
        ("```\na. b.\n\nc.\n```", ["```\na. b.\n\nc.\n```"]),
        ("| a. b | c |\n|---|---|", ["| a. b | c |\n|---|---|"]),
    ],
)
def test_sentences(body: str, sentences: list[str]) -> None:
    assert texts(split(body, "zh" if "他" in body else "en")) == sentences


LONG = "This paragraph is long enough to stand below a heading, and it says so in many words. "


@pytest.mark.parametrize("line", ["## Way out", "Way out", "Way out\n=======", "**Way out**"])
def test_heading_is_a_passage_without_a_number(line: str) -> None:
    passages = split(f"{LONG}\n\n{line}\n\n{LONG}", "en")
    assert texts(passages, PassageKind.HEADING) == [line]
    assert [p.address for p in passages if p.kind is PassageKind.HEADING] == [None]


@pytest.mark.parametrize(
    "line", ["It ends.", "A question?", "So he said:", "- an item", "lower case"]
)
def test_short_paragraph_is_no_heading(line: str) -> None:
    assert texts(split(f"{LONG}\n\n{line}\n\n{LONG}", "en"), PassageKind.HEADING) == []


@pytest.mark.parametrize(
    "line", ["by Ada Long", "By Ada Long, Reuters", "*By Ada Long*", "作者：林安"]
)
def test_byline_is_set_apart(line: str) -> None:
    passages = split(f"{line}\n\n{LONG}", "en")
    assert texts(passages, PassageKind.BYLINE) == [line]
    assert [p.address for p in passages if p.kind is PassageKind.TEXT] == ["¶1.1"]


def test_paragraph_that_starts_with_by_is_no_byline() -> None:
    assert texts(split(f"By and large, it works.\n\n{LONG}", "en"), PassageKind.BYLINE) == []


def test_biography_starts_with_the_name_in_the_byline() -> None:
    passages = split(f"By Ada Long\n\n{LONG}\n\nAda Long is a writer. She sails.", "en")
    assert texts(passages, PassageKind.BIOGRAPHY) == ["Ada Long is a writer. She sails."]


def test_biography_is_found_by_the_author_in_the_front_matter() -> None:
    passages = split(f"{LONG}\n\nAda Long writes for a living.", "en", "Ada Long")
    assert texts(passages, PassageKind.BIOGRAPHY) == ["Ada Long writes for a living."]


def test_paragraph_about_the_author_elsewhere_stays_text() -> None:
    passages = split(
        f"Ada Long is a writer.\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n{LONG}", "en", "Ada Long"
    )
    assert texts(passages, PassageKind.BIOGRAPHY) == []


def test_lines_longer_than_anyone_wraps_are_paragraphs() -> None:
    body = f"By Ada Long\n{LONG * 3}\n{LONG * 2}\nWay out\n{LONG * 3}"
    passages = split(body, "en")
    assert [len(texts(passages, kind)) for kind in (PassageKind.BYLINE, PassageKind.HEADING)] == [
        1,
        1,
    ]
    assert max(p.paragraph or 0 for p in passages) == 3


def test_five_megabytes_are_split() -> None:
    body = (LONG * 8 + "\n\n") * 8_000
    passages = split(body, "en")
    assert len(body) > 5_000_000
    assert len(passages) == 64_000
    assert "".join(p.text for p in passages) == body


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        *(
            ("", unit)
            for unit in ("“a. ", '"a. ', "「a。", "a\n", "- \n", "# \n", "\r", "1. ", "“”")
        ),
        *((start, " ") for start in ("", "By A", "---", "- ", "Ada Long")),
    ],
)
def test_hostile_text_takes_no_more_than_linear_time(start: str, unit: str) -> None:
    body = f"{start}{unit * 40_000}b\n\nThe end."
    assert "".join(p.text for p in split(body, "en", "Ada Long")) == body


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "zh"])
def test_any_blank_before_a_full_stop_is_one(language: str) -> None:
    """sentencex panics at a capital, a blank of more than one byte and a full stop."""
    for blank in filter(str.isspace, map(chr, range(0x3001))):
        text = f"Take vitamin A{blank}. Then rest."
        passages = split(text, language)
        assert "".join(passage.text for passage in passages) == text


def test_no_break_space_ends_no_sentence_and_joins_none() -> None:
    text = "(a)\xa0 It has to be safe.\xa0 Nobody doubts it.\u202f And 5\xa0000 people agree."
    assert [each.text.strip() for each in split(text, "en")] == [
        "(a)\xa0 It has to be safe.",
        "Nobody doubts it.",
        "And 5\xa0000 people agree.",
    ]

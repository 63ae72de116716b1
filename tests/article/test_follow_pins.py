"""Pins and ranges in the front matter of an article go where their passages go, or are told."""

import pytest

from briefing.article.alignment import addressed
from briefing.article.follow import Following
from briefing.article.follow_pins import follow_pins
from briefing.article.last_version import LastVersion, addresses_in, paragraphs_of
from briefing.article.read import parse
from briefing.article.split import split
from briefing.errors import ArticleError

A = "Ten boats land herring every morning in the old harbour. Nobody counts them by hand."
B = "The council pays twelve million for the new wall this year. It has no other plan yet."
C = "A storm broke the wall and flooded forty houses in May. Two of them fell down at once."
D = "Nobody asked the band whether it needs a larger room. It plays on the quay in summer."
NEW = "A mast has risen to forty crowns a metre since the war. Sails cost half of that."
A_IN_TWO = A.replace(". ", ".\n").split("\n")
HEAD = """\
---
title: The harbour
language: en
themes:
- {id: money, title: Money, question: "", description: ""}
- {id: fish, title: Fish, question: "", description: ""}
"""


def followed(entries: str, before: list[str], now: list[str]) -> str:
    """The `entries` of the front matter after the article has the paragraphs `now`."""
    old, text = (f"{HEAD}{entries}---\n\n" + "\n\n".join(body) + "\n" for body in (before, now))
    last = parse(old.encode(), "articles/x.md")
    version = LastVersion(paragraphs_of(split(last.body, "en")), addresses_in(last))
    article = parse(text.encode(), "articles/x.md")
    new = follow_pins(text, article, Following(version, addressed(split(article.body, "en"))))
    parse(new.encode(), "articles/x.md")
    return new.removeprefix(HEAD).partition("---")[0]


@pytest.mark.parametrize(
    ("entries", "now", "there"),
    [
        ('as_of:\n  "¶1-2": 2024\n', [NEW, A, B, C, D], 'as_of:\n  "¶2-3": 2024\n'),
        ('as_of:\n  "¶1-2": 2024\n', [A, NEW, B, C, D], 'as_of:\n  "¶1-3": 2024\n'),
        ("aside: {¶1–3: thanks}\n", [NEW, A, B, C, D], "aside: {¶2-4: thanks}\n"),
        ('aside:\n  "¶4": "late, and short"\n', [A, D], 'aside:\n  "¶2": "late, and short"\n'),
        (
            'as_of:\n  "¶1-2": 2024\n  "¶3-4": 2025\n',
            [A, C, B, D],
            'as_of:\n  "¶1": 2024\n  "¶3": 2024\n  "¶2": 2025\n  "¶4": 2025\n',
        ),
        (
            "as_of: {¶1: 2024, ¶2-4: 2025}\n",
            [B, A, C, D],
            "as_of: {¶2: 2024, ¶1: 2025, ¶3-4: 2025}\n",
        ),
        (
            'aside: {"¶1-2": "late, and short"}\n',
            [A, C, B, D],
            'aside: {"¶1": "late, and short", "¶3": "late, and short"}\n',
        ),
        ('pins: {"¶1": fish, "¶2.2": money}\n', [NEW, A, B], 'pins: {"¶2": fish, "¶3.2": money}\n'),
        ("pins:\n  ¶1: fish\n", [*A_IN_TWO, B], "pins:\n  ¶1.1: fish\n  ¶2.1: fish\n"),
        (
            "pins:\n  ¶1: fish\n  ¶1.2: money\n",
            [*A_IN_TWO, B],
            "pins:\n  ¶1.1: fish\n  ¶2.1: money\n",
        ),
        (
            "pins: {¶1: fish, ¶2.1: money}\n",
            [f"{A} {B}"],
            "pins: {¶1.1: fish, ¶1.2: fish, ¶1.3: money}\n",
        ),
    ],
    ids=[
        "renumbered",
        "put in",
        "dash",
        "comma",
        "exchanged",
        "moved within",
        "comma in two",
        "pins",
        "pin of a paragraph parted",
        "pin of a sentence first",
        "pins joined",
    ],
)
def test_entry_goes_with_its_passages(entries: str, now: list[str], there: str) -> None:
    assert followed(entries, [A, B, C, D], now) == there


@pytest.mark.parametrize(
    ("entries", "now", "told"),
    [
        ('as_of:\n  "¶1": 2024\n', [B, C, D], ["¶1"]),
        ("as_of: {¶1: 2024, ¶2: 2025}\n", [f"{A} {B}", C, D], ["¶1", "¶2"]),
        ('pins:\n  "¶2.1": fish\n', [A, C, D], ["¶2.1"]),
        (
            'pins: {"¶1.1": fish, "¶1.2": money}\n',
            [A.replace(". ", " and "), B, C, D],
            ["¶1.2"],
        ),
    ],
    ids=["gone", "two dates in one paragraph", "pin gone", "two pins on one sentence"],
)
def test_entry_that_nobody_can_follow_is_left_to_a_person(
    entries: str, now: list[str], told: list[str]
) -> None:
    with pytest.raises(ArticleError) as raised:
        followed(entries, [A, B, C, D], now)
    assert [problem.message for problem in raised.value.problems] == [
        f"the passages of '{key}' are gone, not sure, or another entry's now" for key in told
    ]


def test_entry_that_is_new_is_for_the_new_text() -> None:
    old = Following(LastVersion(((A,), (B,))), addressed(split(f"{NEW}\n\n{A}\n\n{B}\n", "en")))
    text = f'{HEAD}pins: {{"¶1": fish}}\n---\n\n{NEW}\n\n{A}\n\n{B}\n'
    assert follow_pins(text, parse(text.encode(), "articles/x.md"), old) == text

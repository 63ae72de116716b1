"""Words in a row that are the source's are found however they are written."""

import pytest

from briefing.checks.rules.source_text import runs, shared_runs

SOURCE = runs(" ".join(f"w{number}" for number in range(1, 31)))
EIGHT = "w1 w2 w3 w4 w5 w6 w7 w8"
LONG = " ".join(f"w{number}" for number in range(1, 27))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("x w2 w3 w4 w5 w6 w7 w8 w9 y", [("w2 w3 w4", 8)]),
        ("W1, w2; w3 — w4\nw5 w6 [w7](a.md) *w8* w9", [("w1 w2 w3", 9)]),
        ("w1 w2 w3 w4 w5 w6 w7 x w8 w9 w10", []),
        (f"{EIGHT} x {EIGHT}", [("w1 w2 w3", 8), ("w1 w2 w3", 8)]),
        (f"“{EIGHT}”", []),
        (f"„{EIGHT}“", []),
        ("w1 w2 w3 w4 “w5 w6 w7 w8” w9 w10 w11 w12", []),
        (f"“{LONG}”", [("w1 w2 w3", 26)]),
        (f'"{EIGHT}"', [("w1 w2 w3", 8)]),
        (f'---\ndescription: "{EIGHT}"\n---\n', [("w1 w2 w3", 8)]),
        (f'[x](a.md "{EIGHT}")', [("w1 w2 w3", 8)]),
        (f'[x](a.md){{title="{EIGHT}"}}', [("w1 w2 w3", 8)]),
        (f"<!-- {EIGHT} -->", [("w1 w2 w3", 8)]),
        (EIGHT.replace(" ", "&nbsp;"), [("w1 w2 w3", 8)]),
        (EIGHT.replace("w", "w&shy;"), [("w1 w2 w3", 8)]),
        ("w1 w2 w3 [¶2.1](source.md#p2) w4 w5 w6 w7 w8", [("w1 w2 w3", 8)]),
        ('w1 w2 w3 <a href="#p2">¶2.1–3</a> w4 w5 w6 w7 w8', [("w1 w2 w3", 8)]),
        ("w1 w2 w3 “w4” w5 w6 w7 w8", [("w1 w2 w3", 8)]),
        ("w1 w2 w3[^1] w4 w5¹ w6 w7[^note] w8", [("w1 w2 w3", 8)]),
        ('w1 w2 w3<sup id="a"><a href="#b">1</a></sup> w4 w5 w6 w7 w8', [("w1 w2 w3", 8)]),
        ("<p>w1 w2 w3 <b>w</b>4</p><p>w5 w6 w7 w8</p>", [("w1 w2 w3", 8)]),
    ],
)
def test_run_of_eight_words_outside_quotations_is_found(
    said: str, found: list[tuple[str, int]]
) -> None:
    assert [(" ".join(run[:3]), len(run)) for _, run in shared_runs("a.md", said, SOURCE)] == found

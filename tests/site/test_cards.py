"""The preview pictures of pages: what they say, that it fits, and where they are drawn."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.site.cards import card, draw_cards, lines

ADDRESS = "https://example.org/b/"
PAGE = """<html><head>
<meta property="og:site_name" content="Briefings">
<meta property="og:title" content="{title}">
<meta property="og:description" content="Who pays? What it says.">
<meta property="og:image" content="{image}">
<script type="application/ld+json">{{"isBasedOn": {{"headline": "The harbour"}}}}</script>
</head><body><meta property="og:image" content="https://example.org/b/body.png"></body></html>
"""


def drawn(site: Path, image: str, title: str = "Money", address: str = ADDRESS) -> list[Path]:
    """The pictures that a site of one page has after drawing."""
    (site / "money").mkdir(parents=True, exist_ok=True)
    page = PAGE.format(title=title, image=image)
    (site / "money" / "index.html").write_text(page, "utf-8")
    draw_cards(site, address)
    return sorted(site.parent.rglob("*.png"))


def test_card_shows_title_question_and_briefing() -> None:
    head = {
        "og:site_name": "Briefings",
        "og:title": "Money",
        "og:description": "Who pays? What “The harbour” says.",
        "article": "The harbour",
    }
    shown = card(head)
    assert shown["title"] == ("Money",)
    assert shown["question"] == ("Who pays?",)
    assert shown["briefing"] == ("Briefings · The harbour",)


def test_overview_does_not_say_its_title_twice() -> None:
    head = {"og:site_name": "Briefings", "og:title": "The harbour", "article": "The harbour"}
    assert card(head)["briefing"] == ("Briefings",)


@pytest.mark.parametrize("title", ["港口问题", "Порт", "Liang 梁文锋", ""])
def test_text_that_the_font_lacks_is_left_out(title: str) -> None:
    shown = card({"og:site_name": "Briefings", "og:title": title, "og:description": "谁付款？"})
    assert shown == {"title": ("Briefings",), "question": (), "briefing": ()}


@given(st.text(st.sampled_from("aWi —é$"), max_size=300), st.integers(1, 4))
def test_lines_are_no_more_than_allowed_and_lose_words_only_at_an_ellipsis(
    text: str, most: int
) -> None:
    found = lines(text, 20, most)
    assert len(found) <= most
    assert all(len(line) <= 20 / 0.36 for line in found)
    if not any(line.endswith("…") for line in found):
        assert " ".join(found).split() == text.split()


def test_picture_is_drawn_where_the_page_says(tmp_path: Path) -> None:
    (picture,) = drawn(tmp_path / "site", f"{ADDRESS}cards/a%20b.png")
    assert picture == tmp_path / "site" / "cards" / "a b.png"
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) < 60_000


def test_same_page_gives_the_same_bytes_and_another_title_gives_others(tmp_path: Path) -> None:
    one, two, other = (
        drawn(tmp_path / name, f"{ADDRESS}a.png", title)[-1].read_bytes()
        for name, title in (("1", "Money"), ("2", "Money"), ("3", "&lt;b&gt; &amp; Fish"))
    )
    assert one == two
    assert one != other


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("", ADDRESS),
        ("https://example.com/a.png", ADDRESS),
        (f"{ADDRESS}../../a.png", ADDRESS),
        (f"{ADDRESS}%2E%2E/a.png", ADDRESS),
        (f"{ADDRESS}a.png", ""),
    ],
    ids=["none named", "another site", "above", "above, encoded", "site without an address"],
)
def test_nothing_is_drawn_elsewhere(tmp_path: Path, image: str, address: str) -> None:
    assert drawn(tmp_path / "site", image, address=address) == []

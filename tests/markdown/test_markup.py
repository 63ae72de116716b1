"""What a passage looks like on a built page: the words of the article, and nothing else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import markdown
from briefing.markdown.commonmark import escape, inline, link_to, plain

ENGINE = markdown.Markdown(
    extensions=["tables", "attr_list", "md_in_html", "admonition", "footnotes", "abbr", "def_list"]
)
SIGNS = st.text(alphabet="ab1 .\x02\x03*_`[](){}<>!#|&;:~^=\\\"'-+/\n?", max_size=30)


def without_controls(text: str) -> str:
    return re.sub("[\x02\x03]", "", text)


def shown(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", ENGINE.reset().convert(text))).split())


@given(SIGNS)
def test_escaped_text_is_shown_character_by_character(text: str) -> None:
    line = " ".join(without_controls(text).split())
    assert shown(f"x {escape(line)}") == f"x {line}".strip()
    assert shown(f"# x {escape(line)}") == f"x {line}".strip()


@given(SIGNS)
def test_passage_is_shown_as_its_plain_words(text: str) -> None:
    assert shown(inline(text)) == " ".join(plain(text).split())


@pytest.mark.parametrize(
    "trap",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "![x](https://example.org/track.png)",
        "# H {: onmouseover=alert(1) }",
        "text {: onclick=alert(1) }",
        "{: #__config }",
        "<!-- -->",
        "<\x02script>alert(1)</\x02script>",
        "<\x03img src=x onerror=alert(1)>",
    ],
)
def test_passage_cannot_bring_html_along(trap: str) -> None:
    made = ENGINE.reset().convert(inline(trap))
    assert re.fullmatch(r"<p>[^<>]*</p>", made)


def test_web_link_stays() -> None:
    made = ENGINE.reset().convert(inline("See [the *report*](https://example.org/r_1) now."))
    assert made == '<p>See <a href="https://example.org/r_1">the report</a> now.</p>'


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.y/a_b*c?d=e&f#g", "https://x.y/a_b*c?d=e&f#g"),
        ("https://x.y){onclick=alert(1)}", "https://x.y%29%7Bonclick=alert%281%29%7D"),
        ("https://x.y)![a](https://e.v/t.png", "https://x.y%29!%5Ba%5D%28https://e.v/t.png"),
        ("javascript:alert(1)", ""),
        ("https://x.y/ onload=", ""),
    ],
)
def test_address_cannot_leave_its_link(address: str, safe: str) -> None:
    assert link_to(address) == safe

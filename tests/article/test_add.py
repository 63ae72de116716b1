"""A text from anywhere becomes an article that is ready to fill in."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.article.add import add
from briefing.article.read import ARTICLE_KEYS, parse
from briefing.errors import ArticleError
from briefing.markdown import front_matter
from briefing.markdown.commonmark import plain

Run = Callable[..., Result]
TEXT = (
    "by Ada Long\n"
    "The town wants a new harbour, which nobody has asked for and for which nobody wants to pay, "
    "and so the council met for the third time this year to talk about loans. It took all night.\n"
    "Way out\n"
    "A wall would do, say the fishermen, who have lost four boats since the last storm and who do "
    "not trust the engineers; the engineers say that the wall would hold.\n"
    "Ada Long is a reporter.\n"
)
THEMES = (
    "themes:\n  - id: money\n    title: Money\n    question: Who pays?\n    description: Loans.\n"
)


def test_added_article_says_what_was_found(project: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "New Harbour.txt"
    file.write_text(TEXT)
    told = run("add", file)
    target = project / "articles" / "new-harbour.md"
    assert told.output.splitlines() == [
        f"{target}: 1 byline, 2 paragraphs, 1 heading, 1 biography",
        "Fill in the themes at its top, then run: briefing split new-harbour",
    ]
    assert "title: New harbour\nauthor: Ada Long\nlanguage: en\n" in target.read_text()


def test_added_article_has_no_invisible_signs_but_those_that_a_script_needs() -> None:
    _, text = add(
        "The har\u00adbour\u200b is \u202enew. می\u200cخواهم 👩\u200d🚀.\n".encode(), "a.txt"
    )
    assert text.endswith("\n\nThe harbour is new. می\u200cخواهم 👩\u200d🚀.\n")


def test_existing_article_is_never_overwritten(project: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT)
    before = (project / "articles" / "harbour.md").read_bytes()
    told = run("add", file)
    assert told.exit_code == 2
    assert "articles/harbour.md: exists already" in told.stderr
    assert (project / "articles" / "harbour.md").read_bytes() == before


def test_added_article_can_be_split_once_themes_are_filled_in() -> None:
    slug, text = add(TEXT.encode(), "town.txt")
    article = parse(text.replace("---\n\n", THEMES + "---\n\n").encode(), f"{slug}.md")
    assert article.author == "Ada Long"
    assert article.body.split("\n\n")[0].strip() == "by Ada Long"
    assert "\n\n## Way out\n\n" in article.body


def test_example_themes_can_be_uncommented() -> None:
    _, text = add(TEXT.encode(), "town.txt")
    head, _, body = text.partition("\n---\n\n")
    filled = "\n".join(line.removeprefix("# ") for line in head.split("\n") if "…" not in line)
    article = parse(f"{filled}\n---\n\n{body}".encode(), "town.md")
    assert [theme.id for theme in article.themes] == ["costs"]
    assert [pin.address for pin in article.pins] == ["¶5"]


def test_body_keeps_the_paragraphs_of_the_input() -> None:
    _, text = add(TEXT.encode(), "town.txt")
    lines = [line for line in text.partition("\n---\n\n")[2].split("\n") if line]
    assert lines == TEXT.replace("Way out", "## Way out").splitlines()


def test_markdown_keeps_its_front_matter_where_it_can() -> None:
    matter = "---\ntitle: 'Harbour: a history'\nlanguage: de\ndate: 2024-05-01\n---\n"
    _, text = add((matter + "# Harbour\n\nText.\n").encode(), "x.md")
    assert "title: 'Harbour: a history'\nlanguage: de\n" in text
    assert "# Not used by a briefing:\n# date: '2024-05-01'\n" in text


@pytest.mark.parametrize("start", ["-----\n\n", "---\n\n", "---\n"])
def test_rule_at_the_start_is_no_front_matter(start: str) -> None:
    _, text = add(f"{start}It began. It ended.\n".encode(), "x.md")
    assert "It began. It ended.\n" in text.partition("\n---\n\n")[2]


OF_AN_ARTICLE = {
    "title": "T",
    "language": "de",
    "themes": [{"id": "money", "title": "M", "question": "", "description": "", "terms": ["x"]}],
    "author": "Ada Long",
    "publisher": "P",
    "source_url": "https://example.org",
    "note": "A translation.",
    "as_of": {"¶1": "2025"},
    "context": {"title": "C", "question": "", "threshold": 0.5},
    "pins": {"¶1": "money"},
    "aside": {"¶1": "only thanks"},
    "abbreviations": {"CAC": "Cyberspace Administration of China"},
    "withdrawn": "2026-11, at their request",
}


@pytest.mark.parametrize("key", ARTICLE_KEYS)
def test_what_an_article_may_hold_is_kept(key: str) -> None:
    given = f"{front_matter.dump({key: OF_AN_ARTICLE[key]})}\nText.\n"
    _, text = add(given.encode(), "x.md")
    assert front_matter.parse(text, "x.md").values[key] == OF_AN_ARTICLE[key]


def test_every_key_that_a_new_article_may_need_is_shown_to_fill_in() -> None:
    _, text = add(b"Text.\n", "x.md")
    head = text.partition("\n---\n\n")[0]
    assert set(re.findall(r"^(?:# )?(\w+):", head, re.M)) == set(ARTICLE_KEYS) - {"withdrawn"}


def test_number_or_truth_value_of_a_foreign_front_matter_is_the_text_that_stands_there() -> None:
    matter = "---\ntitle: 12:30\ndraft: no\ndate: 2024-05-01T08:00:00Z\n---\n"
    _, text = add(f"{matter}Text.\n".encode(), "x.md")
    assert "title: '12:30'\n" in text
    assert "# draft: 'no'\n# date: '2024-05-01T08:00:00Z'\n" in text


def test_title_comes_from_the_first_heading() -> None:
    _, text = add(b"# The harbour\n\nText.\n", "x.md")
    assert "title: The harbour\n" in text


def test_chinese_text_is_taken_for_chinese() -> None:
    _, text = add("市政府计划拨款。\n\n渔民不同意。\n".encode(), "港口.txt")
    assert "language: zh\n" in text


def test_headline_of_a_plain_text_is_its_title() -> None:
    _, text = add(f"The harbour\n{TEXT}".encode(), "x.txt")
    assert "title: The harbour\nauthor: Ada Long\n" in text
    assert "\n\n## The harbour\n\nby Ada Long\n\n" in text


def test_language_that_no_sign_tells_is_left_to_fill_in() -> None:
    _, text = add(b"Die Stadt will einen neuen Hafen, den niemand bestellt hat.", "x.txt")
    assert "# language: …  # needed, such as en\n" in text


def test_signs_of_plain_text_are_no_markdown() -> None:
    sentence = "It is 2*3*4 and __init__ & C:\\dir\\*new &amp; [a](http://x.y) <b>."
    _, text = add(sentence.encode(), "x.txt")
    body = text.partition("\n---\n\n")[2]
    assert plain(body) == sentence


@pytest.mark.parametrize(
    ("name", "slug", "title"),
    [
        (b"bad\xff.txt", "bad", "Bad\ufffd"),
        ("Öl.txt".encode(), "ol", "Öl"),
        (b"one\n\x07two.txt", "one-two", "One two"),
        (b"index.txt", "index-article", "Index"),
        (b"%s.txt" % (b"long-" * 50), "-".join(["long"] * 16), f"Long{' long' * 49}"),
    ],
)
def test_any_name_of_a_file_gives_an_address_and_a_title(
    name: bytes, slug: str, title: str
) -> None:
    given, text = add(b"Text.\n", os.fsdecode(name))
    assert (given, text.split("\n")[1]) == (slug, f"title: {title}")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"%PDF-1.7", "x.pdf", "x.pdf: '.pdf' files are not read"),
        (b"x", "noext", "noext: files without an ending are not read"),
        (b"<p>x</p>", "x.html", "x.html: '.html' files are not read"),
        (b"a\0b", "x.txt", "x.txt: not a text file"),
        (b"ok\n\xff\xfe", "x.txt", "x.txt:2: not UTF-8 text"),
        (b" \n\n", "x.txt", "x.txt: there is no text in this file"),
        (b"", "x.txt", "x.txt: there is no text in this file"),
        (b"---\ntitle: a: b\n---\nx", "x.md", "x.md:2: a colon inside the value"),
    ],
)
def test_what_is_no_article_is_refused_in_words(content: bytes, name: str, says: str) -> None:
    with pytest.raises(ArticleError) as caught:
        add(content, name)
    assert str(caught.value).startswith(says)

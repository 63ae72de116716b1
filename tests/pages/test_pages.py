"""The pages of a briefing: nothing lost, everything addressed, the same every time."""

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefing.article.model import CONTEXT, Article, Theme
from briefing.article.split import split
from briefing.markdown import front_matter
from briefing.markdown.commonmark import plain
from briefing.pipeline import assign, compile_article
from properties import tries

PROJECT = Path(__file__).resolve().parents[2]

THEMES = (
    Theme("money", "Money", "Who pays?", "The price of the harbour, loans and taxes."),
    Theme("fish", "Fish", "Who fishes?", "Boats, fishermen and their catch of herring."),
)
WORDS = st.sampled_from(
    [
        *(
            "The price of the loan rose.",
            "Boats catch herring.",
            "It rained; “No! Never.”",
            "2025 $5",
        ),
        *(
            "5 * 3",
            "<b>x</b>",
            "|",
            "{: .y }",
            "#",
            "-",
            ">",
            "```",
            "\n\n",
            "\r\n\r\n",
            "##",
            "1.",
        ),
        *("[a](http://x.y)", "&", "&amp;", "_a_", "**b**", "—", "may", "By Ada Long", "---", "==="),
    ]
)
BODIES = st.lists(WORDS, max_size=60).map(" ".join)


def an_article(body: str) -> Article:
    return Article("x", "articles/x.md", "T", "en", THEMES, body)


def primary(page: str) -> list[str]:
    """The addresses of the passages that a theme page holds as its own."""
    passages = page.split("{ #passages }\n")[1].split("\n## ")[0]
    return re.findall(
        r"\[(¶[0-9.]+|heading|byline|biography)\]\(source\.md#\w+(?: \"[^\"\n]+\")?\)$",
        passages,
        re.M,
    )


@given(body=BODIES)
@tries(40)
def test_every_passage_is_on_one_page_and_on_the_source_page(body: str) -> None:
    article = an_article(body)
    tree = compile_article(article)
    placed = [
        address
        for theme in ("money", "fish", CONTEXT)
        for address in primary(tree[f"docs/x/{theme}.md"])
    ]
    passages = [p for p in split(body, "en") if p.kind != "blank"]
    assert sorted(placed) == sorted(p.address or p.kind for p in passages)
    source = tree["docs/x/source.md"]
    assert all(f"{{ #p{p.paragraph} }}" in source for p in passages if p.paragraph)


@given(body=BODIES)
@tries(20)
def test_same_article_gives_the_same_bytes(body: str) -> None:
    assert compile_article(an_article(body)) == compile_article(an_article(body))


@given(body=BODIES)
@tries(40)
def test_any_body_gives_pages_with_the_front_matter_that_was_meant(body: str) -> None:
    for path, text in compile_article(an_article(body)).items():
        values = front_matter.parse(text, path).values
        assert values["id"] == path.removeprefix("docs/").removesuffix(".md")
        assert list(values)[:4] == ["id", "title", "description", "tags"]


def test_every_stretch_of_passages_has_an_address_for_each_and_the_anchor_of_its_paragraph(
    article: Article,
) -> None:
    for path, text in compile_article(article).items():
        if path.endswith(("index.md", "source.md")):
            continue
        numbers = [each[1:].split(".")[0] for each in primary(text) if each[0] == "¶"]
        assert numbers
        assert all(text.count(f"{{ #p{number} }}") == 1 for number in numbers)


def test_page_that_nobody_has_answered_has_the_passages_that_speak_most_for_its_theme() -> None:
    lines = [f"The price of loan {number} was ${number} million." for number in range(1, 10)]
    money = compile_article(an_article("\n\n".join(["Who pays for the loan?", *lines])))
    answer = money["docs/x/money.md"].split("## Answer\n\n")[1].split("\n\nFrom ")[0]
    lead, *picks = answer.split("\n\n")[0].split("\n") + answer.split("\n\n")[1].split("\n")
    assert lead == "Picked by rules, in the words below:"
    assert [pick[:2] for pick in picks if pick != "{ .by-rules }"] == ["- "] * 3
    assert "Who pays" not in answer


def test_page_that_people_have_answered_has_no_picks_and_says_who_checked_it(
    article: Article,
) -> None:
    page = compile_article(article)["docs/harbour/money.md"]
    said = page.replace("tags:", "checked: 2025-11\nchecked_by: Ada\ntags:")
    said = said.replace("## Answer\n", "## Answer\n\n**Not known:** Who pays.\n")
    again = compile_article(article, on_disk={"money": said})["docs/harbour/money.md"]
    assert "{ .by-rules }" in page
    assert "{ .by-rules }" not in again
    assert " · checked November 2025 by Ada · [Read the article](source.md#p1)" in again
    assert "checked" not in page


def test_secondary_theme_is_named_on_its_page(article: Article) -> None:
    tree = compile_article(article)
    for assignment in assign(article):
        passage = assignment.passage
        if assignment.secondary and passage.address:
            also = tree[f"docs/harbour/{assignment.secondary}.md"].split("Also on this theme")[1]
            assert f'[{passage.address}](source.md#p{passage.paragraph} "' in also


def test_source_page_says_where_each_paragraph_is_used(article: Article) -> None:
    source = compile_article(article)["docs/harbour/source.md"]
    paragraph = source.split("## ¶2 { #p2 }")[1].split("## ")[0]
    assert "The fleet needs depth. It does not need marble" in paragraph
    assert "Used on [Fish](fish.md#p2) · written 4 November 2024 to December 2024" in paragraph


def test_source_page_has_an_address_for_each_passage_of_text(article: Article) -> None:
    source = compile_article(article)["docs/harbour/source.md"]
    named = re.findall(r'<span id="p([\d.]+)">.*?</span> \[¶([\d.]+)\]\(#p([\d.]+) "', source)
    addresses = [each.passage.address for each in assign(article) if each.passage.address]
    assert [set(names) for names in named] == [{address[1:]} for address in addresses]


def test_what_rules_found_is_listed_once_with_all_its_places() -> None:
    body = "The price of the loan rose by $5.\n\nThe price of that loan was $5, Ann Reed said."
    page = compile_article(an_article(body))["docs/x/money.md"].split("## Drawn up by rules")[1]
    figures = page.split('??? rules "Figures (1)"\n')[1].split("\n")[0]
    assert re.findall("¶[0-9.]+", figures) == ["¶1.1", "¶2.1"]
    assert page.count("$5") == 1
    assert "Ann Reed [¶2.1]" in page


def test_speaker_is_bold_and_what_ages_has_its_date(article: Article) -> None:
    money = compile_article(article)["docs/harbour/money.md"]
    assert "said **Mayor Ruth Vale** on 4 November" in money
    dated = '<span class="dated">(written 4 November 2024 to December 2024)</span>'
    assert f"so far this year {dated}." in money


def test_map_has_one_labelled_cell_a_passage(article: Article) -> None:
    overview = compile_article(article)["docs/harbour/index.md"]
    labels = re.findall(r'class="theme-\w+" aria-label="([^"]+)"', overview)
    assert len(labels) == len(split(article.body, "en", article.author))
    assert labels[1] == "¶1.1: Money"
    assert 'href="source/#p1" class="theme-0"' in overview


def test_long_article_has_a_map_that_can_be_shown() -> None:
    overview = compile_article(an_article("The loan rose. " * 2_000))["docs/x/index.md"]
    assert 300 <= overview.count("<rect") <= 600
    assert "Each cell is 4 passages" in overview


def test_theme_without_a_passage_still_has_a_page() -> None:
    tree = compile_article(an_article(""))
    assert set(tree) == {f"docs/x/{n}.md" for n in ("index", "money", "fish", "context", "source")}
    assert "No passage of the article was assigned to this page." in tree["docs/x/fish.md"]


def test_title_cannot_put_html_into_the_head() -> None:
    article = replace(an_article("Text."), title='</title><script>alert("x")</script>')
    for path, text in compile_article(article).items():
        values = front_matter.parse(text, path).values
        assert not re.search(r'[<>"]', f"{values['title']}{values['description']}")


def test_page_shows_the_words_of_the_passage() -> None:
    body = "A *star*, a [link](https://x.org/a_(b)), a <tag> and a {: .trap } | here."
    shown = compile_article(an_article(body))["docs/x/source.md"]
    assert plain(body) == "A star, a link, a <tag> and a {: .trap } | here."
    assert (
        "A star, a [link](https://x.org/a_%28b%29), a &lt;tag> and a \\{: .trap \\} \\| here."
        in shown
    )


def test_sign_in_mid_paragraph_is_part_of_the_words() -> None:
    shown = compile_article(an_article("It was cold. - 5 degrees was the low. > 3 fell."))
    assert "&#45; 5 degrees was the low." in shown["docs/x/source.md"]
    assert "&#62; 3 fell." in shown["docs/x/source.md"]


def test_code_and_tables_are_shown_line_by_line() -> None:
    body = "Text.\n\n```python\na = 1 * 2\n\nb = a\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    source = compile_article(an_article(body))["docs/x/source.md"]
    assert "````text\na = 1 * 2\n\nb = a\n````\n" in source
    assert "```text\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n" in source


def test_source_page_says_where_passages_of_earlier_versions_stand_now(article: Article) -> None:
    versions = {"¶1-2": "¶1-2", "¶3-9": "¶4-10"}, {"¶1": "", "¶2.1-3": "¶1.1-3", "¶3": "¶2"}
    page = compile_article(article, earlier=versions)["docs/harbour/source.md"]
    first, second = page.split("{ #earlier-addresses }")[1].split("{ .earlier-addresses }")[:2]
    rows = ["`¶1` is gone  ", "`¶2.1-3` is [now ¶1.1-3](#p1.1)  ", "`¶3` is [now ¶2](#p2)"]
    assert first.strip().splitlines() == ["Before the last change of the article:", "", *rows]
    rows = ["`¶3-9` is [now ¶4-10](#p4)"]
    assert second.strip().splitlines() == ["Before the last 2 changes of the article:", "", *rows]
    assert "](#earlier-addresses)" in page.split("## ", 1)[0]


def test_source_page_says_nothing_of_addresses_where_none_has_changed(article: Article) -> None:
    assert "earlier" not in compile_article(article)["docs/harbour/source.md"]

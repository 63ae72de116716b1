"""Front matter: what is wrong is said in one line, with its place and its mend."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.article.model import Article
from briefing.article.read import parse
from briefing.errors import ArticleError, Problem

CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "front_matter.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: str(case["name"]))
def test_mistake_is_named_with_its_line_and_mend(case: dict[str, str]) -> None:
    text = case["text"].replace("THEME", CASES["theme"].strip())
    with pytest.raises(ArticleError) as caught:
        parse(text.encode("latin-1" if case.get("latin-1") else "utf-8"), "articles/flood.md")
    assert str(caught.value) == case["says"].strip()


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: str(case["name"]))
def test_value_is_read_as_it_stands(case: dict[str, str]) -> None:
    article = parse(case["text"].replace("THEME", CASES["theme"].strip()).encode(), "articles/x.md")
    assert str(getattr(article, case["key"])) == case["value"]


def test_article_has_all_that_its_front_matter_says(article: Article) -> None:
    assert article.title == "The harbour question: who pays?"
    assert [theme.id for theme in article.themes] == ["money", "fish", "storms"]
    assert [(span.first, span.last, span.value) for span in article.as_of] == [
        (1, 3, "2024-11-04/2024-12"),
        (4, 6, "2025-02~"),
    ]
    assert [(pin.address, pin.theme) for pin in article.pins] == [("¶6.2", "money")]
    assert article.body.startswith("\nBy Ada Long\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_body_is_kept_to_the_byte(end: str) -> None:
    lines = ["---", "title: T", "language: en", *CASES["theme"].strip().split("\n"), "---"]
    body = f"{end}One.{end}  Two.\t{end}{end}"
    article = parse((end.join(lines) + end + body).encode(), "articles/x.md")
    assert article.body == body


LINES = [
    *("---", "title: T", "language: en", "themes:", "  - id: a", "    title: A", "pins:", "as_of:"),
    *(
        "    question: Q?",
        "    description: D.",
        "  terms: [x]",
        'a: "',
        "'",
        "&a",
        "*a",
        "!!x",
        "\t",
    ),
    *(
        "? [a]",
        "title: a: b",
        '  "¶1": a',
        '  "¶1-2": 2025',
        "...",
        "- - - -",
        "{{{",
        "%YAML 1.1",
        "\x00",
    ),
]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(LINES), max_size=15).map(
            lambda ls: "\n".join(["---", *ls]).encode()
        ),
        st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode("utf-8", "replace")),
    )
)
@example(b"---\n" + b"[" * 20_000 + b"\n---\n")
@example(b"---\ntitle: " + b"9" * 5_000 + b"\n---\n")
def test_any_bytes_give_an_article_or_a_problem_with_a_place(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        parse(content, "articles/x.md")
    except ArticleError as error:
        problems = error.problems
    assert all(problem.path == "articles/x.md" and problem.line >= 1 for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)

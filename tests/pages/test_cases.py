"""Golden cases: a folder with an article, perhaps a lock and notes, and the pages they give."""

from pathlib import Path

import pytest

from briefing.article.alignment import addressed
from briefing.article.follow import Following
from briefing.article.read import parse
from briefing.article.source_lock import parse_lock
from briefing.article.split import split_article
from briefing.merge.citations import follow
from briefing.pipeline import compile_article

CASES = sorted(path.parent for path in Path(__file__).parents[1].glob("cases/*/article.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_article_gives_the_expected_pages(case: Path, request: pytest.FixtureRequest) -> None:
    content = (case / "article.md").read_bytes()
    locked = case / "article.source.json"
    lock = parse_lock(locked.read_bytes(), locked.name) if locked.is_file() else None
    notes = {
        f"docs/{case.name}/notes/{file.name}": file.read_bytes()
        for file in (case / "notes").glob("*.md")
    }
    tree = compile_article(parse(content, f"articles/{case.name}.md"), lock=lock, notes=notes)
    made = {path.removeprefix(f"docs/{case.name}/"): text for path, text in tree.items()}
    expected = case / "expected"
    if request.config.getoption("--update-golden"):
        expected.mkdir(exist_ok=True)
        for path, text in made.items():
            (expected / path).write_text(text, encoding="utf-8", newline="")
    known = {path.name: path.read_bytes().decode() for path in expected.glob("*.md")}
    assert made == known


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_citations_have_the_words_that_a_split_gives_to_those_of_people(case: Path) -> None:
    article = parse((case / "article.md").read_bytes(), f"articles/{case.name}.md")
    following = Following(None, addressed(split_article(article)))
    for path, text in compile_article(article).items():
        assert follow(text, path, case.name, following).text == text, path

"""An article is withdrawn: a stub is left, and what people wrote waits for them; no word else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.merge.state import redirects
from harbour import BASES, FOLDER, change

Run = Callable[..., Result]
WITHDRAWN = 'withdrawn: "2026-11, at the publisher\'s request"\n'
OF_THE_ARTICLE = ("brass band", "$12 million", "herring", "900 tonnes", "once in a hundred years")


def withdraw(root: Path, *, with_body: bool = False) -> None:
    article = root / "articles" / "harbour.md"
    _, head, body = article.read_text("utf-8").split("---\n", 2)
    article.write_text(f"---\n{head}{WITHDRAWN}---\n{body * with_body}", "utf-8")


def kept(root: Path) -> str:
    """All that is kept below `docs/` and `.briefing/`."""
    files = [file for part in ("docs", ".briefing") for file in (root / part).rglob("*.*")]
    return "\n".join(file.read_text("utf-8") for file in files if file.is_file())


def write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_withdrawn_article_leaves_a_stub_and_no_word(split: Path, run: Run) -> None:
    withdraw(split)
    told = run("split")
    assert (told.exit_code, told.stderr) == (0, "")
    assert [file.name for file in (split / FOLDER).iterdir()] == ["index.md"]
    stub = (split / FOLDER / "index.md").read_text("utf-8")
    assert "by Ada Long, Port Weekly" in stub
    assert "byline: Ada Long, Port Weekly, withdrawn November 2026\n" in stub
    assert "**Withdrawn November 2026, at the publisher's request.**" in stub
    assert not [words for words in OF_THE_ARTICLE if words in kept(split)]
    assert not (split / BASES / "article.json").exists()
    assert set(redirects(split).values()) == {"harbour/index.md"}
    assert len(redirects(split)) == 5
    assert run("split").output == "Pages: 1 unchanged\n"
    assert run("check").exit_code == 0
    assert run("explain", "harbour").exit_code == 0


def test_words_that_still_stand_in_the_file_are_told_until_someone_deletes_them(
    split: Path, run: Run
) -> None:
    withdraw(split, with_body=True)
    (split / "articles" / "harbour.source.json").write_text("{}", "utf-8")
    for _ in range(2):
        told = run("split")
        assert told.exit_code == 1
        assert "articles/harbour.md:32: the article is withdrawn, and its words" in told.stderr
        assert "articles/harbour.source.json: the article is withdrawn" in told.stderr
        assert "brass band" not in kept(split)
    article = (split / "articles" / "harbour.md").read_text("utf-8")
    write(split, "articles/harbour.md", article[: article.index("\nBy Ada")])
    (split / "articles" / "harbour.source.json").unlink()
    assert run("split").exit_code == 0


@pytest.mark.parametrize("name", ["money", "index"])
@pytest.mark.parametrize("decision", ["--keep", "--take"])
def test_of_an_edited_page_the_words_of_people_stay_until_they_decide(
    split: Path, run: Run, name: str, decision: str
) -> None:
    page = split / FOLDER / f"{name}.md"
    page.write_text(page.read_text("utf-8") + "\nOur own view of it.\n", "utf-8")
    withdraw(split)
    told = run("split")
    assert told.exit_code == 1
    assert told.stderr.count("\n") == 1
    assert f"docs/harbour/{name}.md: the article was withdrawn; what people had" in told.stderr
    assert "Our own view of it." in page.read_text("utf-8")
    assert not [words for words in OF_THE_ARTICLE if words in kept(split)]
    before = kept(split)
    assert run("split").stderr == told.stderr
    assert kept(split) == before
    assert f".briefing/conflicts/harbour/{name}.md" in run("check").stdout
    assert run("resolve", f"docs/harbour/{name}.md", decision).exit_code == 0
    assert ("Our own view" in kept(split)) == (decision == "--keep")
    assert run("split").exit_code == 0
    assert ("Our own view" in kept(split)) == (decision == "--keep")
    assert "Withdrawn November" in (split / FOLDER / "index.md").read_text("utf-8")


def test_what_cites_a_withdrawn_article_is_told_with_its_line(split: Path, run: Run) -> None:
    source = "../docs/harbour/source.md"
    statement = f"# Terms\n\nFleet\n:   Boats. [¶2.1]({source}#p2)\n".replace("../docs/", "")
    terms = write(split, "docs/terms.md", statement)
    mine = write(split, "docs/harbour/mine.md", "# Mine\n\nBoats. [¶2.1](source.md#p2)\n")
    run("split")
    withdraw(split)
    for _ in range(2):
        told = run("split")
        assert told.exit_code == 1
        assert "docs/terms.md:4: the article that this rests on was withdrawn" in told.stderr
        assert "docs/harbour/mine.md:3: the article that this rests" in told.stderr
        assert (
            "Their boats land" not in (split / ".briefing/conflicts/harbour/cases.json").read_text()
        )
    assert '[¶2.1](harbour/index.md "was: ' in terms.read_text("utf-8")
    assert "nothing bears it out" in run("resolve", "docs/terms.md:4", "--keep").stderr
    assert "docs/terms.md:4" in run("check").stdout
    late = write(split, "docs/late.md", "# Late\n\nBoats. [¶3](harbour/source.md#p3)\n")
    assert "docs/late.md:3" in run("split").stderr
    assert "docs/late.md:3" in run("split").stderr
    for page in (terms, mine, late):
        page.write_text("# Terms\n\nNothing.\n", "utf-8")
    assert run("split").exit_code == 0
    assert not list((split / ".briefing/conflicts").rglob("*.json"))


def test_note_on_a_withdrawn_article_is_told(split: Path, run: Run) -> None:
    note = "passage: ¶2.1\nkind: term\nsource:\n  outlet: Reuters\n  title: Boats\n"
    note += "  date: 2026\n  looked_up: 2026-11\n"
    write(split, "docs/harbour/notes/fleet.md", f"---\n{note}---\n\nA fleet is many boats.\n")
    assert run("split").exit_code == 0
    withdraw(split)
    for _ in range(2):
        told = run("split")
        assert told.stderr.count("docs/harbour/notes/fleet.md:2: the article that this rests") == 1


def test_pages_that_people_deleted_or_renamed_do_not_stop_it(split: Path, run: Run) -> None:
    (split / FOLDER / "source.md").unlink()
    (split / FOLDER / "index.md").unlink()
    (split / FOLDER / "money.md").rename(split / FOLDER / "costs.md")
    withdraw(split)
    assert run("split").exit_code == 0
    assert [file.name for file in (split / FOLDER).iterdir()] == ["index.md"]
    assert "herring" not in kept(split)
    assert set(redirects(split).values()) == {"harbour/index.md"}


def test_article_that_comes_back_has_its_pages_and_citations_again(split: Path, run: Run) -> None:
    terms = write(split, "docs/terms.md", "# Terms\n\nBoats. [¶2.1](harbour/source.md#p2)\n")
    article = (split / "articles" / "harbour.md").read_text("utf-8")
    run("split")
    page, cited = (split / FOLDER / "money.md").read_text("utf-8"), terms.read_text("utf-8")
    withdraw(split)
    run("split")
    write(split, "articles/harbour.md", article)
    told = run("split")
    assert (split / FOLDER / "money.md").read_text("utf-8") == page
    assert redirects(split) == {}
    assert "docs/terms.md:3" in told.stderr
    assert terms.read_text("utf-8") != cited


def test_dry_run_changes_nothing(split: Path, run: Run) -> None:
    before = kept(split)
    withdraw(split)
    assert "**Withdrawn November 2026" in run("split", "--dry-run").stdout
    assert kept(split) == before


@pytest.mark.parametrize("value", ["yes", "2026-11", "at their request", "soon, at their request"])
def test_withdrawal_says_when_and_why(split: Path, run: Run, value: str) -> None:
    withdraw(split)
    change(split, WITHDRAWN, f'withdrawn: "{value}"\n')
    told = run("split")
    assert told.exit_code == 1
    assert "articles/harbour.md:29: this does not say when the article was withdrawn" in told.stderr
    assert json.loads((split / BASES / "article.json").read_text("utf-8"))

"""Writes are whole or not at all; what a person wrote is left alone; a killed run heals."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings

from briefing.errors import BriefingError
from briefing.write import Change, plan, write_text
from trees import TREES, bring, pages

Run = Callable[..., Result]


@given(before=TREES, after=TREES, edits=TREES)
@settings(max_examples=60)
def test_text_of_a_person_is_never_overwritten(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    edits: dict[str, str],
) -> None:
    root = tmp_path_factory.mktemp("project")
    bring(root, before)
    mine = {path: f"my own {text}" for path, text in edits.items()}
    for path, text in mine.items():
        (root / path).write_bytes(text.encode())
    for tree in (after, before, after):
        bring(root, tree)
        assert pages(root) == tree | mine


def test_second_run_touches_nothing(project: Path, run: Run) -> None:
    run("split")
    times = {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file()}
    second = run("split")
    assert second.output == "Pages: 1 of 1 articles unchanged\n"
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file()} == times


def test_only_the_pages_that_change_are_written(project: Path, run: Run) -> None:
    run("split")
    fish = project / "docs" / "harbour" / "fish.md"
    before = fish.stat().st_mtime_ns
    article = project / "articles" / "harbour.md"
    article.write_text(article.read_text().replace("Who pays the loan", "Who ever pays the loan"))
    changed = run("split").output.splitlines()
    assert "docs/harbour/money.md: updated" in changed
    assert "docs/harbour/fish.md: updated" not in changed
    assert fish.stat().st_mtime_ns == before


def test_edited_page_is_named_and_left_as_it_is(project: Path, run: Run) -> None:
    run("split")
    page = project / "docs" / "harbour" / "money.md"
    mine = page.read_text() + "\nMy own words.\n"
    page.write_text(mine)
    again = run("split")
    assert again.exit_code == 1
    assert "docs/harbour/money.md: edited by hand, kept as it is" in again.stderr
    assert page.read_text() == mine


def test_edited_page_is_kept_when_the_article_changes_too(project: Path, run: Run) -> None:
    run("split")
    page = project / "docs" / "harbour" / "money.md"
    page.write_text("mine")
    article = project / "articles" / "harbour.md"
    article.write_text(article.read_text().replace("$12 million", "$13 million"))
    assert run("split").exit_code == 1
    assert page.read_text() == "mine"
    assert "$13 million" in (project / "docs" / "harbour" / "source.md").read_text()


def test_page_of_a_theme_that_is_gone_goes_unless_edited(project: Path, run: Run) -> None:
    run("split")
    folder = project / "docs" / "harbour"
    (folder / "storms.md").write_text("mine")
    article = project / "articles" / "harbour.md"
    text = article.read_text()
    start, end = text.index("  - id: fish"), text.index("context:\n")
    article.write_text(text[:start] + text[end:])
    gone = run("split")
    assert gone.exit_code == 1
    assert not (folder / "fish.md").exists()
    assert (folder / "storms.md").read_text() == "mine"


def test_replacing_words_in_every_file_is_an_edit(project: Path, run: Run) -> None:
    run("split")
    for file in (project / "docs").rglob("*.md"):
        file.write_text(file.read_text().replace("harbour", "port"))
    for file in (project / ".briefing").rglob("*.*"):
        file.write_text(file.read_text().replace("harbour", "port"))
    mine = pages(project)
    assert run("split").exit_code == 1
    assert pages(project) == mine


def test_briefing_of_an_article_that_is_gone_goes_too(project: Path, run: Run) -> None:
    run("split")
    (project / "docs" / "harbour" / "fish.md").write_text("mine")
    (project / "articles" / "harbour.md").rename(project / "articles" / "port.md")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/money.md: removed" in told.stdout
    assert "docs/harbour/fish.md: edited by hand, kept as it is" in told.stderr
    assert [path for path in pages(project) if "harbour" in path] == ["docs/harbour/fish.md"]
    assert "docs/port/money.md" in pages(project)


def test_dry_run_changes_nothing(project: Path, run: Run) -> None:
    told = run("split", "--dry-run")
    assert "docs/harbour/money.md: would be created" in told.output
    assert not (project / "docs").exists()
    assert not (project / ".briefing").exists()


def test_dry_run_names_an_edited_page_and_is_no_failure(project: Path, run: Run) -> None:
    run("split")
    (project / "docs" / "harbour" / "money.md").write_text("mine")
    told = run("split", "--dry-run")
    assert told.exit_code == 0
    assert "docs/harbour/money.md: edited by hand, kept as it is" in told.stderr


def test_page_equal_to_the_new_text_is_taken_as_generated(project: Path, run: Run) -> None:
    run("split")
    base = project / ".briefing" / "generated" / "harbour" / "money.sha256"
    base.unlink()
    assert run("split").exit_code == 0
    assert base.is_file()


def test_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    (root / "docs").mkdir(parents=True)
    outside.mkdir()
    (root / "docs" / "x").symlink_to(outside)
    with pytest.raises(BriefingError, match="leads out of the project"):
        write_text(root, root / "docs" / "x" / "a.md", "text")
    assert not list(outside.iterdir())


def test_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("a file in the way")
    with pytest.raises(BriefingError, match=r"docs/x/a.md: cannot be (read|written)"):
        bring(tmp_path, {"docs/x/a.md": "text"})


def test_page_that_is_as_it_should_be_needs_nothing(tmp_path: Path) -> None:
    bring(tmp_path, {"docs/x/a.md": "text"})
    steps = plan(tmp_path, "docs/x", {"docs/x/a.md": "text"})
    assert [step.change for step in steps] == [Change.NOTHING]

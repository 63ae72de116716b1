"""Writes are whole or not at all; what a person wrote stays; what changes is named."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from hypothesis import given

from briefing.errors import BriefingError
from briefing.merge.plan import Change, plan
from briefing.merge.state import page_states
from briefing.merge.write import write_text
from briefing.project import read_folder
from harbour import contest
from properties import tries
from trees import TREES, bring, pages

Run = Callable[..., Result]


@given(before=TREES, after=TREES, edits=TREES)
@tries(60)
def test_text_of_a_person_is_never_overwritten(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    edits: dict[str, str],
) -> None:
    root = tmp_path_factory.mktemp("project")
    bring(root, before)
    for path, text in edits.items():
        (root / path).write_bytes(f"my own {text}".encode())
    for tree in (after, before, after):
        bring(root, tree)
        assert {path: text for path, text in pages(root).items() if path not in edits} == {
            path: text for path, text in tree.items() if path not in edits
        }
        for path in edits:
            assert pages(root)[path].startswith("my own")


def test_second_run_touches_nothing(project: Path, run: Run) -> None:
    run("split")
    times = {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file()}
    second = run("split")
    assert second.output == "Pages: 6 unchanged\n"
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
        bring(tmp_path, {"docs/x/a.md": "text\n"})


def test_page_that_is_as_it_should_be_needs_nothing(tmp_path: Path) -> None:
    bring(tmp_path, {"docs/x/a.md": "text\n"})
    steps = plan(page_states(tmp_path, read_folder(tmp_path, "x")), {"docs/x/a.md": "text\n"})
    assert [step.change for step in steps] == [Change.NOTHING]


def test_edited_page_is_no_failure_while_nothing_new_is_generated(project: Path, run: Run) -> None:
    run("split")
    page = project / "docs" / "harbour" / "money.md"
    mine = page.read_text() + "\nMy own words.\n"
    page.write_text(mine)
    assert run("split").output == "Pages: 6 unchanged\n"
    assert page.read_text() == mine


def test_edited_page_gets_what_is_new_elsewhere_on_it(project: Path, run: Run) -> None:
    run("split")
    page = project / "docs" / "harbour" / "money.md"
    page.write_text(page.read_text() + "\nMy own words.\n")
    article = project / "articles" / "harbour.md"
    article.write_text(article.read_text().replace("$12 million", "$13 million"))
    told = run("split")
    assert told.exit_code == 0
    assert "docs/harbour/money.md: merged" in told.output
    assert page.read_text().endswith("\nMy own words.\n")
    assert "$13 million" in page.read_text()


def test_briefing_of_an_article_that_is_gone_goes_but_for_edited_pages(
    project: Path, run: Run
) -> None:
    run("split")
    (project / "docs" / "harbour" / "fish.md").write_text("mine")
    (project / "articles" / "harbour.md").rename(project / "articles" / "port.md")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/money.md: removed" in told.stdout
    assert "docs/harbour/fish.md: the article no longer gives this page" in told.stderr
    assert [path for path in pages(project) if "harbour" in path] == ["docs/harbour/fish.md"]
    assert "docs/port/money.md" in pages(project)


def test_source_page_stays_as_long_as_a_page_that_stays_cites_it(split: Path, run: Run) -> None:
    page = split / "docs" / "harbour" / "fish.md"
    page.write_text(f"{page.read_text('utf-8')}\nMine.\n", "utf-8")
    (split / "articles" / "harbour.md").unlink()
    told = "docs/harbour/fish.md: error B009 the article no longer gives this page"
    assert run("split").exit_code == 1
    assert told in run("check").stdout
    assert run("split").exit_code == 1
    assert [path for path in pages(split) if "docs/harbour" in path] == [
        "docs/harbour/fish.md",
        "docs/harbour/source.md",
    ]
    assert run("resolve", "docs/harbour/fish.md", "--take").exit_code == 0
    assert run("split").exit_code == 0
    assert not [path for path in pages(split) if "docs/harbour" in path]


def test_dry_run_shows_the_difference_and_changes_nothing(project: Path, run: Run) -> None:
    told = run("split", "--dry-run", "--color", "always")
    assert "+++ docs/harbour/money.md\n" in click.unstyle(told.output)
    assert "\x1b[32m+title: Money\x1b[0m\n" in told.output
    assert told.output.endswith("Pages: 6 created\n")
    assert not (project / "docs").exists()
    assert not (project / ".briefing").exists()


def test_dry_run_tells_of_a_conflict_that_a_split_writes_it(split: Path, run: Run) -> None:
    contest(split)
    told = run("split", "--dry-run", "--quiet")
    assert told.exit_code == 1
    assert "(split, then: see .briefing/conflicts/harbour/money.md, then: " in told.stderr
    assert "(see .briefing/conflicts/harbour/money.md, then: " in run("split").stderr


def test_page_equal_to_the_new_text_is_adopted(project: Path, run: Run) -> None:
    run("split")
    base = project / ".briefing" / "base" / "harbour" / "money.md"
    text = base.read_text()
    base.unlink()
    assert run("split").exit_code == 0
    assert base.read_text() == text

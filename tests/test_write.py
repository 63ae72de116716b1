"""Writes are whole or not at all; what a person wrote is left alone; a killed run heals."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.write import Change, apply, plan, write_text

Run = Callable[..., Result]
TREES = st.dictionaries(st.sampled_from(["index", "a", "b"]), st.text(max_size=5), min_size=1).map(
    lambda pages: {f"docs/x/{name}.md": text for name, text in pages.items()}
)


class Killed(BaseException):
    """Stands for the end of the process: nothing in the project catches it."""


def pages(root: Path) -> dict[str, str]:
    found = sorted((root / "docs").rglob("*.md"))
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in found}


def bring(root: Path, tree: dict[str, str]) -> None:
    apply(root, plan(root, "docs/x", tree))


def killed_at(count: int) -> Callable[[Path, Path], Path]:
    """A `Path.replace` that ends the process instead of doing its work for the `count`th time."""
    left = [count]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return real(self, target)

    return replace


@given(before=TREES, after=TREES, later=TREES, moment=st.integers(0, 6))
@settings(max_examples=60)
def test_run_killed_at_any_moment_leaves_whole_pages_and_the_next_heals(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    later: dict[str, str],
    moment: int,
) -> None:
    root = tmp_path_factory.mktemp("project")
    bring(root, before)
    with patch.object(Path, "replace", killed_at(moment)), suppress(Killed):
        bring(root, after)
    for path, text in pages(root).items():
        assert text in (before.get(path), after.get(path))
    bring(root, later)
    assert pages(root) == later


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


@pytest.mark.parametrize("moment", [0, 1, 5, 12])
def test_process_killed_while_writing_is_healed_by_the_next_run(
    project: Path, run: Run, moment: int
) -> None:
    program = f"""
import os, signal, sys
from pathlib import Path
from briefing.cli import main
left = [{moment}]
def replace(self, target):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    os.replace(self, target)
Path.replace = replace
main(["split", "--root", {str(project)!r}])
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert all(text.startswith("---\n") and text.endswith("\n") for text in pages(project).values())
    assert run("split").exit_code == 0
    assert len(pages(project)) == 6
    assert not list((project / ".briefing" / "tmp").iterdir())


def test_killed_run_leaves_no_process_behind(project: Path) -> None:
    text = (project / "articles" / "harbour.md").read_text()
    for number in range(200):
        (project / "articles" / f"harbour-{number}.md").write_text(text)
    command = [sys.executable, "-m", "briefing", "split", "--quiet", "--root", str(project)]
    read, write = os.pipe()
    started = subprocess.Popen(command, pass_fds=[write], stderr=write)
    os.close(write)
    while not (project / "docs").exists():
        time.sleep(0.05)
    started.kill()
    started.wait()
    while select.select([read], [], [], 30)[0]:
        if not os.read(read, 65_536):
            break  # the last process that held the other end is gone
    else:
        pytest.fail("a process of the killed run is still there")
    os.close(read)


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

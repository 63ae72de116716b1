"""Stories of two people who work on the harbour briefing at the same time, each a folder.

one/, other/   the files that each of them adds, in a branch of their own
after/         pages, after git has merged the two without a conflict and `briefing split` has run
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

STORIES = sorted((Path(__file__).parents[1] / "branches").iterdir())


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_branches_merge_and_split_gives_both(
    story: Path, split: Path, run: Callable[..., Result], pytestconfig: pytest.Config
) -> None:
    git(split, "init", "--initial-branch", "main")
    git(split, "add", ".")
    git(split, "commit", "--message", "Pages")
    for branch in ("one", "other"):
        git(split, "checkout", "-b", branch, "main")
        shutil.copytree(story / branch, split, dirs_exist_ok=True)
        git(split, "add", ".")
        git(split, "commit", "--message", branch)
    git(split, "merge", "--no-edit", "one")
    assert run("split").exit_code == 0
    assert run("check").exit_code == 0
    for expected in (file for file in (story / "after").rglob("*") if file.is_file()):
        made = split / expected.relative_to(story / "after")
        if pytestconfig.getoption("--update-golden"):
            shutil.copyfile(made, expected)
        assert made.read_bytes() == expected.read_bytes()

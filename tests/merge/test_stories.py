"""Stories of people and the compiler at work on one page, each a folder of what came when.

generated.md               what the article gave at first
page.md                    what a person made of it
page-of-another-branch.md  what someone else made of it meanwhile; git merges the two
generated-again.md         what the article gives now
merged.md                  the page after `briefing split`
to-decide.md               what a person has to decide, where there is a conflict
"""

import subprocess
from pathlib import Path

import pytest

from briefing.merge.plan import Change, Step, plan
from briefing.merge.state import base_file, conflict_file, page_states
from briefing.merge.write import apply
from briefing.project import read_folder
from trees import bring

STORIES = Path(__file__).parents[1] / "stories"
PAGE = "docs/x/money.md"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, branch: str, content: bytes) -> None:
    git(root, "checkout", "-B", branch, "main")
    (root / PAGE).write_bytes(content)
    git(root, "commit", "--all", "--allow-empty", "--message", branch)


def told(root: Path, story: Path) -> tuple[Path, Step]:
    """Tell `story` up to its end; the file of the page, and what the last run did to it."""
    tree = {PAGE: (story / "generated.md").read_text("utf-8")}
    bring(root, tree)
    git(root, "init", "--initial-branch", "main")
    git(root, "add", ".")
    git(root, "commit", "--message", "generated")
    commit(root, "one", (story / "page.md").read_bytes())
    if (other := story / "page-of-another-branch.md").exists():
        commit(root, "other", other.read_bytes())
        git(root, "merge", "--no-edit", "one")
    (step,) = plan(
        page_states(root, read_folder(root, "x")),
        {PAGE: (story / "generated-again.md").read_text("utf-8")},
    )
    apply(root, (step,))
    return root / PAGE, step


@pytest.mark.parametrize("story", sorted(STORIES.glob("*/")), ids=lambda story: story.name)
def test_story(story: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    page, _ = told(tmp_path, story)
    found = {"merged.md": page, "to-decide.md": tmp_path / conflict_file("x/money")}
    for name, file in found.items():
        expected = story / name
        if pytestconfig.getoption("--update-golden"):
            expected.unlink(missing_ok=True)
            if file.exists():
                expected.write_bytes(file.read_bytes())
        assert file.exists() == expected.exists()
        assert not file.exists() or file.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("story", sorted(STORIES.glob("*/")), ids=lambda story: story.name)
def test_base_advances_unless_there_is_a_conflict(story: Path, tmp_path: Path) -> None:
    _, step = told(tmp_path, story)
    open_ = step.change is Change.CONFLICT
    generated = story / ("generated.md" if open_ else "generated-again.md")
    assert (tmp_path / base_file("x/money")).read_bytes() == generated.read_bytes()
    assert open_ == (story / "to-decide.md").exists()
    assert bool(step.problems) == open_

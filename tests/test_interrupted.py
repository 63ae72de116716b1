"""A run that is killed leaves whole pages, nothing behind it, and is healed by the next."""

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

from trees import TREES, bring, pages

Run = Callable[..., Result]


class Killed(BaseException):
    """Stands for the end of the process: nothing in the project catches it."""


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
    left = (project / ".briefing" / "tmp").rglob("*")
    assert not [path for path in left if path.is_file()]


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

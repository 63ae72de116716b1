"""A run that is killed leaves whole pages, nothing behind it, and is healed by the next."""

import itertools
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copytree, rmtree
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli.main import main
from properties import tries
from trees import TREES, Killed, bring, killed_at, pages

BRIEFING = str(Path(sys.executable).with_name("briefing"))
"""The installed command."""

Run = Callable[..., Result]


@given(before=TREES, after=TREES, later=TREES, moment=st.integers(0, 6))
@tries(60)
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


WRITING = ("open", "os.rename", "os.remove", "os.mkdir")
"""What Python tells its audit hooks before it changes something on disk."""


def split_killed_at(project: Path, count: int) -> bool:
    """Run `briefing split` in a process that ends itself instead of its `count`th change on disk.

    Whether it got that far.
    """
    left = [count]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        written = event != "open" or (isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE)
        if event not in WRITING or not written or str(project) not in str(arguments[0]):
            return
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    child = os.fork()
    if child == 0:
        sys.addaudithook(watch)
        CliRunner().invoke(main, ["split", "--root", str(project)])
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def tree(root: Path) -> dict[str, bytes]:
    """The articles, the pages and their state."""
    files = [
        path for part in ("articles", "docs", ".briefing") for path in (root / part).rglob("*.*")
    ]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_run_killed_at_any_write_is_completed_by_the_next(project: Path, tmp_path: Path) -> None:
    """A page of each fate: created, updated, merged, contested, renamed, removed.

    And an article that gains a paragraph, with a pin, and citations that follow or are open.
    """
    folder, article = project / "docs" / "harbour", project / "articles" / "harbour.md"
    CliRunner().invoke(main, ["split", "--root", str(project)])
    fish, money = folder / "fish.md", folder / "money.md"
    fish.write_text(fish.read_text().replace("900 tonnes of herring a year,", "900 tonnes,"))
    money.write_text(money.read_text() + "\nMy own words. [¶5.1](source.md#p5)\n")
    words = "Of storms. [¶3.1](harbour/source.md#p3) Of money. [¶1.1](harbour/source.md#p1)"
    (project / "docs" / "glossary.md").write_text(f"# Glossary\n\n{words}\n")
    CliRunner().invoke(main, ["split", "--root", str(project)])
    money.rename(folder / "finances.md")
    changed = article.read_text().replace("900 tonnes of", "800 tonnes of")
    changed = changed.replace("$12 million", "$13 million").replace("id: storms", "id: weather")
    article.write_text(changed.replace("The council rep", "It began in May.\n\nThe council rep"))

    whole = tmp_path / "whole"
    copytree(project, whole)
    assert not split_killed_at(whole, 10_000)
    before, after = tree(project), tree(whole)
    conflicts = {f".briefing/conflicts/harbour/{each}" for each in ("fish.md", "cases.json")}
    assert {"docs/harbour/weather.md", *conflicts} <= set(after)
    assert b'"\xc2\xb67.2": money' in after["articles/harbour.md"]
    assert b'[\xc2\xb64.1](harbour/source.md#p4 "The old sea"' in after["docs/glossary.md"]

    for count in itertools.count():
        copy = tmp_path / str(count)
        copytree(project, copy)
        if not split_killed_at(copy, count):
            break
        found = tree(copy)
        assert set(before) & set(after) <= set(found), count
        for path, content in found.items():
            if not path.startswith(".briefing/tmp/"):
                assert content in (before.get(path), after.get(path)), (count, path)
        CliRunner().invoke(main, ["split", "--root", str(copy)])
        assert tree(copy) == after, count
        rmtree(copy)
    assert count > 20


def start_split_of_many(project: Path, write: int) -> "subprocess.Popen[bytes]":
    """A split of 200 articles by several processes, with its pages begun."""
    text = (project / "articles" / "harbour.md").read_text()
    for number in range(200):
        (project / "articles" / f"harbour-{number}.md").write_text(text)
    command = [BRIEFING, "split", "--quiet", "--root", str(project)]
    started = subprocess.Popen(command, pass_fds=[write], stderr=write, start_new_session=True)
    os.close(write)
    while not (project / "docs").exists():
        time.sleep(0.05)
    return started


def test_interrupted_run_says_so_in_one_line(project: Path) -> None:
    read, write = os.pipe()
    started = start_split_of_many(project, write)
    os.killpg(started.pid, signal.SIGINT)
    assert started.wait() == 130
    with os.fdopen(read, "rb") as told:
        assert told.read() == b"Interrupted\n"


def test_killed_run_leaves_no_process_behind(project: Path) -> None:
    read, write = os.pipe()
    started = start_split_of_many(project, write)
    started.kill()
    started.wait()
    while select.select([read], [], [], 30)[0]:
        if not os.read(read, 65_536):
            break  # the last process that held the other end is gone
    else:
        pytest.fail("a process of the killed run is still there")
    os.close(read)

"""The log of corrections: from a file an entry to the list on its page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LOG = "---\ntitle: Corrections\n---\n\n# Corrections\n\nWhat was wrong.\n"
ENTRY = "---\ndate: {}\npage: harbour/money.md\nold: {}\nnew: 29%\n---\n\nA slip.\n"


@pytest.fixture
def log(split: Path) -> Path:
    file = split / "docs" / "corrections.md"
    file.write_text(LOG, "utf-8")
    return file


def add_entry(log: Path, name: str, old: str, day: str = "2026-11-24") -> Path:
    file = log.with_suffix("") / f"{name}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(ENTRY.format(day, old), "utf-8")
    return file


def item(name: str, old: str, day: str = "2026-11-24") -> str:
    return (
        f"- {day} · [Money](harbour/money.md): “{old}” is now “29%”. A slip. "
        f"[Edit this entry](corrections/{name}.md)\n"
    )


def test_entries_are_listed_below_what_people_wrote_the_newest_first(log: Path, run: Run) -> None:
    add_entry(log, "old", "27%", "2025-01-31")
    add_entry(log, "new", "28%")
    told = run("split")
    assert told.exit_code == 0
    assert "docs/corrections.md: entries updated\n" in told.stdout
    text = log.read_text("utf-8")
    assert text.startswith(LOG)
    assert text.endswith(f"\n\n{item('new', '28%')}{item('old', '27%', '2025-01-31')}")
    assert "corrections.md" not in run("split").stdout
    assert run("check").exit_code == 0


def test_words_above_the_list_and_entries_may_change_and_go(log: Path, run: Run) -> None:
    entry = add_entry(log, "new", "28%")
    assert run("split").exit_code == 0
    log.write_text(log.read_text("utf-8").replace("What was wrong.", "What we got wrong."), "utf-8")
    add_entry(log, "new", "30%")
    assert run("split").exit_code == 0
    text = log.read_text("utf-8")
    assert "What we got wrong." in text
    assert text.endswith(f"\n\n{item('new', '30%')}")
    entry.unlink()
    assert run("split").exit_code == 0
    assert log.read_text("utf-8").endswith(" -->\n\nNo corrections yet.\n")


def test_list_that_an_editor_has_formatted_is_made_anew(log: Path, run: Run) -> None:
    add_entry(log, "new", "28%")
    assert run("split").exit_code == 0
    made = log.read_bytes()
    log.write_bytes(made.replace(b"\n- ", b"\r\n*   ").replace(b"A slip. ", b"A slip.\r\n    "))
    assert run("split").exit_code == 0
    assert item("new", "28%").encode() in log.read_bytes().replace(b"\r\n", b"\n")


def test_entry_written_into_the_list_is_told_and_stays(log: Path, run: Run) -> None:
    add_entry(log, "new", "28%")
    assert run("split").exit_code == 0
    edited = log.read_text("utf-8") + "- 2026-11-25 · My own.\n"
    log.write_text(edited, "utf-8")
    add_entry(log, "another", "27%")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/corrections.md:9: the list below this line was changed" in told.stderr
    assert log.read_text("utf-8") == edited
    assert run("check").exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("harbour/money.md", "harbour/mony.md", "new.md: there is no page docs/harbour/mony.md"),
        ("2026-11-24", "last week", "new.md:2: 'last week' is no day"),
    ],
)
def test_entry_with_a_fault_is_told(log: Path, run: Run, old: str, new: str, told: str) -> None:
    file = add_entry(log, "new", "28%")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    done = run("split")
    assert done.exit_code == 1
    assert f"docs/corrections/{told}" in done.stderr
    assert log.read_text("utf-8") == LOG


def test_log_needs_a_page(log: Path, run: Run) -> None:
    add_entry(log, "new", "28%")
    log.unlink()
    told = run("split")
    assert told.exit_code == 1
    assert "docs/corrections.md: the log has no page to stand on" in told.stderr

"""Notes and updates: from their files onto the pages, and with their passages to others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from harbour import FOLDER, change

Run = Callable[..., Result]
NOTES = FOLDER / "notes"
NOTE = """\
---
passage: ¶4.1
kind: scope
source:
  outlet: the audit
  title: Audit of the wall
  date: 2025-06
  looked_up: 2025-07
---

{}
"""


def add_note(root: Path, name: str, text: str) -> Path:
    file = root / NOTES / f"{name}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(NOTE.format(text), "utf-8")
    return file


def read(root: Path, page: str) -> str:
    return (root / FOLDER / f"{page}.md").read_text("utf-8")


def test_note_stands_on_theme_page_source_page_and_overview(split: Path, run: Run) -> None:
    file = add_note(split, "wall", "The wall is 40 m long. It is grey.")
    before = file.read_text("utf-8")
    assert run("split").stdout.endswith("Pages: 3 updated, 3 unchanged\n")
    assert "    The wall is 40 m long. It is grey.\n\n    Source: " in read(split, "storms")
    assert "): The wall is 40 m long. It is grey.\n" in read(split, "source")
    assert "): The wall is 40 m long.\n" in read(split, "index")
    assert run("split").stdout == "Pages: 6 unchanged\n"
    assert file.read_text("utf-8") == before.replace("¶4.1", '¶4.1 "Engineers say the"')
    assert run("check").exit_code == 0


def test_note_goes_with_its_passage_to_another_theme(split: Path, run: Run) -> None:
    add_note(split, "wall", "The wall is 40 m long.")
    assert run("split").exit_code == 0
    change(split, '"¶6.2": money', '"¶6.2": money\n  "¶4.1": fish')
    assert run("split").exit_code == 0
    assert "40 m" in read(split, "fish")
    assert "40 m" not in read(split, "storms")
    assert "(fish.md#note-wall)" in read(split, "index")


def test_note_that_is_deleted_leaves_the_pages(split: Path, run: Run) -> None:
    before = read(split, "storms")
    file = add_note(split, "wall", "The wall is 40 m long.")
    assert run("split").exit_code == 0
    file.unlink()
    assert run("split").exit_code == 0
    assert read(split, "storms") == before


def test_notes_come_and_change_beside_what_people_wrote(split: Path, run: Run) -> None:
    change(split, "## Next question\n", "## Open questions\n\n- How long?\n\n## Next question\n",
           f"{FOLDER}/storms.md")  # fmt: skip
    add_note(split, "wall", "The wall is 40 m long.")
    assert run("split").exit_code == 0
    add_note(split, "wall", "The wall is 41 m long.")
    assert run("split").exit_code == 0
    page = read(split, "storms")
    assert "- How long?" in page
    assert ("40 m" in page, "41 m" in page) == (False, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("¶4.1", "¶9.9", "wall.md:2: there is no ¶9.9 in the article"),
        ("kind: scope", "kind: scoop", "wall.md:3: 'scoop' is no kind of note"),
        ("---\n\n", "\n", "wall.md:1: the front matter never ends"),
    ],
)
def test_note_with_a_fault_is_told_and_changes_nothing(
    split: Path, run: Run, old: str, new: str, told: str
) -> None:
    before = read(split, "storms")
    add_note(split, "wall", "The wall is 40 m long.")
    change(split, old, new, f"{NOTES}/wall.md")
    done = run("split")
    assert done.exit_code == 1
    assert f"{NOTES}/{told}" in done.stderr
    assert read(split, "storms") == before


def test_box_that_a_person_changed_waits_for_a_decision_and_names_the_file(
    split: Path, run: Run
) -> None:
    add_note(split, "wall", "The wall is 40 m long.")
    assert run("split").exit_code == 0
    change(split, "    The wall is 40 m long.", "    The wall is 42 m long.", f"{FOLDER}/storms.md")
    told = run("check")
    assert told.exit_code == 1
    assert f"fix: write it into {NOTES}/wall.md" in told.stdout
    add_note(split, "wall", "The wall is 41 m long.")
    assert run("split").exit_code == 1
    assert "42 m" in read(split, "storms")


def test_note_of_a_page_that_people_deleted_stays_on_the_others(split: Path, run: Run) -> None:
    (split / FOLDER / "storms.md").unlink()
    add_note(split, "wall", "The wall is 40 m long.")
    assert run("split").exit_code == 0
    assert "(source.md#p4): The wall" in read(split, "index")
    assert not (split / FOLDER / "storms.md").exists()


def test_notes_stand_behind_their_passage_and_its_words_are_underlined(
    split: Path, run: Run
) -> None:
    add_note(split, "wall", "It is 40 m long.")
    change(split, "kind: scope", "about: Could hold a storm\nkind: scope", f"{NOTES}/wall.md")
    assert run("split").exit_code == 0
    page = read(split, "storms").split("<u>could hold a storm</u>")[1]
    assert page.index('!!! editors-note "1 · Scope"') < page.index("Still, the highest")
    assert "(notes/wall.md){ .edit-file }\n    { #note-wall }" in page


def test_answer_that_a_person_writes_takes_the_place_of_what_rules_picked(
    split: Path, run: Run
) -> None:
    add_note(split, "wall", "The wall is 40 m long.")
    page = split / FOLDER / "storms.md"
    head, rest = page.read_text("utf-8").split("Picked by rules", 1)
    own = (
        "**The article says:** The wall is 40 m long. [note](notes/wall.md)\n\n**Not known:** Why."
    )
    page.write_text(f"{head}{own}\n\nFrom {rest.split('From ', 1)[1]}", "utf-8")
    assert run("split").exit_code == 0
    assert f"## Answer\n\n{own}\n\nFrom " in read(split, "storms")
    assert run("split").stdout == "Pages: 6 unchanged\n"
    assert run("check").exit_code == 0

"""What waits for a person: conflicts, pages of unknown origin, pages of themes that are gone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from harbour import BASES, FOLDER, change, contest, drop_theme

Run = Callable[..., Result]


@pytest.mark.parametrize("decision", ["--keep", "--take"])
def test_edited_page_of_a_theme_that_is_gone_waits_for_a_decision(
    split: Path, run: Run, decision: str
) -> None:
    page = split / FOLDER / "storms.md"
    page.write_text(page.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    drop_theme(split, "storms", "context:\n")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/storms.md: the article no longer gives this page" in told.stderr
    assert page.exists()
    assert run("resolve", "docs/harbour/storms.md", decision).exit_code == 0
    assert page.exists() == (decision == "--keep")
    assert run("split").exit_code == 0
    assert page.exists() == (decision == "--keep")


@pytest.mark.parametrize(
    ("decision", "words"), [("--keep", "12 million dollars"), ("--take", "$13 million")]
)
def test_conflict_waits_in_a_file_of_its_own_until_it_is_decided(
    split: Path, run: Run, decision: str, words: str
) -> None:
    page = contest(split)
    told = run("split")
    assert told.exit_code == 1
    assert told.stderr.count("docs/harbour/money.md:") == 1
    assert "briefing resolve docs/harbour/money.md --keep, or --take" in told.stderr
    assert "<<<<<<<" not in page.read_text("utf-8")
    assert "12 million dollars" in page.read_text("utf-8")
    assert "$13 million" not in (split / BASES / "money.md").read_text("utf-8")
    conflict = split / ".briefing/conflicts/harbour/money.md"
    assert "nobody has decided yet" in run("check").stdout
    built = run("build")
    assert "docs/harbour/money.md" in built.stderr
    assert "nobody has decided yet" not in built.stderr, "it is built, with the words of people"
    before = {path: path.read_bytes() for path in split.rglob("*.md")}
    assert run("split").exit_code == 1
    assert {path: path.read_bytes() for path in split.rglob("*.md")} == before
    assert run("resolve", "docs/harbour/money.md", decision).exit_code == 0
    assert not conflict.exists()
    assert words in page.read_text("utf-8")
    again = run("split")
    assert (again.exit_code, again.output) == (0, "Pages: 6 unchanged\n")


def test_conflict_that_a_person_settles_on_the_page_is_closed(split: Path, run: Run) -> None:
    page = contest(split)
    run("split")
    base = split / BASES / "money.md"
    change(split, "spend 12 million dollars on", "spend $13 million on", f"{FOLDER}/money.md")
    told = run("split")
    assert told.exit_code == 0, told.stderr
    assert not list((split / ".briefing/conflicts").rglob("*.md"))
    assert page.read_text("utf-8") == base.read_text("utf-8")


def test_page_without_base_is_left_until_it_is_adopted(split: Path, run: Run) -> None:
    page, base = split / FOLDER / "money.md", split / BASES / "money.md"
    mine = page.read_text("utf-8") + "\nMy own words.\n"
    page.write_text(mine, "utf-8")
    base.unlink()
    told = run("split")
    assert told.exit_code == 1
    assert "it is not known what was generated for this page" in told.stderr
    assert page.read_text("utf-8") == mine
    assert not base.exists()
    assert run("resolve", "docs/harbour/money.md", "--keep").exit_code == 0
    assert page.read_text("utf-8") == mine
    assert run("split").exit_code == 0
    change(split, "spend $12 million", "spend $13 million")
    run("split")
    assert "$13 million" in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith("\nMy own words.\n")


def test_there_has_to_be_something_to_decide(split: Path, run: Run) -> None:
    told = run("resolve", "docs/harbour/money.md", "--keep")
    assert told.exit_code == 2
    assert "docs/harbour/money.md: there is nothing to decide on this page" in told.stderr
    assert run("resolve", "docs/harbour/money.md").exit_code == 2


def test_decision_is_only_on_what_was_shown(split: Path, run: Run) -> None:
    page = contest(split)
    run("split")
    change(split, "spend $13 million", "spend $14 million")
    told = run("resolve", "docs/harbour/money.md", "--keep")
    assert told.exit_code == 2
    assert "something else is generated now than what you were shown" in told.stderr
    run("split")
    assert run("resolve", str(page), "--take").exit_code == 0
    assert "$14 million" in page.read_text("utf-8")


def test_base_that_a_killed_run_left_is_not_believed_if_the_page_was_restored(
    split: Path, run: Run
) -> None:
    page, base = split / FOLDER / "money.md", split / BASES / "money.md"
    due = split / ".briefing/tmp/due/harbour/money.0123.md"
    due.parent.mkdir(parents=True, exist_ok=True)
    due.write_text("what was due\n", "utf-8")
    before = page.read_text("utf-8")
    change(split, "spend $12 million", "spend $13 million")
    run("split")
    assert base.read_text("utf-8") == page.read_text("utf-8") != before


def test_base_that_was_cut_off_is_not_believed(split: Path, run: Run) -> None:
    base = split / BASES / "money.md"
    base.write_text(base.read_text("utf-8")[:-40], "utf-8")
    page = split / FOLDER / "money.md"
    page.write_text(page.read_text("utf-8").replace("$12 million", "12 million dollars"), "utf-8")
    assert "it is not known what was generated" in run("split").stderr


CITED = "docs/terms.md"


def cite(split: Path, run: Run, text: str) -> None:
    """A page of the site with `text`, whose passages have then changed."""
    (split / CITED).write_text(f"# Terms\n\n{text}\n", "utf-8")
    assert run("split").exit_code == 0
    change(split, "spend $12 million", "spend $13 million")
    change(split, "The vote was close", "The vote was very close")
    assert run("split").exit_code == 1


def test_statement_whose_passage_changed_is_told_until_it_is_kept(split: Path, run: Run) -> None:
    cite(split, run, "It costs $12 million. [¶1.1](harbour/source.md#p1)")
    told = [run("split").stderr, run("check").stdout]
    for each in told:
        assert "“$12 million” no longer stands in ¶1.1, which has changed" in each
        assert "spend [-$12-]{+$13+} million" in each
        assert f"briefing resolve {CITED}:3 --keep" in each
    assert run("resolve", f"{CITED}:3", "--keep").output == f"{CITED}:3: kept\n"
    page = (split / CITED).read_text("utf-8")
    words = "The council reportedly wants ~6e96a6"  # three of them began what stood there before
    assert page.endswith(f'$12 million. [¶1.1](harbour/source.md#p1 "{words}")\n')
    assert CITED not in run("split").output
    assert "B210" not in run("check").stdout


@pytest.mark.parametrize("damaged", ["<<<<<<< main\n", "{}", None])
def test_changed_passage_is_told_though_the_file_of_the_last_version_is_lost(
    split: Path, run: Run, damaged: str | None
) -> None:
    """The source page tells what the article was."""
    (split / CITED).write_text("# Terms\n\nA vote. [¶6.1](harbour/source.md#p6)\n", "utf-8")
    assert run("split").exit_code == 0
    file = split / BASES / "article.json"
    file.unlink()
    if damaged:
        file.write_text(damaged, "utf-8")
    change(split, "The vote was close", "The vote was very close")
    assert "was [+very+] close" in run("split").stderr.replace("{+", "[+").replace("+}", "+]")
    assert '"was: The vote was close' in (split / CITED).read_text("utf-8")


def test_statement_whose_passage_changed_is_settled_by_an_edit(split: Path, run: Run) -> None:
    cite(split, run, "It costs $12 million. [¶1.1](harbour/source.md#p1)")
    change(split, "It costs $12", "It costs $13", CITED)
    assert CITED not in run("split").stderr
    assert '$13 million. [¶1.1](harbour/source.md#p1 "The council' in (split / CITED).read_text()


def test_of_several_cases_on_a_line_one_is_decided_at_a_time(split: Path, run: Run) -> None:
    one, two = "[¶1.1](harbour/source.md#p1)", "[¶6.1](harbour/source.md#p6)"
    cite(split, run, f"It costs $12 million. {one} It was close. {two}")
    told = run("resolve", f"{CITED}:3", "--keep")
    assert told.exit_code == 2
    assert f"name one: {CITED}:3:¶1.1, {CITED}:3:¶6.1" in told.stderr
    assert run("resolve", f"{CITED}:3:¶6.1", "--keep").exit_code == 0
    page = (split / CITED).read_text("utf-8")
    assert '"was: The council' in page
    assert '#p6 "The vote was very")' in page
    assert run("resolve", f"{CITED}:3", "--keep").exit_code == 0
    assert "was: " not in (split / CITED).read_text("utf-8")


def test_line_that_cites_one_passage_twice_can_be_decided(split: Path, run: Run) -> None:
    link = "[¶1.1](harbour/source.md#p1)"
    cite(split, run, f"It costs $12 million. {link} So they say. {link}")
    for _ in range(2):
        assert run("resolve", f"{CITED}:3:¶1.1", "--keep").exit_code == 0
    assert "was: " not in (split / CITED).read_text("utf-8")


def test_of_a_statement_there_is_nothing_to_take(split: Path, run: Run) -> None:
    cite(split, run, "It costs $12 million. [¶1.1](harbour/source.md#p1)")
    before = (split / CITED).read_bytes()
    told = run("resolve", f"{CITED}:3", "--take")
    assert told.exit_code == 2
    assert "there is nothing to take: edit the statement, or say --keep" in told.stderr
    assert (split / CITED).read_bytes() == before


def test_entry_of_the_log_of_corrections_follows_its_passage(split: Path, run: Run) -> None:
    (split / "docs" / "corrections").mkdir()
    (split / "docs" / "corrections.md").write_text("# Corrections\n", "utf-8")
    entry = split / "docs" / "corrections" / "cost.md"
    head = (
        "---\ndate: 2026-11-24\npage: harbour/money.md\nold: $11 million\nnew: $12 million\n---\n"
    )
    entry.write_text(f"{head}\nIt says so. [¶1.1](harbour/source.md#p1)\n", "utf-8")
    assert run("split").exit_code == 0
    change(split, "The council reportedly", "A gull sat on the quay.\n\nThe council reportedly")
    run("split")
    there = '[¶2.1](harbour/source.md#p2 "The council reportedly")'
    assert there in entry.read_text("utf-8")
    assert there in (split / "docs" / "corrections.md").read_text("utf-8")

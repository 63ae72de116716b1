"""Pages that people delete, rename or contest, themes that go: nothing is lost or guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.redirects import redirects
from trees import pages

Run = Callable[..., Result]
FOLDER = Path("docs/harbour")
BASES = Path(".briefing/base/harbour")


@pytest.fixture
def split(project: Path, run: Run) -> Path:
    """A project whose article is split."""
    assert run("split").exit_code == 0
    return project


def change(root: Path, old: str, new: str, file: str = "articles/harbour.md") -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def drop_theme(root: Path, theme: str, following: str) -> None:
    article = root / "articles" / "harbour.md"
    text = article.read_text("utf-8")
    start, end = text.index(f"  - id: {theme}"), text.index(following)
    article.write_text(text[:start] + text[end:], "utf-8")


def contest(root: Path) -> Path:
    """Edit a passage that the article then rewrites."""
    change(root, "spend $12 million on", "spend 12 million dollars on", f"{FOLDER}/money.md")
    change(root, "spend $12 million", "spend $13 million")
    return root / FOLDER / "money.md"


def test_deleted_page_stays_deleted_and_nothing_links_to_it(split: Path, run: Run) -> None:
    (split / FOLDER / "storms.md").unlink()
    told = run("split")
    assert (told.exit_code, "1 left deleted" in told.output) == (0, True)
    change(split, "spend $12 million", "spend $13 million")
    run("split")
    assert not (split / FOLDER / "storms.md").exists()
    assert all("storms.md" not in text for text in pages(split).values())
    assert "On no page" in (split / FOLDER / "source.md").read_text("utf-8")


def test_deleted_page_comes_back_only_if_a_person_says_so(split: Path, run: Run) -> None:
    page = split / FOLDER / "storms.md"
    text = page.read_text("utf-8")
    page.unlink()
    run("split")
    assert run("resolve", "docs/harbour/storms.md", "--take").exit_code == 0
    assert page.read_text("utf-8") == text


def test_renamed_page_is_known_by_its_id_and_its_old_address_leads_to_it(
    split: Path, run: Run
) -> None:
    old, new = split / FOLDER / "money.md", split / FOLDER / "finances.md"
    old.rename(new)
    change(split, "spend $12 million", "spend $13 million")
    assert run("split").exit_code == 0
    assert "$13 million" in new.read_text("utf-8")
    assert not old.exists()
    assert "](finances.md" in (split / FOLDER / "index.md").read_text("utf-8")
    assert redirects(split) == {"harbour/money.md": "harbour/finances.md"}
    new.rename(split / FOLDER / "costs.md")
    run("split")
    assert redirects(split) == {
        "harbour/money.md": "harbour/costs.md",
        "harbour/finances.md": "harbour/costs.md",
    }


def test_theme_with_another_title_keeps_its_page_and_what_is_written_there(
    split: Path, run: Run
) -> None:
    page = split / FOLDER / "money.md"
    page.write_text(page.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    change(split, "title: Money", "title: What it costs")
    assert run("split").exit_code == 0
    text = page.read_text("utf-8")
    assert "# What it costs\n" in text
    assert text.endswith("\nMy own words.\n")
    assert redirects(split) == {}


def test_page_of_a_theme_that_is_gone_leads_to_the_overview(split: Path, run: Run) -> None:
    drop_theme(split, "storms", "context:\n")
    told = run("split")
    assert told.exit_code == 0
    assert "docs/harbour/storms.md: removed" in told.output
    assert redirects(split) == {"harbour/storms.md": "harbour/index.md"}


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


def test_new_theme_that_says_the_same_as_an_edited_page_is_suggested(split: Path, run: Run) -> None:
    page = split / FOLDER / "storms.md"
    page.write_text(page.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    change(split, "id: storms", "id: weather")
    told = run("split")
    assert "docs/harbour/weather.md is new and says much of the same" in told.stderr
    assert "give the theme the id 'storms' again" in told.stderr


@pytest.mark.parametrize(
    ("decision", "words"), [("--keep", "12 million dollars"), ("--take", "$13 million")]
)
def test_conflict_waits_in_a_file_of_its_own_until_it_is_decided(
    split: Path, run: Run, decision: str, words: str
) -> None:
    base = (split / BASES / "money.md").read_text("utf-8")
    page = contest(split)
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/money.md" in told.stderr
    assert "briefing resolve docs/harbour/money.md --keep, or --take" in told.stderr
    assert "<<<<<<<" not in page.read_text("utf-8")
    assert "12 million dollars" in page.read_text("utf-8")
    assert (split / BASES / "money.md").read_text("utf-8") == base
    conflict = split / ".briefing/conflicts/harbour/money.md"
    assert "nobody has decided yet" in run("check").stdout
    assert "docs/harbour/money.md" in run("build").stderr
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


def test_page_with_the_marks_of_a_merge_is_refused_with_its_line(split: Path, run: Run) -> None:
    page = split / FOLDER / "money.md"
    text = page.read_text("utf-8") + "<<<<<<< main\na\n=======\nb\n>>>>>>> mine\n"
    page.write_text(text, "utf-8")
    line = text.split("<<<<<<<")[0].count("\n") + 1
    says = "the file has the marks of an unfinished merge"
    told = run("split")
    assert told.exit_code == 1
    assert f"docs/harbour/money.md:{line}: {says}" in told.stderr
    told = run("check")
    assert told.exit_code == 1
    assert f"docs/harbour/money.md:{line}: error B002 {says}" in told.stdout
    assert page.read_text("utf-8") == text


def test_copy_of_a_page_needs_an_id_of_its_own(split: Path, run: Run) -> None:
    page = split / FOLDER / "money.md"
    (split / FOLDER / "costs.md").write_bytes(page.read_bytes())
    page.rename(split / FOLDER / "finances.md")
    told = run("split")
    assert told.exit_code == 1
    assert "has the id 'harbour/money', as docs/harbour/finances.md" in told.stderr


def test_page_that_is_moved_to_another_folder_is_refused(split: Path, run: Run) -> None:
    (split / "docs" / "elsewhere").mkdir()
    (split / FOLDER / "money.md").rename(split / "docs" / "elsewhere" / "money.md")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/elsewhere/money.md:2: was moved out of docs/harbour" in told.stderr


def test_source_page_cannot_be_deleted(split: Path, run: Run) -> None:
    (split / FOLDER / "source.md").unlink()
    told = run("split")
    assert told.exit_code == 1
    assert "every ¶ leads to this page" in told.stderr


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


def test_page_put_in_the_place_of_another_is_not_taken_for_it(split: Path, run: Run) -> None:
    money, fish = split / FOLDER / "money.md", split / FOLDER / "fish.md"
    money.unlink()
    fish.rename(money)
    change(split, "spend $12 million", "spend $13 million")
    assert run("split").exit_code == 0
    assert "id: harbour/fish" in money.read_text("utf-8")
    assert "# Money" not in money.read_text("utf-8")
    assert run("resolve", "harbour/money", "--take").exit_code == 2


def test_place_of_a_new_theme_that_a_renamed_page_has_is_asked_for(split: Path, run: Run) -> None:
    (split / FOLDER / "money.md").rename(split / FOLDER / "weather.md")
    change(split, "id: storms", "id: weather")
    told = run("split")
    assert told.exit_code == 1
    assert (
        "docs/harbour/weather.md: the page 'harbour/money' was put in the place of" in told.stderr
    )
    assert "# Money" in (split / FOLDER / "weather.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["harbour/../../../README", "harbour/../port/money"])
def test_id_that_leads_elsewhere_is_none(split: Path, run: Run, page: str) -> None:
    (split / "README.md").write_text("mine")
    (split / FOLDER / "foo.md").write_text(f"---\nid: {page}\ntitle: Foo\n---\n\nMine.\n")
    assert run("split").exit_code == 0
    assert run("resolve", "docs/harbour/foo.md", "--keep").exit_code == 2
    assert (split / "README.md").read_text() == "mine"


@pytest.mark.parametrize("folder", ["docs/harbour", ".briefing/base/harbour", ".briefing/tmp"])
def test_nothing_outside_is_written_or_removed_through_a_link(
    split: Path, run: Run, folder: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "files"
    (split / folder).rename(outside)
    (outside / "diary.md").write_text("mine")
    (split / folder).symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.rglob("*.*")}
    (split / "articles" / "harbour.md").rename(split / "articles" / "port.md")
    run("split")
    assert {path: path.read_bytes() for path in outside.rglob("*.*")} == before


def test_base_that_a_killed_run_left_is_not_believed_if_the_page_was_restored(
    split: Path, run: Run
) -> None:
    page, base = split / FOLDER / "money.md", split / BASES / "money.md"
    due = split / ".briefing/tmp/due/harbour/money.md"
    due.parent.mkdir(parents=True, exist_ok=True)
    due.write_text("docs/harbour/money.md\n0123\nwhat was due\n", "utf-8")
    before = page.read_text("utf-8")
    change(split, "spend $12 million", "spend $13 million")
    run("split")
    assert base.read_text("utf-8") == page.read_text("utf-8") != before


def test_overview_keeps_its_name(split: Path, run: Run) -> None:
    (split / FOLDER / "index.md").rename(split / FOLDER / "overview.md")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/overview.md: the overview's file has to be index.md" in told.stderr


def test_summary_is_the_same_when_there_is_nothing_to_do(split: Path, run: Run) -> None:
    (split / FOLDER / "storms.md").unlink()
    run("split")
    assert run("split").output == "Pages: 1 left deleted, 5 unchanged\n"


def test_article_with_the_marks_of_a_merge_is_not_split(split: Path, run: Run) -> None:
    change(split, "The town has", "<<<<<<< HEAD\nThe town has")
    before = pages(split)
    told = run("split")
    assert told.exit_code == 1
    assert "articles/harbour.md:43: the file has the marks of an unfinished merge" in told.stderr
    assert pages(split) == before


def test_deleted_page_stays_deleted_when_its_theme_was_away(split: Path, run: Run) -> None:
    article = split / "articles" / "harbour.md"
    text = article.read_text("utf-8")
    (split / FOLDER / "storms.md").unlink()
    run("split")
    drop_theme(split, "storms", "context:\n")
    run("split")
    article.write_text(text, "utf-8")
    assert run("split").exit_code == 0
    assert not (split / FOLDER / "storms.md").exists()


def test_page_that_is_a_link_is_refused(split: Path, run: Run) -> None:
    page = split / FOLDER / "money.md"
    page.rename(split / "notes.md")
    page.symlink_to(split / "notes.md")
    told = run("split")
    assert told.exit_code == 1
    assert "docs/harbour/money.md: the page is a link to another file" in told.stderr


def test_base_that_was_cut_off_is_not_believed(split: Path, run: Run) -> None:
    base = split / BASES / "money.md"
    base.write_text(base.read_text("utf-8")[:-40], "utf-8")
    page = split / FOLDER / "money.md"
    page.write_text(page.read_text("utf-8").replace("$12 million", "12 million dollars"), "utf-8")
    assert "it is not known what was generated" in run("split").stderr

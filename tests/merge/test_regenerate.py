"""Pages that people delete, rename or copy, themes that come and go: nothing is lost or guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.merge.state import redirects
from harbour import FOLDER, change, drop_theme
from trees import pages

Run = Callable[..., Result]


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
    assert "title: What it costs\n" in text
    assert text.endswith("\nMy own words.\n")
    assert redirects(split) == {}


def test_page_of_a_theme_that_is_gone_leads_to_the_overview(split: Path, run: Run) -> None:
    drop_theme(split, "storms", "context:\n")
    told = run("split")
    assert told.exit_code == 0
    assert "docs/harbour/storms.md: removed" in told.output
    assert redirects(split) == {"harbour/storms.md": "harbour/index.md"}


def test_new_theme_that_says_the_same_as_an_edited_page_is_suggested(split: Path, run: Run) -> None:
    page = split / FOLDER / "storms.md"
    page.write_text(page.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    change(split, "id: storms", "id: weather")
    told = run("split")
    assert "docs/harbour/weather.md is new and says much of the same" in told.stderr
    assert "give the theme the id 'storms' again" in told.stderr


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


def test_page_put_in_the_place_of_another_is_not_taken_for_it(split: Path, run: Run) -> None:
    money, fish = split / FOLDER / "money.md", split / FOLDER / "fish.md"
    money.unlink()
    fish.rename(money)
    change(split, "spend $12 million", "spend $13 million")
    assert run("split").exit_code == 0
    assert "id: harbour/fish" in money.read_text("utf-8")
    assert "title: Money" not in money.read_text("utf-8")
    assert run("resolve", "harbour/money", "--take").exit_code == 2


def test_place_of_a_new_theme_that_a_renamed_page_has_is_asked_for(split: Path, run: Run) -> None:
    (split / FOLDER / "money.md").rename(split / FOLDER / "weather.md")
    change(split, "id: storms", "id: weather")
    told = run("split")
    assert told.exit_code == 1
    assert (
        "docs/harbour/weather.md: the page 'harbour/money' was put in the place of" in told.stderr
    )
    assert "title: Money" in (split / FOLDER / "weather.md").read_text("utf-8")


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
    assert "docs/harbour/money.md: is a symbolic link, not a file" in told.stderr


def test_source_page_leads_old_addresses_on_and_is_no_edit_and_no_fault(
    split: Path, run: Run
) -> None:
    source = split / FOLDER / "source.md"
    change(split, "The vote was close. Who pays the loan back remains open.\n\n", "")
    change(split, "The council reportedly", "A gull sat on the quay.\n\nThe council reportedly")
    change(split, 'pins:\n  "¶6.2": money\n', "")
    assert run("split").exit_code == 0
    rows = source.read_text("utf-8").split("{ #earlier-addresses }")[1]
    assert "`¶1-5` is [now ¶2-6](#p2)" in rows
    assert "`¶6` is gone" in rows
    assert "source.md" not in run("check").stdout
    assert run("split").output == "Pages: 6 unchanged\n"
    change(split, "A gull sat on the quay.\n\n", "")
    assert run("split").exit_code == 0
    assert "`¶1` is gone" in source.read_text("utf-8")
    assert "source.md" not in run("check").stdout


def test_citations_on_a_page_that_a_person_made_follow_their_passages(
    split: Path, run: Run
) -> None:
    page = split / FOLDER / "mine.md"
    page.write_text("# Mine\n\nTheir boats land herring. [¶2.2](source.md#p2)\n", "utf-8")
    run("split")
    assert '[¶2.2](source.md#p2 "Their boats land")' in page.read_text("utf-8")
    change(split, "The council reportedly", "A gull sat on the quay.\n\nThe council reportedly")
    told = run("split")
    assert '[¶3.2](source.md#p3 "Their boats land")' in page.read_text("utf-8")
    assert "1 citation moved" in told.output
    assert run("split").output == "Pages: 7 unchanged\n"

"""What a check says of pages whose article, or whose passages, have changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.checks.load import load
from briefing.checks.rules.coverage import ledger
from briefing.project import read_folder
from harbour import change

Run = Callable[..., Result]
PAGE = "docs/harbour/page.md"
GONE = "---\ntitle: A\n---\n\n# A\n\nThey sang 99 songs. [¶9.9](source.md {})\n"
KEPT = ".briefing/base/harbour/article.json"


def write(root: Path, file: str, text: str) -> Path:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, "utf-8")
    return root / file


def keep(root: Path, first: str) -> None:
    """Keep the passages of an article that is only its `first` sentence as those last split."""
    write(root, KEPT, json.dumps({"paragraphs": [[first]]}))


def test_of_a_passage_that_is_gone_only_that_is_told_and_nothing_mended(
    project: Path, run: Run
) -> None:
    page = write(project, PAGE, GONE.format('"was: They sang all"'))
    told = run("check", "--fix").stdout
    assert "error B210 the passage that this was written for is gone" in told
    assert "1 error, 0 warnings, 1 could not be checked" in told
    assert page.read_text("utf-8") == GONE.format('"was: They sang all"')


@pytest.mark.parametrize(("target", "pages"), [("#p5", (PAGE,)), (' "was: They sang"', ())])
def test_citation_of_a_passage_that_is_gone_is_no_use_of_another(
    split: Path, target: str, pages: tuple[str, ...]
) -> None:
    write(split, PAGE, f"---\ntitle: A\n---\n\n# A\n\nThey sang. [¶5.1](source.md{target})\n")
    fifth = ledger(load(read_folder(split, "harbour")))[4]
    assert (fifth.number, fifth.by_people) == (5, pages)


def test_of_an_article_changed_after_the_split_there_is_one_line(split: Path, run: Run) -> None:
    keep(split, "The council wants a harbour.")
    write(split, PAGE, GONE.format('"was: They sang all"'))
    told = run("check")
    assert told.exit_code == 1
    assert told.stdout.splitlines()[:2] == [
        "articles/harbour.md: error B008 the article was changed after the last split",
        "  fix: run 'briefing split' first",
    ]
    assert "checked: 1 error, 0 warnings, 0 could not be checked" in told.stdout


def test_what_holds_for_any_article_is_told_before_the_split_too(split: Path, run: Run) -> None:
    keep(split, "The council wants a harbour.")
    allowed = "<!-- briefing: allow B203, only one side spoke -->\n"
    write(split, PAGE, f"---\ntitle: A\n---\n\n# A\n\n{allowed}<b>It cost $99.</b>\n")
    told = run("check").stdout
    assert f"{PAGE}:8:1: error B101 HTML is not allowed on a page: <b>" in told
    assert "B005" not in told


@pytest.mark.parametrize("damaged", ["", "[", "5", '{"paragraphs": 5}', "\0"])
def test_passages_kept_that_cannot_be_read_are_another_article(
    split: Path, run: Run, damaged: str
) -> None:
    write(split, KEPT, damaged)
    assert "error B008" in run("check").stdout


def test_address_in_the_front_matter_from_before_waits_for_the_split(split: Path, run: Run) -> None:
    change(split, "\nThe town has a brass band", "\nIt rained.\n\nThe town has a brass band")
    told = run("check").stdout
    assert "articles/harbour.md: error B008" in told
    assert "B004" not in told
    run("split")
    assert "B004" not in run("check").stdout


def test_page_of_the_site_waits_for_the_split_of_what_it_cites(split: Path, run: Run) -> None:
    about = "---\ntitle: A\n---\n\n# A\n\nIt broke. [¶3.1](harbour/source.md#p3)\n"
    page = write(split, "docs/about.md", about)
    run("split")
    change(split, "\nThe old sea wall", "\nIt rained.\n\nThe old sea wall")
    assert "1 error" in run("check").stdout, "that of the article"
    run("split")
    assert '[¶4.1](harbour/source.md#p4 "The old sea")' in page.read_text("utf-8")
    change(split, "wall broke in", "wall fell in")
    run("split")
    told = run("check").stdout
    assert "docs/about.md:7:11: error B210 " in told
    assert "The old sea wall [-broke-]{+fell+} in the storm" in told

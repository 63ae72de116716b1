"""Accounts and what is made of them have no more of a text's wording than marked quotations."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from briefing.article.read import parse
from briefing.checks.rules.notes import LONGEST_QUOTATION
from briefing.checks.rules.source_text import find_words, runs, shared_runs
from briefing.project import read_published
from briefing.text.patterns import find_quoted
from sites import PROJECT
from sources import DEEPSEEK_EFFECT, FERRY, SOURCES, Source, needs_the_real_text

PAGES = sorted((PROJECT / "docs").rglob("*.md"))


def words(text: str) -> list[str]:
    return [word for word, _ in find_words(text)]


def quoted(text: str) -> list[str]:
    found = [text[start:end] for start, end in find_quoted(text)]
    return [each for each in found if each[0] != '"']


def copied(files: Mapping[str, str], source: Source) -> list[str]:
    """The files that have a run of words from the text of `source`, with where it begins."""
    text = runs(source.text.read_text("utf-8"))
    return [
        f"{name}: {found}"
        for name, content in files.items()
        if (found := list(shared_runs(name, content, text)))
    ]


@needs_the_real_text
def test_no_file_shares_a_run_of_words_with_the_real_text_outside_quotations() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    )
    paths = [PROJECT / name for name in tracked.stdout.decode().split("\0") if name]
    texts = [each for each in paths if each.is_file() and each.suffix not in (".png", ".lock")]
    files = {
        str(each.relative_to(PROJECT)): each.read_text("utf-8", errors="replace") for each in texts
    }
    assert copied(files, DEEPSEEK_EFFECT) == []


@needs_the_real_text
def test_no_page_of_the_site_shares_one_either(site: Path) -> None:
    files = read_published(site.parent)
    assert {"site/search/search_index.json", "site/index.html"} < set(files)
    assert copied(files, DEEPSEEK_EFFECT) == []


def test_pages_made_of_an_account_share_none_with_its_text(
    project: Path, run: Callable[..., Result]
) -> None:
    shutil.copy(FERRY.account, project / "articles")
    assert run("split", "ferry").exit_code == 0
    files = read_published(project)
    assert {"articles/ferry.md", "docs/ferry/price.md", "docs/ferry/source.md"} < set(files)
    assert copied(files, FERRY) == []
    sentence = FERRY.text.read_text("utf-8").splitlines()[1]
    assert len(copied({"a.md": sentence}, FERRY)) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT / "docs")))
def test_quotations_are_short(page: Path) -> None:
    for quotation in quoted(page.read_text("utf-8")):
        assert len(words(quotation)) <= LONGEST_QUOTATION, quotation


@pytest.mark.parametrize("source", SOURCES)
def test_quotations_in_an_account_are_exact_and_short(source: Source) -> None:
    text = " ".join(words(source.text.read_text("utf-8")))
    quotations = quoted(parse(source.account.read_bytes(), "x.md").body)
    assert quotations
    assert all(len(words(quotation)) <= LONGEST_QUOTATION for quotation in quotations)
    assert all(" ".join(words(quotation)) in text for quotation in quotations)

"""Nothing here has more of the first article's wording than its marked quotations.

Skipped where the real text is not at hand, as in test_real_text.py.
"""

import subprocess
from functools import cache
from pathlib import Path

import pytest

from briefing.article.read import parse
from briefing.checks.rules.limits import QUOTATION
from briefing.checks.rules.source_text import find_words, runs, shared_runs
from briefing.project import read_published
from briefing.text.quotation_marks import find_quoted
from sites import PROJECT
from test_real_text import ACCOUNT, TEXT

PAGES = sorted((PROJECT / "docs").rglob("*.md"))

pytestmark = pytest.mark.skipif(not TEXT.is_file(), reason=f"the real text is not at {TEXT.name}")


@cache
def source() -> frozenset[tuple[str, ...]]:
    return runs(TEXT.read_text("utf-8"))


def plain(text: str) -> list[str]:
    return [word for word, _ in find_words(text)]


def quoted(text: str) -> list[str]:
    found = [text[start:end] for start, end in find_quoted(text)]
    return [each for each in found if each[0] != '"']


def test_no_file_shares_a_run_of_words_with_the_source_outside_quotations() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    )
    for name in tracked.stdout.decode().split("\0"):
        path = PROJECT / name
        if name and path.is_file() and path.suffix not in (".png", ".lock"):
            found = list(shared_runs(name, path.read_text("utf-8", errors="replace"), source()))
            assert not found, f"{name}: {found}"


def test_no_page_of_the_site_shares_one_either(site: Path) -> None:
    files = read_published(site.parent)
    assert {"site/search/search_index.json", "site/index.html"} < set(files)
    for name, text in files.items():
        found = list(shared_runs(name, text, source()))
        assert not found, f"{name}: {found}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT / "docs")))
def test_quotations_are_short(page: Path) -> None:
    for quotation in quoted(page.read_text("utf-8")):
        assert len(plain(quotation)) <= QUOTATION, quotation


def test_quotations_in_our_account_are_exact_and_short() -> None:
    account = parse(ACCOUNT.read_bytes(), "x.md").body
    text = " ".join(plain(TEXT.read_text("utf-8")))
    quotations = quoted(account)
    assert quotations
    assert all(len(plain(quotation)) <= QUOTATION for quotation in quotations)
    assert all(" ".join(plain(quotation)) in text for quotation in quotations)

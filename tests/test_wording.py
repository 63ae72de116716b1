"""Nothing here has more of the first article's wording than its marked quotations.

Skipped where the real text is not at hand, as in test_real_text.py.
"""

import json
import re
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefing.read import parse
from sites import PROJECT
from test_real_text import ACCOUNT, TEXT

LONGEST_RUN = 7
LONGEST_QUOTATION = 25
QUOTED = re.compile(r"“[^“”]*”")
PAGES = sorted((PROJECT / "docs").rglob("*.md"))

pytestmark = pytest.mark.skipif(not TEXT.is_file(), reason=f"the real text is not at {TEXT.name}")


def words(text: str) -> list[str]:
    return re.findall(r"[\w$%]+", text.lower().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one word more than is allowed."""
    found = words(text)
    return {tuple(found[i : i + LONGEST_RUN + 1]) for i in range(len(found) - LONGEST_RUN)}


@cache
def source() -> set[tuple[str, ...]]:
    return runs(TEXT.read_text("utf-8"))


def short(quotation: str) -> bool:
    return len(words(quotation)) <= LONGEST_QUOTATION


def shared(*pieces: str) -> str:
    """A run that one of the pieces has in common with the source outside quotations, or "".

    Straight signs are no quotation: they are how attributes and settings are written.
    """
    rest = [QUOTED.sub(lambda m: " ¶ " if short(m[0]) else m[0], piece) for piece in pieces]
    return " ".join(min(set().union(*map(runs, rest)) & source(), default=()))


class Told(HTMLParser):
    """What a page says: its text, and the values of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.values: list[str] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value for _, value in attrs if value]


def told(file: Path) -> list[str]:
    """What a file of the site says, piece by piece."""
    text = file.read_text("utf-8")
    if file.name == "search_index.json":
        sections = json.loads(text)["docs"]
        return [Told(f"{each['title']} {each['text']}").text for each in sections]
    page = Told(text)
    return [page.text, *page.values]


def test_no_file_shares_a_run_of_words_with_the_source_outside_quotations() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    )
    for name in tracked.stdout.decode().split("\0"):
        path = PROJECT / name
        if name and path.is_file() and path.suffix not in (".png", ".lock"):
            found = shared(path.read_text("utf-8", errors="replace"))
            assert not found, f"{name}: {found}"


def test_no_page_of_the_site_shares_one_either(site: Path) -> None:
    files = [file for kind in ("html", "json", "svg", "xml") for file in site.rglob(f"*.{kind}")]
    assert site / "search" / "search_index.json" in files
    for file in files:
        found = shared(*told(file))
        assert not found, f"{file.relative_to(site)}: {found}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>{}</p>"),
        ("page.html", '<abbr title="{}">AI</abbr>'),
        ("page.html", "<a href='#' aria-label='{}'></a>"),
        ("page.html", '<p>"{}"</p>'),
        ("search_index.json", '{{"docs": [{{"title": "", "text": "<p>{}</p>"}}]}}'),
    ],
)
def test_run_of_words_is_found_wherever_it_is(tmp_path: Path, name: str, content: str) -> None:
    longest = words(TEXT.read_text("utf-8"))[200:208]
    (tmp_path / name).write_text(content.format(" ".join(longest)), "utf-8")
    assert shared(*told(tmp_path / name)) == " ".join(longest)
    (tmp_path / name).write_text(content.format(" ".join(longest[1:])), "utf-8")
    assert shared(*told(tmp_path / name)) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT / "docs")))
def test_quotations_are_short(page: Path) -> None:
    for quotation in QUOTED.findall(page.read_text("utf-8")):
        assert short(quotation), quotation


def test_quotations_in_our_account_are_exact_and_short() -> None:
    account = parse(ACCOUNT.read_bytes(), "x.md").body
    text = " ".join(words(TEXT.read_text("utf-8")))
    quotations = QUOTED.findall(account)
    assert quotations
    assert all(short(quotation) for quotation in quotations)
    assert all(" ".join(words(quotation)) in text for quotation in quotations)

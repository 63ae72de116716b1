"""Copies of this project, the sites built of them, and a browser, for the tests of the site."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from briefing.cli.main import main
from browser import QUIET, find_browser
from serving import served

PROJECT = Path(__file__).resolve().parents[1]
PARTS = ("mkdocs.yml", "docs", "articles", "templates", ".briefing/base")
THEMES = ("cost-claims", "markets", "censorship", "xi-tech-meeting", "sovereign-ai")
ANSWER = """## Answer

The mayor puts the price of the bridge at forty million dollars. [¶1.1](source.md#p1) Engineers
expect that it is more than twice as much, perhaps thirty times as much. [¶1.2](source.md#p1)
Whoever is right, the town has paid a quarter of a million for the study alone, and hopes to have
all of it back from a toll. [¶1.3](source.md#p1)

"""
UNDER_REVIEW = """
## Open questions

Is the study paid for by a grant? [¶1.3](source.md#p1 "was: The study was paid ~3f9a1c")
"""


def copy_project(root: Path) -> Path:
    """This project's inputs, pages and templates in the folder `root`."""
    for part in PARTS:
        source, target = PROJECT / part, root / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return root


def built(root: Path, **environment: str) -> Path:
    """The site of the project in `root`."""
    told = CliRunner().invoke(main, ["build", "--root", str(root)], env=environment)
    assert told.exit_code == 0, told.output
    return root / "site"


def addresses(site: Path) -> list[str]:
    """The address of every page of the site, from its root."""
    pages = [page.relative_to(site).as_posix() for page in site.rglob("*.html")]
    return sorted(page.removesuffix("index.html") for page in pages)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A browser; where there is none, the test is skipped, or in CI fails."""
    found = find_browser()
    if found is None:
        message = "no browser: run 'python tests/browser.py --install'"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(found), args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's inputs, pages and templates, somewhere else."""
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def site(copy: Path) -> Path:
    return built(copy)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def bridge_site(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a briefing that has charts, and what people have written: a bottom line, and a
    question whose passage has changed since.
    """
    root = tmp_path_factory.mktemp("bridge") / "project"
    shutil.copytree(copy, root)
    case = PROJECT / "tests" / "cases" / "bridge" / "article.md"
    shutil.copy(case, root / "articles" / "bridge.md")
    assert CliRunner().invoke(main, ["split", "--root", str(root)]).exit_code == 0
    page = root / "docs" / "bridge" / "cost.md"
    before, question, after = page.read_text("utf-8").partition("{ .question }\n\n")
    page.write_text(before + question + ANSWER + after + UNDER_REVIEW, encoding="utf-8")
    return built(root, REPO_URL="https://example.org/repo")


@pytest.fixture(scope="session")
def bridge(bridge_site: Path) -> Iterator[str]:
    with served(bridge_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as launched:
        yield launched

"""Copies of this project for the tests that build a site of it, and a browser to open it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from briefing.cli import main
from browser import find_browser

PROJECT = Path(__file__).resolve().parents[1]
PARTS = ("mkdocs.yml", "docs", "articles", "templates", ".briefing/base")
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]


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


def built(root: Path) -> Path:
    """The site of the project in `root`."""
    told = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert told.exit_code == 0, told.output
    return root / "site"


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

"""What several test modules share: an article of our own, and options of the test run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from briefing.article.model import Article
from briefing.article.read import parse
from briefing.cli.main import main

pytest_plugins = ["sites"]

# No deadline, since a slow machine is no failure. `--hypothesis-profile=long` tries other examples
# in each run, and ten times as many; one that fails is printed, to be pinned with @example.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, derandomize=False, max_examples=1000)
settings.load_profile("fixed")

ARTICLE = Path(__file__).parent / "cases" / "harbour" / "article.md"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite the expected output.")


@pytest.fixture
def article() -> Article:
    return parse(ARTICLE.read_bytes(), "articles/harbour.md")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one article and nothing generated yet."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.md").write_bytes(ARTICLE.read_bytes())
    return tmp_path


@pytest.fixture
def run(project: Path) -> Callable[..., Result]:
    """Runs `briefing` in the project: `run("split", "--dry-run")`."""

    def call(*arguments: str | Path) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, [*words, "--root", str(project)])

    return call


@pytest.fixture
def split(project: Path, run: Callable[..., Result]) -> Path:
    """A project whose article is split."""
    assert run("split").exit_code == 0
    return project

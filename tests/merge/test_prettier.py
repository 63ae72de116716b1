"""Our first briefing, saved by a real Prettier 3, takes a change of its article as if untouched."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli.main import main
from briefing.markdown.blocks import front_matter_and_body, page_blocks
from briefing.project import read_folder

ROOT = Path(__file__).parents[2]
SLUG = "deepseek-effect"
PAGES = f"docs/{SLUG}"
ARTICLE = f"articles/{SLUG}.md"
OLD, NEW = "$100 million to $1 billion", "$200 million to $1 billion"

pytestmark = pytest.mark.npm


def prettier(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["npx", "--yes", "prettier@3", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def _prettier() -> None:
    if shutil.which("npx") is None:
        pytest.skip("npm is not installed")
    if (found := prettier("--version")).returncode:
        pytest.skip(f"npm cannot fetch prettier: {found.stderr[:200]}")


def split(root: Path) -> str:
    """What is said of a split: statements wait for a person, but no page does."""
    result = CliRunner().invoke(main, ["split", "--root", str(root)])
    assert result.exit_code in (0, 1), result.output
    assert "compiler changed" not in result.output
    assert not list((root / ".briefing" / "conflicts").rglob("*.md"))
    return result.output


def project(root: Path) -> Path:
    for folder in ("articles", "docs", ".briefing"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def change_article(root: Path) -> None:
    text = (root / ARTICLE).read_text("utf-8")
    assert text.count(OLD) == 1
    (root / ARTICLE).write_text(text.replace(OLD, NEW), "utf-8")


def said(file: Path) -> list[str]:
    """What the blocks of a page say."""
    body = front_matter_and_body(file.read_text("utf-8"))[1]
    return [block.key for block in page_blocks(body)]


@pytest.mark.usefixtures("_prettier")
@pytest.mark.parametrize("wrap", ["preserve", "always"])
def test_pages_saved_by_prettier_take_a_change_of_the_article(wrap: str, tmp_path: Path) -> None:
    untouched, saved = project(tmp_path / "untouched"), project(tmp_path / "saved")
    written = prettier("--write", "--prose-wrap", wrap, str(saved / PAGES))
    assert written.returncode == 0, written.stderr
    for root in (untouched, saved):
        change_article(root)
        split(root)
    for file in sorted((untouched / PAGES).glob("*.md")):
        ours, theirs = said(file), said(saved / PAGES / file.name)
        assert theirs == ours, file.name
        assert NEW in "\n".join(theirs) or NEW not in "\n".join(ours)
    text = (saved / PAGES / "cost-claims.md").read_text("utf-8")
    assert "\n{ .credit }" in text
    assert re.search(r"\| One side +\|", text), "the person's layout stays"
    before = read_folder(saved, SLUG)
    assert "unchanged" in split(saved)
    assert read_folder(saved, SLUG) == before

"""Stories of an article that changes while people cite it, each a folder of what came when.

article.md                 the article at first
page.md                    a page of people's that cites it, written then
page-of-another-branch.md  the same, of someone else who splits the first article; git merges both
note.md                    a note on a passage, written at first
without-state              is there where only docs/ and articles/ were kept, and no .briefing/
cut-at-semicolons          is there where the first release cuts sentences at semicolons, too
article-again.md           the article now, in which a person has edited no address
page-followed.md           the page after the last `briefing split`
note-followed.md           the note
said.txt                   what that split said
"""

from pathlib import Path
from shutil import rmtree
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from test_stories import git

from briefing.article import split as article_split
from briefing.cli.main import main
from briefing.text.words import sentence_starts

STORIES = Path(__file__).parents[1] / "article-stories"
ARTICLE, PAGE, NOTE = "articles/x.md", "docs/words.md", "docs/x/notes/flood.md"


def at_semicolons(text: str, language: str) -> list[int]:
    """Where sentences start in another release."""
    more = [at + 2 for at, sign in enumerate(text) if text[at : at + 2] == "; "]
    return sorted({*sentence_starts(text, language), *more})


def put(root: Path, story: Path, *files: tuple[str, str]) -> None:
    """Put files of `story`, by name, to their paths, as far as it has them, and split."""
    for name, path in files:
        if (story / name).exists():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes((story / name).read_bytes())


def split(root: Path) -> str:
    told = CliRunner().invoke(main, ["split", "--root", str(root)])
    return f"{told.stderr}{told.stdout}"


def commit(root: Path, words: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--allow-empty", "--message", words)


def tell(root: Path, story: Path) -> str:
    """Tell `story` up to its end; what the last split said."""
    (root / "mkdocs.yml").write_text("site_name: Story\n")
    (root / ".gitignore").write_text(".cache/\n")
    git(root, "init", "--initial-branch", "main")
    starts = at_semicolons if (story / "cut-at-semicolons").exists() else sentence_starts
    with patch.object(article_split, "sentence_starts", starts):
        put(root, story, ("article.md", ARTICLE), ("note.md", NOTE))
        split(root)
        commit(root, "article")
        put(root, story, ("page.md", PAGE))
        split(root)
    commit(root, "page")
    if (story / "without-state").exists():
        rmtree(root / ".briefing")
    rmtree(root / ".cache", ignore_errors=True)
    put(root, story, ("article-again.md", ARTICLE))
    said = split(root)
    if (story / "page-of-another-branch.md").exists():
        commit(root, "article again")
        git(root, "checkout", "-b", "other", "HEAD~1")
        put(root, story, ("page-of-another-branch.md", PAGE))
        split(root)
        commit(root, "page of another branch")
        git(root, "merge", "--no-edit", "main")
        said = split(root)
    return said


@pytest.mark.parametrize("story", sorted(STORIES.glob("*/")), ids=lambda story: story.name)
def test_story(story: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    said = tell(tmp_path, story)
    found = {"said.txt": said}
    for name, path in ("page-followed.md", PAGE), ("note-followed.md", NOTE):
        if (tmp_path / path).exists():
            found[name] = (tmp_path / path).read_text("utf-8")
    for name, text in found.items():
        if pytestconfig.getoption("--update-golden"):
            (story / name).write_text(text, "utf-8")
        assert (story / name).read_text("utf-8") == text


@pytest.mark.parametrize("story", sorted(STORIES.glob("*/")), ids=lambda story: story.name)
def test_split_at_the_end_of_a_story_changes_nothing(story: Path, tmp_path: Path) -> None:
    tell(tmp_path, story)
    commit(tmp_path, "split")
    split(tmp_path)
    git(tmp_path, "diff", "--exit-code")

"""Pages against the text that they are about, which is not in the project; and against time."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli.main import main
from sites import built, copy_project

Run = Callable[..., Result]
TEXT = """\
By Ada Long

The council reportedly wants twelve million dollars for the harbour, said Ruth Vale. “We will not
raise it,” she said on 4 November 2024, before some forty people who had come to the old hall.

The old wall fell in the storm of January 2019, and nobody has ever said where the stones went.
"""
ACCOUNT = """\
---
title: Harbour
language: en
author: Ada Long
themes:
  - {id: money, title: Money, question: Who pays?, description: The cost of the harbour.}
---

By Ada Long

Ruth Vale said that the council reportedly wants $12 million. She spoke on 4 November 2024, to 40
people: “We will not raise it,”.

A storm of January 2019 brought the wall down.
"""
PAGE = """\
---
title: Money
---

# Money

Ruth Vale: the council reportedly wants $12 million. [¶1.1](source.md#p1)
"""


@pytest.fixture
def text(project: Path, run: Run) -> Path:
    """A project with an account of a text, a page on it, and the text beside it."""
    (project / "articles" / "harbour.md").write_text(ACCOUNT, "utf-8")
    page = project / "docs" / "harbour" / "money.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    outside = project.with_name(f"{project.name}-text.txt")
    outside.write_text(TEXT, "utf-8")
    assert run("source", "lock", outside).exit_code == 0
    return outside


def told(run: Run, text: Path) -> list[str]:
    return [
        line.partition(" error ")[2]
        for line in run("check", "--source", text).stdout.splitlines()
        if " error " in line
    ]


def test_account_and_page_in_other_words_are_sound(text: Path, run: Run) -> None:
    assert told(run, text) == []


def test_figure_of_the_account_has_to_be_that_of_the_source(
    project: Path, text: Path, run: Run
) -> None:
    article = project / "articles" / "harbour.md"
    article.write_text(ACCOUNT.replace("$12", "$13"), "utf-8")
    page = project / "docs" / "harbour" / "money.md"
    page.write_text(PAGE.replace("$12", "$13"), "utf-8")
    assert told(run, text) == [
        "B405 the figure $13 million is not the source's: ¶1 has twelve million dollars",
        "B405 ¶1.1: the figure $13 million is not the source's",
    ]
    assert "articles/harbour.md:11: error B405" in run("check", "--source", text).stdout


def test_words_of_the_source_are_found_wherever_they_are(
    project: Path, text: Path, run: Run
) -> None:
    stolen = "nobody has <b>ever</b> said where the stones went"
    attribute = "nobody has ever said where the stones went"
    files = {
        ".briefing/base/harbour/money.md": f"# {stolen}\n",
        "README.md": stolen,
        "docs/a.svg": f"<svg><text>{stolen}</text></svg>\n",
        "docs/tip.md": f'[Wall](a.md "{attribute}")\n',
        "mkdocs.yml": f"site_name: Test\n# {stolen}\n",
        "site/a.svg": f"<svg aria-label='{attribute}'/>",
        "site/corrections.xml": f"<content>&lt;p title='{attribute}'>Money&lt;/p></content>",
        "site/harbour/index.html": f'<p>A wall\n<abbr title="{attribute}">Wall</abbr></p>',
        "site/search/search_index.json": json.dumps({"docs": [{"text": stolen}]}),
        "templates/pages/theme.md.jinja": f'{{{{ "{attribute}" }}}}\n',
    }
    for name, content in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(content, "utf-8")
    found = run("check", "--source", text).stdout.splitlines()
    places = [line.split(": ")[0] for line in found if "B406" in line]
    assert [place.rpartition(":")[0] for place in places] == sorted(files)
    assert {"mkdocs.yml:2", "site/harbour/index.html:2"} < set(places)
    assert "8 words in a row are the source's: “nobody has ever …”" in "\n".join(found)
    assert "where the stones went" not in "".join(line for line in found if "error" in line)


def test_site_that_is_not_built_is_told_as_not_checked(project: Path, text: Path, run: Run) -> None:
    told = run("check", "--source", text)
    assert told.exit_code == 0
    assert told.stdout.splitlines()[:2] == [
        "site: unchecked B406 there is no built site: "
        "its pages and its search index were not looked at",
        "  fix: briefing build",
    ]
    assert told.stdout.splitlines()[-1].endswith("1 could not be checked")
    index = project / "site" / "search" / "search_index.json"
    index.parent.mkdir(parents=True)
    index.write_text("{}", "utf-8")
    assert "B406" not in run("check", "--source", text).stdout


def test_another_text_is_not_checked_against(text: Path, run: Run) -> None:
    text.write_text(TEXT.replace("twelve", "thirteen"), "utf-8")
    found = run("check", "--source", text)
    assert found.exit_code == 1
    assert "¶1 differs from the source in ¶1.1" in found.stdout


NOTE = """\
---
passage: ¶2.1
kind: scope
source:
  outlet: the audit
  title: Audit of the wall
  date: 2020
  looked_up: 2025-03
---

The wall was 41 metres long.
"""


def test_what_is_due_is_listed_and_makes_no_error(project: Path, text: Path, run: Run) -> None:
    page = project / "docs" / "harbour" / "money.md"
    page.write_text(PAGE.replace("---\n\n", "review_by: 2026-01-31\n---\n\n"), "utf-8")
    (page.parent / "notes").mkdir()
    (page.parent / "notes" / "wall.md").write_text(NOTE, "utf-8")
    assert run("stale", "--today", "2026-01-31").stdout == "0 due on 2026-01-31\n"
    due = run("stale", "--today", "2026-04-01")
    assert due.exit_code == 0
    assert due.stdout == (
        "docs/harbour/money.md:3: the page was to be reviewed by, 2026-01-31\n"
        "docs/harbour/notes/wall.md:4: the source of this note was looked up, 2025-03\n"
        "2 due on 2026-04-01\n"
    )
    assert run("check").exit_code == 0


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_published_figure_that_changes_needs_a_line_in_the_log(
    project: Path, text: Path, run: Run
) -> None:
    notes = project / "docs" / "harbour" / "notes"
    notes.mkdir()
    (notes / "wall.md").write_text(NOTE, "utf-8")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Published")
    assert "B408" not in run("check", "--since", "HEAD").stdout
    (notes / "wall.md").write_text(NOTE.replace("41", "42"), "utf-8")
    found = run("check", "--since", "HEAD")
    told = "docs/harbour/notes/wall.md:11:1: error B408 published with 41, and now without"
    assert told in found.stdout
    assert found.exit_code == 1
    entry = project / "docs" / "corrections" / "wall.md"
    entry.parent.mkdir()
    told = "---\ndate: 2026-11-24\npage: bridge/money.md\nold: 41\nnew: 42\n---\n\nMisread.\n"
    entry.write_text(told, "utf-8")
    assert "B408" in run("check", "--since", "HEAD").stdout
    entry.write_text(told.replace("bridge", "harbour"), "utf-8")
    assert "B408" not in run("check", "--since", "HEAD").stdout
    assert run("check", "--since", "nowhere").exit_code == 2


PUBLISHED = """\
---
id: harbour/money
title: Money
---

# Money

The council wants $12 million, about two years after 27 January 2025. [¶1.1](source.md#p1)

By then the wall was 41 metres long and had cost 7% more. [¶2.1](source.md#p2)
"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("$12 million", "US$12m", ""),
        ("27 January 2025", "Jan. 27, 2025", ""),
        ("wall was 41 metres long", "wall had a length of 41 metres", ""),
        ("$12 million", "US$13m", "8:1: error B408 published with $12 million"),
        ("27 January", "28 January", "8:1: error B408 published with 27 January 2025"),
        (PUBLISHED.split("\n\n")[-1], "", "1:1: error B408 published with 41"),
    ],
)
def test_what_changes_is_what_a_figure_means_not_how_it_is_written(
    project: Path, text: Path, run: Run, old: str, new: str, place: str
) -> None:
    page = project / "docs" / "harbour" / "money.md"
    page.write_text(PUBLISHED, "utf-8")
    base = project / ".briefing" / "base" / "harbour" / "money.md"  # all but this is by people
    base.parent.mkdir(parents=True)
    base.write_text(PUBLISHED.split("The council")[0], "utf-8")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Published")
    page.unlink()
    page.with_name("renamed.md").write_text(PUBLISHED.replace(old, new), "utf-8")
    found = [line for line in run("check", "--since", "HEAD").stdout.splitlines() if "B408" in line]
    said = [line.removeprefix("docs/harbour/renamed.md:").split(",")[0] for line in found]
    assert said == ([place] if place else [])


def test_article_that_loses_a_figure_needs_a_line_in_the_log(
    project: Path, text: Path, run: Run
) -> None:
    (project / "way").symlink_to("/nowhere")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Published")
    git(project, "switch", "-qc", "branch")
    article = project / "articles" / "harbour.md"
    article.write_text(ACCOUNT.replace("40", "50"), "utf-8")
    git(project, "commit", "-qam", "Other people")
    wrong = "articles/harbour.md:1:1: error B408 published with 40, and now without"
    assert wrong in run("check", "--since", "main").stdout
    git(project, "switch", "-q", "main")
    assert "B408" not in run("check", "--since", "branch").stdout, "it has changed there, not here"


def test_page_past_its_review_says_so_only_on_a_day_that_is_given(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    page = root / "docs" / "glossary.md"
    page.write_text(page.read_text("utf-8").replace("---\n\n", "review_by: 2026-01-31\n---\n\n", 1))
    shown = root / "site" / "glossary" / "index.html"
    flag = "This page was to be reviewed by 2026-01-31."
    built(root)
    assert flag not in shown.read_text("utf-8")
    told = CliRunner().invoke(main, ["build", "--root", str(root), "--today", "2026-02-01"])
    assert told.exit_code == 0, told.output
    assert flag in shown.read_text("utf-8")
    assert "was to be reviewed" not in (root / "site" / "index.html").read_text("utf-8")

"""`briefing check` over real files: odd files, what it mends, and the hook that runs it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.checks.model import KINDS
from harbour import change

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/harbour/page.md"
Run = Callable[..., Result]


def test_what_is_no_file_is_told_and_not_read(project: Path, run: Run) -> None:
    docs = project / "docs" / "harbour"
    (docs / "folder.md").mkdir(parents=True)
    (project / "articles" / "other.md").mkdir()
    (project / "articles" / "entities.yml").mkdir()
    (project / "articles" / "more.MD").write_text("a secret", "utf-8")
    (project / "secret").write_text("a secret", "utf-8")
    (project / "articles" / "link.md").symlink_to(project / "secret")
    if hasattr(os, "mkfifo"):
        os.mkfifo(docs / "pipe.md")
    told = run("check")
    assert told.exit_code == 1
    what = "stands where a file is expected, and is not read"
    for path in ("articles/other.md", "articles/entities.yml", "docs/harbour/folder.md"):
        assert f"{path}: error B108 a folder {what}\n" in told.stdout
    assert f"articles/link.md: error B108 a symbolic link {what}\n" in told.stdout
    assert f"articles/more.MD: error B108 a file without the ending .md {what}\n" in told.stdout
    assert "a secret" not in told.stdout
    assert "articles/link.md: is a symbolic link, not a file" in run("split").stderr
    if hasattr(os, "mkfifo"):
        assert f"docs/harbour/pipe.md: error B108 a pipe or a device {what}\n" in told.stdout
        (docs / "folder.md").rmdir()
        assert "pipe.md: is a pipe or a device, not a file" in run("split").stderr


@pytest.mark.parametrize("folder", ["articles", "docs/harbour", ".briefing/base/harbour"])
def test_folder_that_cannot_be_read_stops_check_and_split(
    split: Path, run: Run, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path) == str(split / folder):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)  # as root may read every folder
    for command in ("check", "split"):
        told = run(command)
        assert told.exit_code != 0
        assert f"{folder}: cannot be read: Permission denied (check the path" in told.stderr


def test_path_that_does_not_exist_is_told_with_each_file_once(project: Path, run: Run) -> None:
    assert run("check", "nosuch.md").stderr.count("articles/harbour.md") == 1


def test_mend_of_a_link_to_no_passage_leads_there_from_its_page(split: Path, run: Run) -> None:
    page = split / "docs" / "harbour" / "parts" / "fish.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: A\n---\n\n# A\n\nIt broke. [¶3.1](source.md#p3)\n", "utf-8")
    assert "fix: write [¶3.1](../source.md#p3)\n" in run("check").stdout


def test_sign_of_a_paragraph_in_the_article_itself_is_no_address(project: Path, run: Run) -> None:
    change(project, "Fishermen doubt", "By ¶44.2 of the law, fishermen doubt")
    run("split")
    page = project / "docs" / "harbour" / "fish.md"
    text = page.read_text("utf-8")
    assert "¶44.2" in text
    assert "B205" not in run("check").stdout
    page.write_text(f"{text}\nSee ¶44.2.\n", "utf-8")
    assert run("check").stdout.count("error B205 there is no ¶44.2") == 1


def test_path_outside_of_the_project_is_refused(project: Path, run: Run) -> None:
    told = run("check", project.parent)
    fix = "name a page, an article, or a folder of the project"
    assert (told.exit_code, told.stderr) == (
        2,
        f"{project.parent}: is not in {project} ({fix})\n",
    )
    assert run("check", project / "mkdocs.yml").exit_code == 0


def test_missing_base_is_told_and_makes_no_statement_wrong(project: Path, run: Run) -> None:
    run("split")
    docs, base = project / "docs" / "harbour", project / ".briefing" / "base" / "harbour"
    with (docs / "money.md").open("a", encoding="utf-8") as page:
        page.write("\n28% of it is [a gift](https://example.org/gift).\n")
    (docs / "more.md").write_text(
        "---\ntitle: A\n---\n\n# A\n\nA gift pays 28%, as [Money](money.md) has it.\n", "utf-8"
    )
    assert run("check").exit_code == 0
    (base / "money.md").unlink()
    told = run("check").stdout
    assert "docs/harbour/money.md: error B007 there is no .briefing/base/harbour/money.md" in told
    assert "more.md" not in told


@pytest.mark.parametrize(
    "content", ["# A\n¶1 {{ x".encode("utf-16"), b"# A\n\0\1\0\n\0", b"\x89PNG\0"]
)
def test_of_a_page_that_is_no_text_only_that_is_told(
    project: Path, run: Run, content: bytes
) -> None:
    (project / PAGE).parent.mkdir(parents=True)
    (project / PAGE).write_bytes(content)
    told = run("check", PAGE).stdout
    assert ": error B003 not " in told
    assert told.splitlines()[-1].startswith("1 file checked: 1 error, 0 warnings, ")


def test_fix_changes_only_what_it_mends(project: Path, run: Run) -> None:
    page = project / PAGE
    page.parent.mkdir(parents=True)
    text = (
        "\ufeff---\r\ntitle: A\n---\r\n\r\n# A\r\nIt broke.\n"
        '[¶3.1](source.md#p%s "the wall") <!-- [¶3.1](source.md#p2) -->\r\n[¶03.1](source.md#p3)'
    )
    page.write_bytes((text % 2).encode())
    told = run("check", "--fix").stdout
    assert page.read_bytes() == (text % 3).encode()
    assert "B206" not in told


def test_fix_never_touches_what_the_compiler_wrote(split: Path, run: Run) -> None:
    passage = "The wall broke. [¶3.1](source.md#p2)\n"
    for file in (split / "docs/harbour/storms.md", split / ".briefing/base/harbour/storms.md"):
        file.write_text(f"{file.read_text('utf-8')}\n{passage}", "utf-8")
    page = split / "docs/harbour/storms.md"
    by_compiler = page.read_text("utf-8")
    page.write_text(f"{by_compiler}\nIt held. [¶3.1](source.md#p1)\n", "utf-8")
    told = run("check", "--fix").stdout
    assert "docs/harbour/storms.md: mended" in told
    assert page.read_text("utf-8") == f"{by_compiler}\nIt held. [¶3.1](source.md#p3)\n"
    assert "the link says ¶3.1 but leads to source.md#p2" in told


def test_sign_that_the_article_has_is_told_there_and_not_on_the_pages(
    project: Path, run: Run
) -> None:
    change(project, "900 tonnes of herring", "900 tonnes of her\u00adring")
    run("split")
    change(project, "\n## Next", "\nThe wa\u200bll held.\n\n## Next", "docs/harbour/fish.md")
    lines = [line for line in run("check").stdout.splitlines() if "an invisible sign" in line]
    assert [line.split(" an ")[0] for line in lines] == [
        "articles/harbour.md:35:61: error B111",
        f"docs/harbour/fish.md:{lines[1].split(':')[1]}:7: error B104",
    ]


def test_fix_leaves_a_page_that_is_no_text(project: Path, run: Run) -> None:
    page = project / PAGE
    page.parent.mkdir(parents=True)
    page.write_bytes(b"---\ntitle: A\n---\n\n# A\n\n[\xc2\xb63.1](source.md#p2) caf\xe9\n")
    before = page.read_bytes()
    run("check", "--fix")
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            "---\nnames:\n  - {name: A, kind: compny}\n...\n",
            f"3: error B004 'names.1.kind' must be one of {', '.join(KINDS)}",
        ),
        ("---\nnames: 5\n...\n", "2: error B004 'names' must be a list, each item after '- '"),
        ("---\nnmes: []\n...\n", "2: error B004 unknown key 'nmes'"),
        ("slips:\n  - {found: A}\n", "2: error B004 missing key 'slips.1.meant'"),
        (
            "---\nnames:\n  - {name: 360, kind: company}\n",
            "3: error B004 'names.1.name' must be text",
        ),
        ("- name: A\n", "1: error B004 not a list of 'key: value' lines"),
    ],
)
def test_names_of_another_form_are_told(project: Path, run: Run, names: str, told: str) -> None:
    (project / "articles" / "entities.yml").write_text(names, "utf-8")
    seen = run("check").stdout
    assert f"articles/entities.yml:{told}\n" in seen


@pytest.mark.skipif(os.name == "nt", reason="the hook is a script for a Unix shell")
def test_hook_checks_what_is_staged(project: Path) -> None:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", "-C", str(project), *who, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (script,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", contributing, re.DOTALL)
    program = Path(sys.executable).with_name("briefing")
    git("init")
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script.replace(".venv/bin/briefing", f"'{program}'"), "utf-8")
    hook.chmod(0o755)
    page = project / PAGE
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle:\n---\n\n# A\n", "utf-8")
    git("add", ".")
    page.write_text("---\ntitle: A\n---\n\n# A\n", "utf-8")
    refused = git("commit", "-m", "A")
    assert refused.returncode == 1
    assert f"{PAGE}:2: error B109 'title' has no value" in refused.stdout + refused.stderr
    git("add", ".")
    page.write_text("---\ntitle:\n---\n\n# A\n", "utf-8")
    assert git("commit", "-m", "A").returncode == 0


def test_source_page_whose_addresses_were_taken_away_is_told(project: Path, run: Run) -> None:
    run("split")
    source = project / "docs" / "harbour" / "source.md"
    text = source.read_text("utf-8").replace("</span>", "")
    source.write_text(re.sub(r"<span id=[^>]*>", "", text), "utf-8")
    assert "source.md:1: error B410 ¶1.1 of the article is missing" in run("check").stdout

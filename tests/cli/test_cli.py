"""The command line over real files: what it says, and how it ends."""

import json
import os
import pty
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import briefing
from briefing.cli.main import main

BRIEFING = str(Path(sys.executable).with_name("briefing"))
"""The installed command."""

Run = Callable[..., Result]
SCHEMA = json.loads(
    (Path(briefing.__file__).parent / "cli" / "explain.schema.json").read_text("utf-8")
)


def test_explain_json_holds_to_its_schema_and_accounts_for_every_character(
    project: Path, run: Run
) -> None:
    account = json.loads(run("explain", "harbour", "--json").output)
    jsonschema.validate(account, SCHEMA, cls=jsonschema.Draft202012Validator)
    body = (project / "articles" / "harbour.md").read_text().split("\n---\n", 1)[1]
    assert "".join(passage["text"] for passage in account["passages"]) == body
    assert all(body[p["start"] : p["end"]] == p["text"] for p in account["passages"])
    assert account["themes"] == ["money", "fish", "storms"]


def test_explain_without_context_uses_declared_themes_only(run: Run) -> None:
    account = json.loads(run("explain", "harbour", "--json", "--no-context").output)
    assert {passage["theme"] for passage in account["passages"]} <= set(account["themes"])


def test_explain_takes_a_file_anywhere(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "Any Name_1.md"
    elsewhere.write_bytes((project / "articles" / "harbour.md").read_bytes())
    told = CliRunner().invoke(main, ["explain", str(elsewhere), "--json"])
    assert told.exit_code == 0
    assert json.loads(told.output)["article"] == "Any Name_1"


def test_explain_shows_a_row_for_each_passage(run: Run) -> None:
    rows = run("explain", "harbour").output.splitlines()
    assert rows[0].split() == [
        "Passage",
        "Theme",
        "Trust",
        "Score",
        "Next",
        "Because",
        "of",
        "Text",
    ]
    assert any(row.startswith("¶6.2") and "pinned" in row for row in rows)
    assert len(rows) == 1 + 16


def test_pin_that_matches_no_passage_is_an_error_that_names_it(project: Path, run: Run) -> None:
    article = project / "articles" / "harbour.md"
    article.write_text(article.read_text().replace('"¶6.2": money', '"¶7": money'))
    told = run("split")
    assert told.exit_code == 1
    assert told.stderr == (
        "articles/harbour.md:28: pin '¶7' matches no passage (the article has ¶1 to ¶6; "
        "'briefing explain' on the article without pins lists every address)\n"
    )
    assert not (project / "docs").exists()


def test_as_of_beyond_the_article_is_an_error(project: Path, run: Run) -> None:
    article = project / "articles" / "harbour.md"
    article.write_text(article.read_text().replace('"¶4-6"', '"¶4-9"'))
    told = run("split")
    assert told.exit_code == 1
    assert "articles/harbour.md:9: as_of names ¶9, which does not exist" in told.stderr


def test_one_bad_article_does_not_stop_the_others(project: Path, run: Run) -> None:
    (project / "articles" / "bad.md").write_text("no front matter")
    told = run("split")
    assert told.exit_code == 1
    assert "articles/bad.md:1: no front matter" in told.stderr
    assert (project / "docs" / "harbour" / "index.md").exists()


def test_file_name_that_makes_no_address_is_an_error(project: Path, run: Run) -> None:
    (project / "articles" / "harbour.md").rename(project / "articles" / "My Harbour.md")
    told = run("split")
    assert told.exit_code == 1
    assert "(rename it to my-harbour.md)" in told.stderr


def test_many_articles_are_split_by_several_processes(project: Path, run: Run) -> None:
    text = (project / "articles" / "harbour.md").read_text()
    for number in range(12):
        (project / "articles" / f"harbour-{number}.md").write_text(text)
    (project / "articles" / "bad.md").write_text("no front matter")
    told = run("split")
    assert told.exit_code == 1
    assert "articles/bad.md:1: no front matter" in told.stderr
    one = (project / "docs" / "harbour" / "money.md").read_text()
    other = (project / "docs" / "harbour-7" / "money.md").read_text()
    assert other == one.replace("id: harbour/", "id: harbour-7/")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["split", "harbor"],
            "harbor: no article 'harbor' in {root}/articles (did you mean 'harbour'?)",
        ),
        (
            ["explain", "nothing"],
            "nothing: no article 'nothing' in {root}/articles (known: harbour)",
        ),
        (
            ["add", "missing.txt"],
            "missing.txt: cannot be read: No such file or directory "
            "(check the path and its permissions)",
        ),
    ],
)
def test_what_cannot_run_is_said_on_standard_error(
    project: Path, run: Run, words: list[str], says: str
) -> None:
    told = run(*words)
    assert told.exit_code == 2
    assert told.stderr == says.format(root=project) + "\n"
    assert told.stdout == ""


def test_without_a_project_the_error_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["split"])
    assert told.exit_code == 2
    assert "no mkdocs.yml here or above" in told.stderr
    assert "--root DIR" in told.stderr


def test_root_is_found_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "articles")
    assert CliRunner().invoke(main, ["split", "--quiet"]).exit_code == 0
    assert (project / "docs" / "harbour" / "index.md").exists()


def test_mistake_in_a_template_is_named_with_its_place(project: Path, run: Run) -> None:
    shutil.copytree(Path(__file__).parents[2] / "templates", project / "templates")
    page = project / "templates" / "pages" / "theme.md.jinja"
    page.write_text(page.read_text().replace("{{ page.title }}", "{{ page.titel }}"))
    told = run("split")
    assert told.exit_code == 1
    assert told.stderr == (
        "templates/pages/theme.md.jinja:3: 'dict object' has no attribute 'titel' "
        "(mend the template)\n"
    )
    assert not (project / "docs").exists()


def test_template_that_leaves_out_the_front_matter_is_named(project: Path, run: Run) -> None:
    shutil.copytree(Path(__file__).parents[2] / "templates", project / "templates")
    page = project / "templates" / "pages" / "source.md.jinja"
    page.write_text(page.read_text().replace("{{ front_matter }}\n", "---\ntitle: A\n---\n"))
    told = run("split")
    assert (told.exit_code, told.stderr) == (
        1,
        "templates/pages/source.md.jinja: the template changes or leaves out the front matter "
        "(start it with {{ front_matter }} on a line of its own)\n",
    )
    assert not (project / "docs").exists()


@pytest.mark.parametrize(("name", "better"), [("assets", "assets-article"), ("x" * 81, "x" * 80)])
def test_article_with_a_name_that_makes_no_address_is_refused(
    project: Path, run: Run, name: str, better: str
) -> None:
    (project / "articles" / "harbour.md").rename(project / "articles" / f"{name}.md")
    told = run("split")
    assert told.exit_code == 1
    says = (
        "the file's name becomes a web address: at most 80 lower-case letters, digits and hyphens, "
        f"and not assets, corrections, index, search, tags (rename it to {better}.md)\n"
    )
    assert told.stderr == f"articles/{name}.md: {says}"
    assert f"articles/{name}.md: error B004 {says.partition(' (')[0]}" in run("check").stdout


def test_project_that_is_none_is_named(project: Path, run: Run) -> None:
    told = CliRunner().invoke(main, ["split", "--root", "nowhere"])
    assert (told.exit_code, told.stderr) == (
        2,
        "nowhere: is not a folder (name the folder of the project)\n",
    )
    shutil.rmtree(project / "articles")
    told = run("split")
    assert (told.exit_code, told.stderr) == (
        2,
        f"{project}/articles: there is no such folder "
        "(is this the project's folder? 'briefing add FILE' makes a first article)\n",
    )


@pytest.mark.parametrize("address", ["8000", "localhost:", "localhost:port", "localhost:65536"])
def test_address_that_is_none_is_refused(run: Run, address: str) -> None:
    told = run("serve", "--address", address)
    assert told.exit_code == 2
    assert f"'{address}' is no HOST:PORT, such as 127.0.0.1:8000" in told.stderr


def test_port_in_use_is_said_with_another(copy_of_site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words = ["serve", "--quiet", "--root", str(copy_of_site), "--address", f"127.0.0.1:{port}"]
        told = subprocess.run([BRIEFING, *words], capture_output=True, check=False, text=True)
    assert told.returncode == 2
    assert f"127.0.0.1:{port}: cannot be used: Address already in use" in told.stderr
    assert "Traceback" not in told.stderr


def test_site_without_a_start_page_is_told_to_have_one(project: Path, run: Run) -> None:
    told = run("build")
    assert told.exit_code == 1
    assert told.stderr.startswith("docs/index.md: there is no start page (write it: ")


def test_settings_of_the_site_that_cannot_be_read_are_named(project: Path, run: Run) -> None:
    (project / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    told = run("build")
    assert told.exit_code == 1
    assert told.stderr.startswith("mkdocs.yml: MkDocs encountered an error parsing")


@pytest.fixture
def copy_of_site(project: Path) -> Path:
    (project / "docs").mkdir()
    (project / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# Home\n")
    return project


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    told = run("split", "--quiet")
    assert (told.exit_code, told.output) == (0, "")


def test_colour_comes_when_asked_for_and_not_otherwise(project: Path, run: Run) -> None:
    (project / "articles" / "bad.md").write_text("x")
    assert "\x1b[" not in run("split").stderr
    assert "\x1b[31m" in run("split", "--color", "always").stderr


def test_progress_is_shown_on_a_terminal_only(project: Path) -> None:
    text = (project / "articles" / "harbour.md").read_text()
    for number in range(3):
        (project / "articles" / f"harbour-{number}.md").write_text(text)
    command = [BRIEFING, "split", "--quiet", "--root", str(project)]
    parent, child = pty.openpty()
    subprocess.run(command, stderr=child, env=os.environ | {"TERM": "xterm"}, check=True)
    os.close(child)
    assert "Splitting articles" in os.read(parent, 65_536).decode()
    os.close(parent)
    silent = subprocess.run(command, capture_output=True, check=True)
    assert (silent.stdout, silent.stderr) == (b"", b"")

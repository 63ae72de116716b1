"""`briefing check` and `briefing rules` as commands; the rules one by one are in test_rules.py."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from briefing.checks import report
from briefing.checks.rules import FAMILIES, RULES
from briefing.checks.run import Found, check
from briefing.errors import Problem

ROOT = Path(__file__).resolve().parents[2]
HARBOUR = ROOT / "tests" / "cases" / "harbour" / "article.md"
Run = Callable[..., Result]


def test_our_own_site_has_no_problem() -> None:
    seen = check(ROOT)
    assert [str(each) for each in seen.problems if each.severity != "unchecked"] == []
    assert len(seen.contents) > 15


PAGE = "docs/harbour/page.md"
MERGE = "---\ntitle: A\n---\n\n# A\n\nWell.\n\n<<<<<<< main\n"


@pytest.fixture
def unmerged(project: Path) -> Path:
    (project / "docs" / "harbour").mkdir(parents=True)
    (project / PAGE).write_text(MERGE, "utf-8")
    return project


def test_report_shows_the_line_and_counts_what_was_found(unmerged: Path, run: Run) -> None:
    told = run("check")
    assert told.exit_code == 1
    assert told.stdout.startswith(
        f"{PAGE}:9: error B002 the file has the marks of an unfinished merge\n"
        "    <<<<<<< main\n"
        "  fix: choose between the versions, then delete the lines of '<', '|', '=' and '>'\n"
    )
    assert told.stdout.splitlines()[-1] == (
        "2 files checked: 1 error, 0 warnings, 0 could not be checked"
    )


def test_report_for_a_pull_request_names_file_and_line(unmerged: Path, run: Run) -> None:
    told = run("check", "--format", "github")
    assert told.exit_code == 1
    assert f"::error file={PAGE},line=9,title=B002::the file has the marks" in told.stdout
    assert "merge%0Afix: choose" in told.stdout
    assert told.stdout.endswith("\n2 files checked: 1 error, 0 warnings, 0 could not be checked\n")


@pytest.mark.parametrize("form", ["text", "github"])
def test_quiet_check_still_counts_what_it_could_not_check(
    project: Path, run: Run, form: str
) -> None:
    shutil.copy(HARBOUR, project / "articles" / "harbour.md")
    (project / "docs" / "harbour").mkdir(parents=True)
    (project / PAGE).write_text("---\ntitle: A\n---\n\n# A\n\nIt cost $7.\n", "utf-8")
    told = run("check", "--quiet", "--format", form).stdout
    assert told == "2 files checked: 0 errors, 0 warnings, 1 could not be checked\n"


def test_report_for_machines_has_every_value(unmerged: Path, run: Run) -> None:
    values = json.loads(run("check", "--format", "json").stdout)
    assert values["counts"] == {"error": 1, "warning": 0, "info": 0, "unchecked": 0}
    (problem,) = values["problems"]
    assert problem["path"] == PAGE
    assert (problem["line"], problem["code"]) == (9, "B002")


def test_what_could_not_be_checked_is_counted_aloud_and_is_no_error() -> None:
    problem = Problem(PAGE, 2, "B401", "no text to check this against", "", 3, "unchecked")
    remark = Problem(PAGE, 0, "B701", "an unknown name", "", 0, "info")
    assert report.summary([problem, remark], 1) == (
        "1 file checked: 0 errors, 0 warnings, 1 remark, 1 could not be checked"
    )
    told = report.text(problem, {PAGE: "# A\n價格 12".encode()})
    assert told.splitlines()[1:] == ["    價格 12", "        ^"]
    assert next(report.github([problem])).startswith(f"::notice file={PAGE},line=2,col=3,")
    assert not Found((problem, remark), {}).has_errors


def test_only_what_is_named_is_told(unmerged: Path, run: Run) -> None:
    assert run("check", unmerged / PAGE).exit_code == 1
    assert run("check", unmerged / "docs").exit_code == 1
    assert run("check", "articles").exit_code == 0
    told = run("check", "docs/harbour/pagge.md")
    assert told.exit_code == 2
    assert f"did you mean '{PAGE}'?" in told.stderr


def test_what_is_remembered_is_what_is_so(unmerged: Path, run: Run) -> None:
    assert run("check").stdout == run("check").stdout
    (unmerged / PAGE).write_text(MERGE.partition("<")[0], "utf-8")
    assert run("check").exit_code == 0
    (unmerged / PAGE).write_text(MERGE, "utf-8")
    for memory in (unmerged / ".cache" / "briefing" / "checks").iterdir():
        memory.write_text('{"damaged"', "utf-8")
    assert run("check").exit_code == 1


def test_what_is_remembered_of_a_page_ends_when_a_page_that_it_rests_on_changes(
    project: Path, run: Run
) -> None:
    shutil.copy(HARBOUR, project / "articles" / "harbour.md")
    other = project / "docs" / "harbour" / "other.md"
    (project / "docs" / "harbour").mkdir(parents=True)
    (project / PAGE).write_text(
        "---\ntitle: A\n---\n\n# A\n\nIt is $7, see [B](other.md).\n", "utf-8"
    )
    other.write_text("---\ntitle: B\n---\n\n# B\n\nIt is $7, we hear.\n", "utf-8")
    assert "B401" not in run("check").stdout
    other.write_text("---\ntitle: B\n---\n\n# B\n\nIt is $8, we hear.\n", "utf-8")
    assert f"{PAGE}:7:7: error B401" in run("check").stdout


def test_memory_that_cannot_be_kept_is_no_error(unmerged: Path, run: Run) -> None:
    (unmerged / PAGE).write_text("---\ntitle: A\n---\n\n# A\n", "utf-8")
    (unmerged / ".cache").write_text("a file", "utf-8")
    assert run("check").exit_code == 0


def test_rules_are_listed(run: Run) -> None:
    told = run("rules").stdout
    assert all(f"{rule.code}  " in told for rule in RULES)


def test_page_of_rules_says_what_the_rules_are(run: Run) -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    anew = "write it anew: briefing rules --format markdown > docs/rules.md"
    assert page == report.rules_page(RULES, FAMILIES), anew
    assert run("rules", "--format", "markdown").stdout == page


def test_fix_mends_the_link_where_the_words_are_right_and_nothing_else(
    project: Path, run: Run
) -> None:
    page = project / PAGE
    page.parent.mkdir(parents=True)
    text = "---\ntitle: A\n---\n\n# A\n\nIt broke. [¶3.1](source.md#p%s)  \n`[¶3.1](x)`\n"
    text = text.replace("\n", "\r\n")
    page.write_bytes((text % 2).encode())
    told = run("check", "--fix")
    assert (told.exit_code, told.stdout.splitlines()[0]) == (0, f"{PAGE}: mended")
    assert page.read_bytes() == (text % 3).encode()
    assert "mended" not in run("check", "--fix").stdout
    page.write_bytes((text % 2).encode())
    assert json.loads(run("check", "--fix", "--format", "json").stdout)["files"]
    assert page.read_bytes() == (text % 3).encode()


def test_fix_leaves_the_source_page_as_it_was_generated(project: Path, run: Run) -> None:
    run("split")
    page = project / "docs" / "harbour" / "source.md"
    before = page.read_bytes()
    assert b"[\xc2\xb61.1](#p1.1 " in before
    run("check", "--fix")
    assert page.read_bytes() == before


def test_fix_leaves_a_link_to_a_passage_that_does_not_exist(project: Path, run: Run) -> None:
    page = project / PAGE
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: A\n---\n\n# A\n\nIt broke. [¶99](source.md#p2)\n", "utf-8")
    before = page.read_bytes()
    assert run("check", "--fix").exit_code == 1
    assert page.read_bytes() == before


def test_symbolic_link_is_refused_and_not_followed(project: Path, run: Run) -> None:
    (project / ".env").write_text("a secret", "utf-8")
    (project / PAGE).parent.mkdir(parents=True)
    (project / PAGE).symlink_to(project / ".env")
    told = run("check")
    assert f"{PAGE}: error B108 a symbolic link stands where a file is expected" in told.stdout
    assert "secret" not in told.stdout


def test_name_that_windows_cannot_keep_is_refused(project: Path, run: Run) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "con.md").write_text("---\ntitle: A\n---\n\n# A\n", "utf-8")
    told = run("check").stdout
    assert "docs/con.md: error B108 Windows cannot keep a file with the name 'con.md'" in told


def test_hook_for_commits_runs_a_command_that_exists(run: Run) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    program, *words = hook["entry"].split()
    assert program == "briefing"
    assert run(*words).exit_code == 0


def test_slug_without_a_source_is_refused_as_it_would_do_nothing(run: Run) -> None:
    told = run("check", "--slug", "harbour")
    assert told.exit_code == 2
    assert "Error: --slug names the article that the FILE of --source is about" in told.stderr

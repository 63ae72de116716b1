"""The rules: each with a page that breaks it and one that keeps it, as data in tests/rules/.

A folder `<code>-<name>` has `bad.md`, with the report on it in `expected.txt`, and `good.md`; both
are pages of the briefing on tests/cases/harbour, or on an article of their own, `bad-article.md`
and `good-article.md`, beside what is in the folders `bad-docs` and `good-docs`, with the site's own
pages in `bad-site` and `good-site`, with what splits keep in `bad-base` and `bad-conflicts`, and
with the names in `entities.yml`, if there are any. They are held against the text `source.txt`, and
against the page as it was in `published.md`, if there is one.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefing.checks import report
from briefing.checks.rule import Rule
from briefing.checks.rules import RULES
from briefing.checks.run import Found, check, check_since, check_source

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests" / "rules").iterdir())
HARBOUR = ROOT / "tests" / "cases" / "harbour" / "article.md"


def found(root: Path, case: Path, page: Path) -> Found:
    """What is found where `page` is a page of the case's briefing."""
    (root / "articles").mkdir(parents=True)
    own = case / f"{page.stem}-article.md"
    (root / "articles" / "harbour.md").write_bytes((own if own.exists() else HARBOUR).read_bytes())
    if (case / "entities.yml").exists():
        shutil.copy(case / "entities.yml", root / "articles")
    docs = root / "docs" / "harbour"
    docs.mkdir(parents=True)
    if (was := case / "published.md").exists():
        publish(root, docs / "page.md", was)
    if (beside := case / f"{page.stem}-docs").is_dir():
        shutil.copytree(beside, docs, dirs_exist_ok=True)
    for part in ("base", "conflicts"):
        if (state := case / f"{page.stem}-{part}").is_dir():
            shutil.copytree(state, root / ".briefing" / part / "harbour")
    if (beside := case / f"{page.stem}-site").is_dir():
        shutil.copytree(beside, root / "docs", dirs_exist_ok=True)
    (docs / "page.md").write_bytes(page.read_bytes())
    seen = check(root)
    if was.exists():
        seen = seen.and_also(check_since(root, "HEAD"))
    if (source := case / "source.txt").exists():
        (root / "site" / "search").mkdir(parents=True)
        (root / "site" / "search" / "search_index.json").write_text("{}", "utf-8")
        text = source.read_text("utf-8")
        seen = seen.and_also(check_source(root, "harbour", text, source.name))
    return seen


def publish(root: Path, page: Path, was: Path) -> None:
    """Commit `page` to a repository of its own, as it `was`."""
    shutil.copy(was, page)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "Published")):
        subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


def of_rule(seen: Found, code: str) -> str:
    told = (report.text(each, seen.contents) for each in seen.problems if each.code == code)
    return "".join(f"{each}\n" for each in told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_rule_finds_what_is_bad_and_nothing_in_what_is_good(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    code, name = case.name.partition("-")[0], case.relative_to(ROOT)
    told = of_rule(found(tmp_path / "bad", case, case / "bad.md"), code)
    if request.config.getoption("--update-golden"):
        (case / "expected.txt").write_text(told, "utf-8", newline="\n")
    assert told, f"{code} should be found in {name}/bad.md, but is not"
    anew = f"{name}/expected.txt is another report; if that is right: pytest --update-golden"
    assert told == (case / "expected.txt").read_text("utf-8"), anew
    told = of_rule(found(tmp_path / "good", case, case / "good.md"), code)
    assert not told, f"{code} should not be found in {name}/good.md, but is:\n{told}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_rule_has_a_case(rule: Rule[Any]) -> None:
    assert any(case.name.startswith(f"{rule.code}-") for case in CASES), (
        f"make a folder tests/rules/{rule.code}-{rule.name} with bad.md and good.md"
    )


def test_every_case_is_of_a_rule() -> None:
    codes = {rule.code for rule in RULES}
    strangers = [case.name for case in CASES if case.name.partition("-")[0] not in codes]
    assert not strangers, f"there is no rule for {strangers}"


def test_rules_have_codes_of_their_own_and_known_severities() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes)), f"two rules have one code: {codes}"
    assert {rule.severity for rule in RULES} <= {"error", "warning", "info"}

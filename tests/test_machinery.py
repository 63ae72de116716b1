"""The files around the compiler: the lock, the workflows, the site's settings and colours."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from mkdocs.config import load_config
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
THEMES = [*map(str, range(8)), "context"]
SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def requirements() -> list[str]:
    """Each requirement of the lock with its continuation lines, comments left out."""
    lines = [line for line in read("requirements.lock").splitlines() if "#" not in line]
    return re.split(r"\n(?=\S)", "\n".join(lines))


def test_every_locked_requirement_has_one_version_and_a_hash() -> None:
    assert requirements()
    for requirement in requirements():
        assert re.match(r"[a-z0-9-]+==\S+", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement), requirement


def test_lock_has_every_declared_dependency_in_a_version_that_is_demanded() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read("requirements.lock"), re.MULTILINE))
    for requirement in map(Requirement, declared):
        version = locked.get(canonicalize_name(requirement.name), "none")
        assert requirement.specifier.contains(version), f"{requirement}, {version}: 'make lock'"


def test_lock_leaves_out_what_only_unused_code_would_need() -> None:
    names = {requirement.split("==")[0] for requirement in requirements()}
    assert "wordllama" in names
    assert not names & {"huggingface-hub", "pydantic", "toml", "tqdm"}


def test_lock_names_no_address() -> None:
    assert "://" not in read("requirements.lock")
    assert "--index" not in read("requirements.lock")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_a_commit(workflow: Path) -> None:
    uses = re.findall(r"uses: *(.+)", workflow.read_text(encoding="utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action), action


def test_pull_request_is_held_against_what_was_published() -> None:
    site = read(".github/workflows/check.yml").partition("\n  site:")[2]
    history = site.index("fetch-depth: 0")
    assert history < site.index("run: .venv/bin/briefing check --since origin/main --format github")


def test_site_uses_no_hook_and_no_font_of_another_host() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert not config.hooks
    assert config.theme["font"] is False
    assert not config.repo_url


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize(
    "path", ["README.md", ".ci/run", *(f".github/workflows/{path.name}" for path in WORKFLOWS)]
)
def test_make_targets_that_a_file_names_exist(path: str) -> None:
    named = set(re.findall(r"(?:^|`|run: )make ([a-z]+)", read(path), re.MULTILINE))
    assert named
    assert named <= targets()


def run_rule(folder: Path, rule: str, **environment: str) -> subprocess.Popen[bytes]:
    """A make in `folder` that runs `rule`, with what the Makefile defines.

    It knows nothing of the make that runs the tests: that would make it tell its folder.
    """
    (folder / "Makefile").write_text(f"{read('Makefile')}\nrule:\n\t@{rule}\n", "utf-8")
    command = ["make", "rule", f"BIN={Path(sys.executable).parent}"]
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    around = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.Popen(command, cwd=folder, env=around | environment, stdout=subprocess.PIPE)


def test_second_make_waits_until_the_first_is_done(tmp_path: Path) -> None:
    rule = """$(BIN)/python -c "$$ALONE" sh -c 'echo >> log; sleep 0.3; wc -l < log; rm log'"""
    both = [run_rule(tmp_path, rule) for _ in range(2)]
    said = [each.communicate()[0].decode() for each in both]
    assert sorted(text.split()[-1] for text in said) == ["1", "1"], said
    assert sum("Waiting for another make" in text for text in said) == 1


def test_python_starts_below_a_path_of_umlauts_in_any_locale(tmp_path: Path) -> None:
    link = tmp_path / "Bücher/.venv/lib/python3/site-packages/_briefing.pth"
    link.parent.mkdir(parents=True)
    link.write_text(f"{tmp_path}/Bücher/scripts", "utf-8")
    run_rule(tmp_path / "Bücher", "$(relative_path)", LC_ALL="POSIX").communicate()
    assert link.read_text("ascii") == "../../../../scripts\n"


def test_makefile_and_package_want_the_same_python() -> None:
    minimum = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"]
    assert f"MINIMUM := {minimum.removeprefix('>=')}\n" in read("Makefile")


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, after WCAG 2.2."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21, after WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(scheme: str) -> dict[str, str]:
    """The colour variables of the style sheet in the "light" or "dark" scheme."""
    block = read("docs/assets/briefing.css").split(f"{SCHEMES[scheme]} {{")[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): *(#[0-9a-f]{3,6});", block))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_theme_colours_can_be_read(scheme: str, theme: str) -> None:
    palette = colours(scheme)
    fill = palette[f"theme-{theme}"]
    assert contrast(fill, palette["theme-ink"]) >= 4.5
    assert contrast(fill, palette["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["ink", "muted", "rubric", "outside", "note"])
def test_coloured_text_can_be_read(scheme: str, name: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[name], palette["paper"]) >= 4.5
    assert contrast(palette[name], palette["tint"]) >= 4.5

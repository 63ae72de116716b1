"""The files around the compiler: the lock, the workflows, the site's settings and colours."""

import re
import tomllib
from pathlib import Path

import pytest
from mkdocs.config import load_config

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


def test_lock_has_every_declared_dependency() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[._]", "-", re.split(r"[^\w.-]", name)[0].lower()) for name in declared}
    assert names <= {requirement.split("==")[0] for requirement in requirements()}


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

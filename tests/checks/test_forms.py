"""What the site shows as a citation or a heading, `briefing check` takes for one in every form."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

FORMS = tomllib.loads((Path(__file__).parents[1] / "data" / "forms.toml").read_text("utf-8"))
PAGE = "---\ntitle: Money\n---\n\n# Money\n\n{}\n"
FALSE, TRUE = "It reportedly cost $77 million.", "It reportedly cost $12 million."
Run = Callable[..., Result]


def codes(project: Path, run: Run, body: str) -> list[str]:
    """The codes of what is found where the page has `body`."""
    page = project / "docs" / "harbour" / "page.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(PAGE.replace("{}", body), "utf-8")
    told = run("check").stdout.splitlines()
    return [line.split()[2] for line in told if line.startswith("docs/harbour/page.md:")]


@pytest.mark.parametrize("form", FORMS["citations"])
def test_false_figure_is_found_in_whatever_form_its_passage_is_cited(
    project: Path, run: Run, form: str
) -> None:
    form = FORMS["citations"][form]
    assert "B401" in codes(project, run, form.replace("STATED", FALSE))
    assert "B401" not in codes(project, run, form.replace("STATED", TRUE))


@pytest.mark.parametrize("form", FORMS["headings"])
def test_bottom_line_is_checked_in_whatever_form_its_heading_is_written(
    project: Path, run: Run, form: str
) -> None:
    form = FORMS["headings"][form]
    assert "B201" in codes(project, run, form.replace("STATED", "The moon is made of cheese."))
    assert "B201" not in codes(project, run, form.replace("STATED", f"{TRUE} [¶1.1](source.md#p1)"))


@pytest.mark.parametrize(
    "body",
    [
        "`It cost $77 million. [¶1.1](source.md#p1)`",
        "    It cost $77 million. [¶1.1](source.md#p1)",
        "```\nIt cost $77 million. [¶1.1](source.md#p1)\n```",
        "<!-- It cost $77 million. [¶1.1](source.md#p1) -->",
        "It cost $77 million. \\[¶1.1](source.md#p1)",
        "It cost $77 million. ![¶1.1](source.md#p1)",
    ],
)
def test_what_the_site_does_not_show_as_a_citation_is_none(
    project: Path, run: Run, body: str
) -> None:
    assert "B401" not in codes(project, run, body)

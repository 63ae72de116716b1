"""The compiler's own words on pages stand in one file a language."""

import ast
import re
from pathlib import Path

import briefing
from briefing.article.model import PassageKind
from briefing.text.languages import wording

PACKAGE = Path(briefing.__file__).parent
TEMPLATES = PACKAGE.parents[1] / "templates"
TITLES = set(wording("en").sections.values())


def test_no_section_title_stands_in_the_code() -> None:
    for path in PACKAGE.rglob("*.py"):
        strings = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not strings & TITLES, path


def test_no_section_title_stands_in_a_template() -> None:
    for folder in ("pages", "charts"):
        for path in (TEMPLATES / folder).glob("*.jinja"):
            headings = re.findall(r"^##\s+([^{\n]+)|>([^<>{]+)<", path.read_text("utf-8"), re.M)
            assert not {part.strip() for pair in headings for part in pair} & TITLES, path


def test_every_phrase_is_used_or_told_to_contributors() -> None:
    contributing = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    used = "".join(
        path.read_text("utf-8")
        for folder, pattern in ((PACKAGE, "*.py"), (TEMPLATES, "*.jinja"))
        for path in folder.rglob(pattern)
    )
    kinds = {kind.value for kind in PassageKind}
    words = wording("en")
    for name in {*words.sections, *words.columns, *words.phrases} - kinds:
        title = words.sections.get(name, name)
        assert f"`## {title}`" in contributing or re.search(rf'\.{name}\b|"{name}"', used), name


def test_language_without_a_file_is_written_in_english() -> None:
    assert wording("xx") == wording("en")

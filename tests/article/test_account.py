"""A text, the account of it in other words, and its lock: the compiler tells which is which."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.article.model import PassageKind
from briefing.article.read import parse
from briefing.article.split import split
from sources import SOURCES, Source

Run = Callable[..., Result]


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> Source:
    found: Source = request.param
    return found


@pytest.fixture
def added(source: Source, project: Path, run: Run) -> Path:
    """The text itself, added, and given the themes of the account."""
    told = run("add", source.text)
    assert f"1 byline, {source.paragraphs} paragraphs, 1 heading, 1 biography" in told.output
    article = project / "articles" / f"{source.text.stem}.md"
    themes = re.search(r"^themes:\n(?: .*\n)+", source.account.read_text("utf-8"), re.M)
    assert themes
    text = article.read_text("utf-8")
    article.write_text(text.replace("# themes: ", f"{themes[0]}# themes: "), "utf-8")
    return article


def test_every_byte_is_accounted_for(source: Source, added: Path, run: Run) -> None:
    account = json.loads(run("explain", added, "--json").output)
    assert "".join(p["text"] for p in account["passages"]) == parse(added.read_bytes(), "x.md").body
    kinds = Counter(p["kind"] for p in account["passages"])
    assert (kinds["heading"], kinds["byline"], kinds["biography"]) == (1, 1, 1)
    assert {
        int(p["address"][1:].split(".")[0]) for p in account["passages"] if p["address"]
    } == set(range(1, source.paragraphs + 1))


def test_paragraphs_find_their_themes(source: Source, added: Path, run: Run) -> None:
    placed: dict[int, Counter[str]] = {}
    for passage in json.loads(run("explain", added, "--json").output)["passages"]:
        if passage["address"]:
            paragraph = int(passage["address"][1:].split(".")[0])
            placed.setdefault(paragraph, Counter())[passage["theme"]] += 1
    wanted = {paragraph: theme for theme, many in source.themes.items() for paragraph in many}
    for paragraph, theme in wanted.items():
        assert placed[paragraph][theme] * 2 > placed[paragraph].total(), f"¶{paragraph}"


def paragraphs(source: Source, text: str) -> list[str]:
    """The paragraphs of `text`, and "" for each heading between them."""
    author = parse(source.account.read_bytes(), "x.md").author
    found: dict[int, str] = {}
    for passage in split(text, "en", author):
        if passage.kind in (PassageKind.TEXT, PassageKind.HEADING):
            key = passage.paragraph or -passage.start
            found[key] = found.get(key, "") + (passage.text if passage.paragraph else "")
    return list(found.values())


def test_account_has_the_paragraphs_and_the_figures_of_its_source(source: Source) -> None:
    def figures(paragraph: str) -> Counter[str]:
        return Counter(re.findall(r"\$?\d[\d.,]*(?<![.,])", paragraph))

    account = paragraphs(source, parse(source.account.read_bytes(), "x.md").body)
    text = paragraphs(source, source.text.read_text("utf-8"))
    assert [bool(each) for each in account] == [bool(each) for each in text]
    assert [figures(each) for each in account] == [figures(each) for each in text]


@pytest.fixture
def locked(source: Source, project: Path) -> Path:
    """A project with the account and its lock."""
    (project / "articles" / "harbour.md").unlink()
    for path in (source.account, source.account.with_suffix(".source.json")):
        (project / "articles" / path.name).write_bytes(path.read_bytes())
    return project


def test_text_is_the_one_that_is_locked(source: Source, locked: Path, run: Run) -> None:
    told = run("source", "verify", source.text)
    assert (told.exit_code, told.output) == (0, f"{source.text}: {source.paragraphs} same\n")


def wrapped(text: str) -> str:
    return "\n\n".join(
        textwrap.fill(line, 72, break_on_hyphens=False) for line in text.splitlines() if line
    )


def test_honest_copy_is_the_one_too(source: Source, locked: Path, run: Run) -> None:
    text = source.text.read_text("utf-8")
    copy = locked / "copy.txt"
    for change in (
        wrapped(text),
        text.translate(str.maketrans("“”’–", '""\'-')),
        text.replace(" ", "\u00a0"),
        text.replace("\n", "\r\n"),
    ):
        copy.write_text(change, "utf-8", newline="")
        assert copy.read_bytes() != source.text.read_bytes()
        assert run("source", "verify", copy).output == f"{copy}: {source.paragraphs} same\n"


def test_one_changed_word_flags_exactly_its_paragraph(
    source: Source, locked: Path, run: Run
) -> None:
    text = source.text.read_text("utf-8")
    copy = locked / "copy.txt"
    author = parse(source.account.read_bytes(), "x.md").author
    ends = {passage.paragraph: passage for passage in split(text, "en", author)}
    for paragraph in range(1, source.paragraphs + 1):
        last = ends[paragraph]
        changed = last.start + last.text.rindex(" ", 0, last.text.rindex("."))
        copy.write_text(f"{text[:changed]} not{text[changed:]}", "utf-8")
        told = run("source", "verify", copy)
        assert told.exit_code == 1
        assert re.findall(r"¶(\d+)(?!\.|\d)", told.stderr) == [str(paragraph)]
        assert told.stdout == f"{copy}: {source.paragraphs - 1} same, 1 differs\n"

"""The compiler on the first article's real text, which is not in this repository.

Skipped where the text is not at hand: the project holds its own account of it only.
"""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from briefing.article.model import CONTEXT, PassageKind
from briefing.article.read import parse
from briefing.article.split import split

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT.parent / "shared" / "articles" / "deepseek-effect.txt"
ACCOUNT = ROOT / "articles" / "deepseek-effect.md"
EXPECTED = {
    "cost-claims": (4, 6),
    "markets": (2, 19, 20),
    "censorship": (9,),
    "xi-tech-meeting": (17, 18),
    "sovereign-ai": (22, 23),
    CONTEXT: (11, 12, 13),
}
Run = Callable[..., Result]

pytestmark = pytest.mark.skipif(not TEXT.is_file(), reason=f"the real text is not at {TEXT.name}")


@pytest.fixture
def real(project: Path, run: Run) -> Path:
    """The real text, added, and given the themes of our account."""
    added = run("add", TEXT)
    assert "1 byline, 24 paragraphs, 1 heading, 1 biography" in added.output
    article = project / "articles" / "deepseek-effect.md"
    head = ACCOUNT.read_text("utf-8").split("\n---\n")[0]
    themes = head[head.index("themes:") : head.index("# pins:")]
    article.write_text(article.read_text("utf-8").replace("# themes: ", f"{themes}# themes: "))
    return article


def test_every_byte_is_accounted_for(real: Path, run: Run) -> None:
    account = json.loads(run("explain", real, "--json").output)
    assert "".join(p["text"] for p in account["passages"]) == parse(real.read_bytes(), "x.md").body
    kinds = Counter(p["kind"] for p in account["passages"])
    assert (kinds["heading"], kinds["byline"], kinds["biography"]) == (1, 1, 1)
    assert {
        int(p["address"][1:].split(".")[0]) for p in account["passages"] if p["address"]
    } == set(range(1, 25))


def test_paragraphs_find_their_themes(real: Path, run: Run) -> None:
    placed: dict[int, Counter[str]] = {}
    for passage in json.loads(run("explain", real, "--json").output)["passages"]:
        if passage["address"]:
            paragraph = int(passage["address"][1:].split(".")[0])
            placed.setdefault(paragraph, Counter())[passage["theme"]] += 1
    wanted = {paragraph: theme for theme, many in EXPECTED.items() for paragraph in many}
    for paragraph, theme in wanted.items():
        assert placed[paragraph][theme] * 2 > placed[paragraph].total(), f"¶{paragraph}"


def test_our_account_has_one_paragraph_for_each_of_the_source() -> None:
    def shape(body: str) -> list[int | str]:
        passages = split(body, "en", "George Chen")
        told = [
            p.paragraph or "h"
            for p in passages
            if p.kind in (PassageKind.TEXT, PassageKind.HEADING)
        ]
        return list(dict.fromkeys(told))

    assert shape(parse(ACCOUNT.read_bytes(), "x.md").body) == shape(TEXT.read_text("utf-8"))


@pytest.mark.parametrize("paragraph", range(1, 25))
def test_our_account_keeps_the_figures_of_each_paragraph(paragraph: int) -> None:
    def figures(body: str) -> Counter[str]:
        said = " ".join(
            p.text for p in split(body, "en", "George Chen") if p.paragraph == paragraph
        )
        return Counter(re.findall(r"\$?\d[\d.,]*(?<![.,])", said))

    source = figures(TEXT.read_text("utf-8"))
    assert figures(parse(ACCOUNT.read_bytes(), "x.md").body) == source


@pytest.fixture
def locked(project: Path) -> Path:
    """A project with our account and the committed lock."""
    (project / "articles" / "harbour.md").unlink()
    for path in (ACCOUNT, ACCOUNT.with_suffix(".source.json")):
        (project / "articles" / path.name).write_bytes(path.read_bytes())
    return project


def test_real_text_is_the_one_that_is_locked(locked: Path, run: Run) -> None:
    told = run("source", "verify", TEXT)
    assert (told.exit_code, told.output) == (0, f"{TEXT}: 24 same\n")


def wrapped(text: str) -> str:
    return "\n\n".join(
        textwrap.fill(line, 72, break_on_hyphens=False) for line in text.splitlines() if line
    )


@pytest.mark.parametrize(
    "change",
    [
        wrapped,
        lambda text: text.translate(str.maketrans("“”’–", '""\'-')),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\r\n"),
    ],
    ids=["wrapped", "straight signs", "unbroken spaces", "other line ends"],
)
def test_honest_copy_is_the_one_too(locked: Path, run: Run, change: Callable[[str], str]) -> None:
    text = TEXT.read_text("utf-8")
    copy = locked / "copy.txt"
    copy.write_text(change(text), "utf-8", newline="")
    assert copy.read_bytes() != TEXT.read_bytes()
    assert run("source", "verify", copy).output == f"{copy}: 24 same\n"


@pytest.mark.parametrize("paragraph", range(1, 25))
def test_one_changed_word_flags_exactly_its_paragraph(
    locked: Path, run: Run, paragraph: int
) -> None:
    text = TEXT.read_text("utf-8")
    passages = [p for p in split(text, "en", "George Chen") if p.paragraph == paragraph]
    changed = passages[-1].start + passages[-1].text.rindex(" ", 0, passages[-1].text.rindex("."))
    copy = locked / "copy.txt"
    copy.write_text(f"{text[:changed]} not{text[changed:]}", "utf-8")
    told = run("source", "verify", copy)
    assert told.exit_code == 1
    assert re.findall(r"¶(\d+)(?!\.|\d)", told.stderr) == [str(paragraph)]
    assert told.stdout == f"{copy}: 23 same, 1 differs\n"

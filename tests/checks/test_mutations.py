"""How many mistakes the rules see: single corruptions of the clean site, each to be told.

The clean site is what has been published: a figure that changes needs its line in the log.
Seeded, so that a run is like the last; what was not caught is printed. A corruption is caught if a
problem that may tell of its kind stands on its line, or on the first line of its block; of a note,
on any line.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from briefing.checks.facts import statements
from briefing.checks.load import load
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import BriefingRule
from briefing.checks.rules import RULES, check_page
from briefing.checks.rules.corrections import unlogged_correction
from briefing.project import Folder, read_folders

ROOT = Path(__file__).resolve().parents[2]
EACH = 17
PLACE = {"B205", "B206", "B211", "B401", "B402", "B407", "B601", "B602", "B702"}
FIGURE = {"B211", "B401", "B403", "B407", "B408"}
TELLING = {
    "¶ changed": PLACE,
    "sentence of ¶ changed": PLACE,
    "figure altered": FIGURE,
    "year changed": FIGURE,
    "day changed": FIGURE,
    "quoted word dropped": {"B402", "B407", "B408"},
    "speaker swapped": {"B211", "B407", "B408", "B602", "B702"},
    "hedge removed": {"B211", "B407", "B408", "B601"},
    "sources of a statement deleted": {"B201", "B202", "B203", "B204"},
    "source of a note deleted": {"B501"},
    "title of a source deleted": {"B501"},
    "date of a source deleted": {"B501"},
    "its reading undated": {"B501"},
    "kind of a note removed": {"B501"},
    "words of a note altered": {"B505"},
    "front matter broken": {"B001"},
    "key misspelt": {"B106"},
}
"""The rules that may tell of a corruption of each kind; any other finds it by chance."""
SPEAKERS = ("Sam Altman", "Ben Thompson", "Jensen Huang", "Jack Ma", "Donald J. Trump")
_DIGIT = re.compile(r"(?<![\w¶.#+-])[$€]?\d[\d.,]*(?<=\d)(?![\w)]|[.-]\d)")
_YEAR = re.compile(r"(?<![\d¶$-])(?:19|20)\d\d(?![\d-])")
_DAY = re.compile(r"\b\d{1,2}(?= (?:January|February|July|September)\b)|(?<=January )\d\d\b")
_HEDGE = re.compile(r"\b(?:reportedly|likely|could|may|might|would|perhaps)\b ")
_QUOTED = re.compile(r"“[^“”]+? ([\w'-]+ )[^“”]+”")
_REFERENCES = re.compile(r"(?: \[¶[^\]]*\]\([^)]*\))+")
_SPEAKER = re.compile(r"\b(?:Ben Thompson|DeepSeek(?= claimed)|Trump|Sam Altman)\b(?!'s)")


@dataclass(frozen=True, eq=False)
class Corruption:
    """`page` with the text `[start:end]` replaced by `new`."""

    kind: str
    page: Page
    start: int
    end: int
    new: str

    @property
    def text(self) -> str:
        return self.page.text[: self.start] + self.new + self.page.text[self.end :]

    def __str__(self) -> str:
        around = self.page.text[max(0, self.start - 50) : self.end + 30].replace("\n", " ")
        old = self.page.text[self.start : self.end]
        return f"{self.kind}: {self.page.path}: {old!r} to {self.new!r} in …{around}…"


@cache
def folder() -> Folder:
    return next(each for each in read_folders(ROOT) if each.slug == "deepseek-effect")


@cache
def briefing() -> Briefing:
    return load(folder())


def prose() -> Iterator[tuple[Page, int, str]]:
    """Each statement that cites a passage, by people or by rules: page, offset, text."""
    for page in briefing().pages:
        if page.path.endswith("source.md"):
            continue
        for block in page.blocks:
            for each in statements(block):
                if each.cites:
                    yield page, each.start, each.text


def notes() -> Iterator[tuple[Page, int, str]]:
    """The front matter of each note."""
    for page in briefing().notes:
        yield page, 0, page.text[: page.text.index("\n---\n") + 1]


def by(
    kind: str, pattern: re.Pattern[str], places: Callable[[], Iterator[tuple[Page, int, str]]],
    new: Callable[[re.Match[str]], str], group: int = 0,
) -> list[Corruption]:  # fmt: skip
    """Every corruption of one kind: what `pattern` finds, made into `new`."""
    return [
        Corruption(kind, page, offset + found.start(group), offset + found.end(group), new(found))
        for page, offset, text in places()
        for found in pattern.finditer(text)
        if new(found) != found[group]
    ]


def other_digit(found: re.Match[str]) -> str:
    chance = random.Random(found.start() + len(found.string))
    place = chance.choice([i for i, sign in enumerate(found[0]) if sign.isdigit()])
    digit = chance.choice([d for d in "123456789" if d != found[0][place]])
    return found[0][:place] + digit + found[0][place + 1 :]


def other_speaker(found: re.Match[str]) -> str:
    return random.Random(found.start()).choice([s for s in SPEAKERS if found[0] not in s])


def front_matter() -> Iterator[tuple[Page, int, str]]:
    for page in briefing().pages:
        yield page, 0, page.text[: page.text.index("\n---\n") + 5]


def corruptions() -> list[Corruption]:
    """About two hundred, of each kind as many as there are, up to EACH."""
    paragraph = re.compile(r"(?<=\[¶)\d+(?=[.\]])")
    sentence = re.compile(r"(?<=\[¶)(\d+)\.(\d)(?=\])")
    kinds = [
        by("¶ changed", paragraph, prose, lambda f: str(int(f[0]) % 24 + 1)),
        by("sentence of ¶ changed", sentence, prose, lambda f: f"{f[1]}.{int(f[2]) % 5 + 1}"),
        by("figure altered", _DIGIT, prose, other_digit),
        by("year changed", _YEAR, prose, lambda f: str(int(f[0]) - 1)),
        by("day changed", _DAY, prose, lambda f: str(int(f[0]) % 28 + 1)),
        by("quoted word dropped", _QUOTED, prose, lambda f: "", 1),
        by("speaker swapped", _SPEAKER, prose, other_speaker),
        by("hedge removed", _HEDGE, prose, lambda f: ""),
        by("sources of a statement deleted", _REFERENCES, prose, lambda f: ""),
        by("source of a note deleted", re.compile(r"source:\n(?: .*\n)+"), notes, lambda f: ""),
        by("title of a source deleted", re.compile(r" +title: .*\n"), notes, lambda f: ""),
        by("date of a source deleted", re.compile(r" +date: .*\n"), notes, lambda f: ""),
        by("its reading undated", re.compile(r" +looked_up: .*\n"), notes, lambda f: ""),
        by("kind of a note removed", re.compile(r"kind: .*\n"), notes, lambda f: ""),
        by("words of a note altered", re.compile(r"about: .*?(\w+)\n"), notes, lambda f: "x", 1),
        by("front matter broken", re.compile(r"(?<=\nquestion: ).|(?<=\ntitle: )."), front_matter,
           lambda f: "[: "),
        by("key misspelt", re.compile(r"(?<=\n)(?:question|description)(?=:)"), front_matter,
           lambda f: f[0][:-1]),
    ]  # fmt: skip
    chance = random.Random(20250127)
    return [each for kind in kinds for each in chance.sample(kind, min(EACH, len(kind)))]


def found_in(page: Page, whole: Briefing) -> set[tuple[int, str]]:
    problems = check_page(page, whole)
    for rule in RULES:
        if isinstance(rule, BriefingRule):
            problems += (each for each in rule(whole) if each.path == page.path)
    return {(p.line, p.code) for p in problems if p.severity != "unchecked"}


def codes_for(corruption: Corruption) -> set[str]:
    """The rules that tell of a corruption as what it is, on its line or the first of its block."""
    path = corruption.page.path
    own = replace(folder(), docs={path: corruption.text.encode()})
    loaded = load(own)
    (page,) = (*loaded.pages, *loaded.notes)
    if page.is_note:
        return {code for _, code in found_in(page, briefing())} & TELLING[corruption.kind]
    pages = tuple(page if each.path == path else each for each in briefing().pages)
    found = found_in(page, replace(briefing(), pages=pages))
    changed = unlogged_correction(briefing(), replace(briefing(), pages=(page,)), frozenset())
    found |= {(problem.line, problem.code) for problem in changed}
    line = 1 + corruption.text.count("\n", 0, corruption.start)
    block = max((at for b in page.blocks if (at := page.line(b.start)) <= line), default=line)
    told = {code for where, code in found if where in (line, block)}
    return told & TELLING[corruption.kind]


def test_clean_site_has_no_problem() -> None:
    for page in briefing().pages:
        assert found_in(page, briefing()) == set()


def test_nearly_every_single_corruption_is_caught_on_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = {corruption: codes_for(corruption) for corruption in corruptions()}
    assert {corruption.kind for corruption in told} == TELLING.keys()
    uncaught = [corruption for corruption, codes in told.items() if not codes]
    by_comparison = [each for each, codes in told.items() if codes == {unlogged_correction.code}]
    with capsys.disabled():
        print(f"\n{len(told) - len(uncaught)} of {len(told)} corruptions caught", end="")
        print(f", {len(by_comparison)} only by comparing with what was published")
        print(*(f"not caught: {corruption}" for corruption in uncaught), sep="\n")
    assert len(told) > 180
    assert len(uncaught) <= 0.05 * len(told)
    assert len(uncaught) + len(by_comparison) <= 0.17 * len(told)

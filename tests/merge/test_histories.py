"""Histories of an article that people cite: each citation says what it was made for, or is open."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from shutil import copytree, rmtree
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import pipeline
from briefing.article.alignment import addressed
from briefing.article.first_words import REVIEW, FirstWords
from briefing.article.matching import LONG
from briefing.article.model import Article, Passage
from briefing.article.read import read
from briefing.article.split import split
from briefing.classify.assignment import Assignment, aside
from briefing.markdown.blocks import front_matter_and_body, read_page
from briefing.markdown.citation import label
from briefing.markdown.contents import PageLink, addresses, ends
from briefing.run import Outcome, resolve_case, split_articles
from histories import Draw, Paragraphs, Publisher, Sentence, body, cited, texts
from properties import tries
from trees import Killed, killed_at

HEAD = """\
---
title: The harbour
author: Ada Long
publisher: Port Weekly
language: en
themes:
  - id: money
    title: Money
    question: What does it cost?
    description: What the harbour costs.
  - id: fish
    title: Fish
    question: Where are the fish?
    description: Herring and cod.
as_of:
  "¶1": "2024"
  "¶2": "2025"
pins:
  "¶1.1": money
  "¶2": fish
---

"""
PINS = {"money": "¶1.1", "fish": "¶2"}
PAGES = ("docs/x/money.md", "docs/x/fish.md", "docs/x/index.md", "docs/glossary.md")
STATEMENTS = {
    "paragraph": "Statement s{0} holds. {1}\n",
    "sentence between": "Before it. Statement s{0} holds. {1} Behind it.\n",
    "list": "- Statement s{0} holds. {1}\n",
    "row": "| Who | What |\n|---|---|\n| Statement s{0} holds. | {1} |\n",
    "note": '!!! note "Ours"\n\n    Statement s{0} holds. {1}\n',
    "footnote": "See below.[^{0}]\n\n[^{0}]: Statement s{0} holds. {1}\n",
    "heading": "### Statement s{0} holds {1}\n",
}
LINKS = {
    "link": "[{0}]({1}#p{2})",
    "link to a sentence": "[{0}]({1}#p{3})",
    "emphasis": "[**{0}**]({1}#p{2})",
    "stamped": '[{0}]({1}#p{2} "{4}")',
    "reference": "[{0}][r{5}]",
    "raw": '<a href="{1}#p{2}">{0}</a>',
    "raw, stamped": '<a href="{1}#p{2}" title="{4}">{0}</a>',
}


def classified(
    article: Article, passages: Sequence[Passage], *, forced: bool = False
) -> tuple[Assignment, ...]:
    """Every other passage to every other theme, so that passages move to other themes."""
    return tuple(
        Assignment(each, ("money", "fish")[number % 2], None, None, 0.9, band, False, ())
        for number, each in enumerate(passages)
        for band in (aside(each).band,)
    )


@dataclass
class Statement:
    """What a person wrote on a `page`: its line around the citation, and what it was made for.

    It `cites` now what was put into its paragraphs since, too.
    """

    number: int
    page: str
    before: str
    behind: str
    made_for: tuple[Sentence, ...]
    cites: tuple[Sentence, ...]
    is_open: bool = False


@dataclass
class World:
    """A project with one article, and what people wrote about it."""

    root: Path
    article: Paragraphs = ()
    statements: list[Statement] = field(default_factory=list)
    pins: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.root / "articles" / "x.md"

    def publish(self, article: Paragraphs) -> bool:
        """Write the next version of the article; whether its sentences are cut as meant."""
        cut = list(texts(article))
        found = [each.address for each in addressed(split(body(article), "en", "Ada Long"))]
        if found != [each for each in cut if "." in each]:
            return False
        head = self.file.read_text("utf-8").partition("\n---\n\n")[0] if self.article else ""
        head = f"{head}\n---\n\n" if head else HEAD
        if not self.article:
            self.pins = {theme: texts(article)[at] for theme, at in PINS.items()}
        self.article = article
        self.file.write_text(head + body(article), "utf-8")
        return True

    def split(self) -> Outcome:
        rmtree(self.root / ".cache", ignore_errors=True)
        (outcome,) = split_articles(self.root, [self.file], dry_run=False)
        return outcome

    def check_pins(self, before: Paragraphs) -> None:
        """A pin whose passages are sure to stand somewhere is for these."""
        known, article = texts(self.article), read(self.file)
        for theme in list(self.pins):
            here = tuple(chain(*(known[pin.address] for pin in article.pins if pin.theme == theme)))
            assert here
            if is_sure(self.pins[theme], before, self.article):
                assert says(here, self.pins[theme])
            self.pins[theme] = here

    def dates(self) -> dict[tuple[Sentence, ...], str]:
        """When each paragraph was written, as far as the article says so."""
        written = read(self.file).written
        numbered = ((each, written(number)) for number, each in enumerate(self.article, 1))
        return {each: date for each, date in numbered if date}

    def check_dates(self, before: Paragraphs, dates: dict[tuple[Sentence, ...], str]) -> None:
        """A paragraph that is sure to be the same has its date, and no other, unless that went."""
        now, head = self.dates(), self.file.read_text("utf-8")
        for each in self.article:
            if each in before and is_sure(each, before, self.article):
                date = dates.get(each, "")
                assert now.get(each, "") == (date if f'"{date}"' in head else "")

    def drop_pins(self, outcome: Outcome, before: Paragraphs) -> None:
        """Take out of the front matter what was written for passages that are gone."""
        lines = self.file.read_text("utf-8").split("\n")
        for line in sorted({problem.line for problem in outcome.problems}, reverse=True):
            theme = lines[line - 1].partition(": ")[2]
            if made_for := self.pins.pop(theme, ()):
                assert not is_sure(made_for, before, self.article)
            del lines[line - 1]
        text = "\n".join(lines).replace("pins:\n---", "---").replace("as_of:\npins", "pins")
        self.file.write_text(text.replace("as_of:\n---", "---"), "utf-8")

    def decide(self, draw: Draw) -> None:
        """Close cases as a person may, by an edit or a command: these close, and no other."""
        known = texts(self.article)
        for each in [each for each in self.statements if each.is_open]:
            line, link = self.found(each)
            file = self.root / each.page
            text, is_gone = file.read_text("utf-8"), "#" not in link.target
            deed = draw(st.sampled_from(["nothing", "keep", "edit"]))
            if deed == "nothing" or (deed == "keep" and is_gone):
                continue
            if is_gone:
                new = f'[¶1.1]({link.target}#p1 "{link.title}")'.replace("source/", "source.md")
                new = new.replace("../source", "source").replace("../x/", "x/")
                file.write_text(text[: link.start] + new + text[link.end :], "utf-8")
            elif deed == "edit":
                token = f"s{each.number} "
                file.write_text(text.replace(token, f"{token}still "), "utf-8")
                each.before = each.before.replace(token, f"{token}still ")
            else:
                resolve_case(self.root, each.page, line, link.words)
            each.is_open = False
        outcome = self.split()
        assert outcome.steps, outcome.problems
        for each in self.statements:
            _, link = self.found(each)
            assert link.title.startswith(REVIEW) == each.is_open, link
            if not each.is_open:
                each.made_for = each.cites = tuple(chain(*(known[at] for at in link.cites)))

    def killed(self, root: Path, moment: int) -> Path:
        """A copy in `root` in which a run was killed, and the next one has gone through."""
        copytree(self.root, root, dirs_exist_ok=True)
        with patch.object(Path, "replace", killed_at(moment)), suppress(Killed):
            World(root).split()
        World(root).split()
        return root

    def split_again(self) -> None:
        """A second run changes nothing."""
        done = tree(self.root)
        self.split()
        assert tree(self.root) == done

    def write(self, draw: Draw, number: int) -> None:
        """Put a statement on a page."""
        page, form, kind = (draw(st.sampled_from(sorted(e))) for e in (PAGES, STATEMENTS, LINKS))
        known = texts(self.article)
        cites = cited(draw, self.article)
        place = {True: "../source/", False: "source.md"}[kind.startswith("raw")]
        if page == "docs/glossary.md":
            place = place.replace("source", "x/source")
        elif page.endswith("index.md"):
            place = place.removeprefix("../")
        words = label(cites)
        paragraph, anchor = cites[0][1:].split(".")[0], cites[0][1:]
        title = FirstWords(addressed(split(body(self.article), "en", "Ada Long"))).of(ends(words))
        link = LINKS[kind].format(words, place, paragraph, anchor, title, number)
        text = STATEMENTS[form].format(number, link)
        (line,) = (each for each in text.split("\n") if link in each)
        before, behind = line.split(link)
        if kind == "reference":
            text += f"\n[r{number}]: {place}#p{paragraph}\n"
        file = self.root / page
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_text("utf-8") if file.exists() else "# Glossary\n"
        file.write_text(f"{old.rstrip()}\n\n{text}", "utf-8")
        made_for = tuple(chain(*(known[each] for each in addresses(words))))
        self.statements.append(Statement(number, page, before, behind, made_for, made_for))

    def found(self, statement: Statement) -> tuple[int, PageLink]:
        """The line and the citation of a statement, which has to be as it was written."""
        text = (self.root / statement.page).read_text("utf-8")
        links = read_page(text, len(front_matter_and_body(text)[0])).links
        lines = text.split("\n")
        (number,) = (at for at, each in enumerate(lines) if f"s{statement.number} " in each)
        start = sum(len(each) + 1 for each in lines[:number])
        (link,) = (e for e in links if start <= e.start < start + len(lines[number]) and e.cites)
        assert lines[number][: link.start - start] == statement.before
        assert lines[number][link.end - start :] == statement.behind
        return number + 1, link

    def check(self, outcome: Outcome, before: Paragraphs) -> None:
        """Every citation says what it was made for, or is open; none that is sure is open."""
        told = {(problem.path, problem.line) for problem in outcome.problems}
        known = texts(self.article)
        for each in self.statements:
            line, link = self.found(each)
            is_open = link.title.startswith(REVIEW)
            assert ((each.page, line) in told) == is_open
            if not is_open:
                assert link.title
                assert link.target.partition("#p")[2].partition(".")[0] == str(link.paragraphs[0])
                each.cites = tuple(chain(*(known[at] for at in link.cites)))
                assert says(each.cites, each.made_for), link
            elif not each.is_open:
                assert not is_sure(each.cites, before, self.article), link
            each.is_open = is_open


def says(cites: Sequence[Sentence], made_for: Sequence[Sentence]) -> bool:
    """Whether the sentences `made_for` are all among those that one `cites`."""
    here, there = ([each.words for each in side] for side in (cites, made_for))
    return set(there) <= set(here) or " ".join(there) in " ".join(here)


def is_sure(made_for: Sequence[Sentence], before: Paragraphs, after: Paragraphs) -> bool:
    """Whether all of these are long sentences that stand once in both versions."""
    old, new = ([each.words for each in chain(*version)] for version in (before, after))
    return all(
        len(each.words.split()) >= LONG and old.count(each.words) == new.count(each.words) == 1
        for each in made_for
    )


def tree(root: Path) -> dict[str, bytes]:
    files = [*root.glob("docs/**/*.*"), *root.glob(".briefing/**/*.*"), *root.glob("articles/*.md")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@given(data=st.data())
@tries(20)
def test_citations_follow_their_passages(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("project")
    (root / "articles").mkdir()
    world, publisher, numbers = World(root), Publisher(data.draw), count()
    with patch.object(pipeline, "classify", classified):
        if not world.publish(publisher.first()):
            return
        assert not world.split().problems
        for _ in range(data.draw(st.integers(1, 3))):
            for _ in range(data.draw(st.integers(1, 4))):
                world.write(data.draw, next(numbers))
            before, dates = world.article, world.dates()
            if not world.publish(publisher.edited(world.article)):
                continue
            moment, killed = data.draw(st.integers(0, 30)), None
            if moment < 10:
                killed = world.killed(tmp_path_factory.mktemp("killed"), moment)
            outcome = world.split()
            assert killed is None or tree(killed) == tree(root)
            while any(problem.code == "address" for problem in outcome.problems):
                world.drop_pins(outcome, before)
                outcome = world.split()
            world.check(outcome, before)
            world.check_pins(before)
            world.check_dates(before, dates)
            world.split_again()
            world.decide(data.draw)
            world.split_again()

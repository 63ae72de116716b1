"""Random histories of an article: sentences that are put in, taken out, moved, reworded, cut.

A sentence keeps its `number` as long as it says the same, whatever its typography, so that a test
knows what became of it without asking the code under test.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol, TypeVar

from hypothesis import strategies as st

ANSWERS = ("Yes.", "Nobody knows.", "It is not what he said in the town.")
"""Sentences that may stand in an article more than once."""
OPENINGS = ("It is not what the", "The harbour cost", "On 4 May the", "", "")
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "ti", "vo", "zu")
_WORDS = ["".join(random.Random(number).choices(_SYLLABLES, k=3)) + "rn" for number in range(300)]
_QUOTES = str.maketrans({"“": '"', "”": '"'})


Drawn = TypeVar("Drawn")


class Draw(Protocol):
    """Draws a value, as `data.draw` of Hypothesis does."""

    def __call__(self, strategy: st.SearchStrategy[Drawn], /) -> Drawn: ...


@dataclass(frozen=True)
class Sentence:
    """What an article says in one sentence; of `number` there is one in an article."""

    number: int
    text: str

    @property
    def words(self) -> str:
        """The text without its typography."""
        return self.text.translate(_QUOTES)


Paragraphs = tuple[tuple[Sentence, ...], ...]


def body(paragraphs: Paragraphs) -> str:
    return "\n\n".join(" ".join(each.text for each in paragraph) for paragraph in paragraphs) + "\n"


def texts(paragraphs: Paragraphs) -> Mapping[str, tuple[Sentence, ...]]:
    """The sentences at each address, of a passage or a paragraph."""
    found = dict[str, tuple[Sentence, ...]]()
    for number, paragraph in enumerate(paragraphs, 1):
        found[f"¶{number}"] = paragraph
        found |= {f"¶{number}.{place}": (each,) for place, each in enumerate(paragraph, 1)}
    return found


def cited(draw: Draw, article: Paragraphs) -> list[str]:
    """A sentence, a range of them, a paragraph, a range of paragraphs, or a list of sentences."""
    kind = draw(st.sampled_from(["sentence", "sentence", "range", "paragraph", "some", "list"]))
    at = draw(st.integers(1, len(article)))
    if kind == "paragraph":
        return [f"¶{at}"]
    if kind == "some":
        return [f"¶{each}" for each in range(at, min(at + 3, len(article) + 1))]
    sentence = draw(st.integers(1, len(article[at - 1])))
    if kind == "range":
        return [f"¶{at}.{each}" for each in range(sentence, len(article[at - 1]) + 1)]
    if kind == "list":
        every = [each for each in texts(article) if "." in each]
        return draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique=True))
    return [f"¶{at}.{sentence}"]


class Publisher:
    """Writes an article and edits it, as `draw` says."""

    def __init__(self, draw: Draw) -> None:
        self.draw, self.count = draw, 0

    def sentence(self) -> Sentence:
        self.count += 1
        if self.draw(st.integers(0, 5)) == 0:
            return Sentence(self.count, self.draw(st.sampled_from(ANSWERS)))
        opening = self.draw(st.sampled_from(OPENINGS))
        words = random.Random(self.count).sample(_WORDS, 9)
        said = f"{words[0]} “{words[1]} {words[2]}” {' '.join(words[3:])}."
        text = f"{opening} {said}".strip()
        return Sentence(self.count, text[0].upper() + text[1:])

    def paragraph(self) -> tuple[Sentence, ...]:
        return tuple(self.sentence() for _ in range(self.draw(st.integers(1, 4))))

    def first(self) -> Paragraphs:
        return tuple(self.paragraph() for _ in range(self.draw(st.integers(2, 6))))

    def edited(self, article: Paragraphs) -> Paragraphs:
        for _ in range(self.draw(st.integers(1, 4))):
            found = self.draw(st.sampled_from(EDITS))(self, article)
            article = tuple(paragraph for paragraph in found if paragraph) or article
        return article

    def place(self, things: Iterable[object]) -> int:
        return self.draw(st.integers(0, max(0, len(tuple(things)) - 1)))

    def at(self, article: Paragraphs) -> tuple[int, int]:
        paragraph = self.place(article)
        return paragraph, self.place(article[paragraph])


def _put(
    article: Paragraphs, at: int, *paragraphs: tuple[Sentence, ...], of: int = 1
) -> Paragraphs:
    """`article` with `paragraphs` in the place of the `of` from `at` on."""
    return (*article[:at], *paragraphs, *article[at + of :])


def _insert_paragraph(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at = publisher.draw(st.integers(0, len(article)))
    return _put(article, at, publisher.paragraph(), of=0)


def _delete_paragraph(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    return _put(article, publisher.place(article))


def _move_paragraph(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at = publisher.place(article)
    rest = _put(article, at)
    return _put(rest, publisher.draw(st.integers(0, len(rest))), article[at], of=0)


def _split_paragraph(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at, cut = publisher.at(article)
    return _put(article, at, article[at][:cut], article[at][cut:])


def _join_paragraphs(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at = publisher.place(article)
    return _put(article, at, tuple(chain(*article[at : at + 2])), of=2)


def _within(publisher: Publisher, article: Paragraphs, *new: Sentence, of: int = 1) -> Paragraphs:
    """`article` with `new` in the place of some sentence, or, with `of` 0, before it."""
    at, place = publisher.at(article)
    return _put(article, at, (*article[at][:place], *new, *article[at][place + of :]))


def _insert(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    return _within(publisher, article, publisher.sentence(), of=0)


def _delete(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    return _within(publisher, article)


def _replace(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    return _within(publisher, article, publisher.sentence())


def _move(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at, place = publisher.at(article)
    rest = _put(article, at, (*article[at][:place], *article[at][place + 1 :]))
    return _within(publisher, rest, article[at][place], of=0)


def _reworded(
    publisher: Publisher, article: Paragraphs, change: Callable[[str], str], parts: int = 1
) -> Paragraphs:
    """`article` with `change` of the text of as many sentences as it takes: others by then."""
    at, place = publisher.at(article)
    old = article[at][place : place + parts]
    text = " ".join(each.text for each in old)
    if (changed := change(text)) == text:
        return article
    new = []
    for each in changed.split("\n"):
        publisher.count += 1
        new.append(Sentence(publisher.count, each))
    return _put(article, at, (*article[at][:place], *new, *article[at][place + parts :]))


def _change_word(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    """A word of it, the first, the last or one between, is another."""
    spot = publisher.draw(st.integers(0, 8))

    def change(text: str) -> str:
        words = text[:-1].split(" ")
        words[spot % len(words)] = "Other" if spot % len(words) == 0 else "other"
        return " ".join(words) + "."

    return _reworded(publisher, article, change)


def _reword(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    """Half of its words are others."""

    def change(text: str) -> str:
        words = text[:-1].split(" ")
        half = publisher.sentence().text[:-1].split(" ")
        return " ".join([*words[: len(words) // 2], *half[len(half) // 2 :]]) + "."

    return _reworded(publisher, article, change)


def _cut(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    """One sentence becomes two."""

    def change(text: str) -> str:
        words = text.split(" ")
        if len(words) < 8:
            return text
        end, start = words[:5], words[5:]
        return f"{' '.join(end).rstrip('”')}.\n{start[0].capitalize()} {' '.join(start[1:])}"

    return _reworded(publisher, article, change)


def _join(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    """Two sentences become one."""
    return _reworded(publisher, article, lambda text: text.replace(". ", ", and "), parts=2)


def _typography(publisher: Publisher, article: Paragraphs) -> Paragraphs:
    at, place = publisher.at(article)
    old = article[at][place]
    new = replace(old, text=old.words)
    return _put(article, at, (*article[at][:place], new, *article[at][place + 1 :]))


EDITS = (
    *(_insert_paragraph, _delete_paragraph, _move_paragraph, _split_paragraph, _join_paragraphs),
    *(_insert, _insert, _delete, _replace, _move, _change_word, _change_word, _reword),
    *(_cut, _join, _typography),
)

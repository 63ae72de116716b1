"""Tell by a lock, which holds hashes, whether a copy is the text that an article was made from.

That text is not ours to publish. Its lock holds numbers, hashes, and of each paragraph at most four
words, by which a browser finds it on the publisher's page. Only hashes and these prefixes are
compared: nothing here guesses at likeness.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise, zip_longest
from typing import Literal, get_args
from urllib.parse import quote

from briefing.article.model import Article, Passage, PassageKind
from briefing.article.split import last_paragraph, text_blocks
from briefing.errors import ArticleError, Problem
from briefing.text.words import UNSPACED, sentence_starts

NORMALISER = 1
"""The version of `normalise`: hashes of another version say nothing."""
LONGEST_PREFIX = 4
_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_SIGNS = {"'": "‘’‚‛", '"': "“”„‟", "-": "‐‑‒–—―−", " ": "\u00a0\u202f"}
_PLAIN = str.maketrans({sign: plain for plain, signs in _SIGNS.items() for sign in signs})
_HASH = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class LockedParagraph:
    """What is known of a paragraph; `prefix` is empty where no four words are its alone."""

    number: int
    words: int
    prefix: str
    sha256: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLock:
    """What is known of a text: the hash of all of it, and its paragraphs in order."""

    sha256: str
    paragraphs: tuple[LockedParagraph, ...]


@dataclass(frozen=True, slots=True)
class HashedParagraph:
    """A paragraph at hand: its first line, its words as they stand, its hashes."""

    line: int
    words: str
    sha256: str
    sentences: tuple[str, ...]


State = Literal["same", "differs", "missing", "added"]


@dataclass(frozen=True, slots=True)
class ParagraphComparison:
    """¶`number` of a lock beside what a copy has of it, or what the copy adds after it."""

    number: int
    locked: LockedParagraph | None
    copied: HashedParagraph | None

    @property
    def state(self) -> State:
        """What the copy has of the paragraph."""
        if self.locked and self.copied:
            return "same" if self.locked.sha256 == self.copied.sha256 else "differs"
        return "missing" if self.locked else "added"

    def problem(self, path: str) -> Problem | None:
        """What is wrong with the copy in the file `path`, if anything is."""
        if self.state == "same":
            return None
        where = f"¶{self.number}"
        if self.locked is None:
            place = f"after {where}" if self.number else "before ¶1"
            message = f"a paragraph {place} that the source lacks"
        elif self.copied is None:
            message = f"{where} is missing"
        else:
            numbered = enumerate(self.locked.sentences, start=1)
            gone = [f"{where}.{n}" for n, each in numbered if each not in self.copied.sentences]
            which = ", ".join(gone) or "the order or number of its sentences"
            message = f"{where} differs from the source in {which}"
        return Problem(path, self.copied.line if self.copied else 0, "source", message)


def make_lock(text: str, language: str, author: str = "", title: str = "") -> SourceLock:
    """The lock of `text`; `language` and `author` as `split` takes them.

    A prefix is unique in `title` and `text` together: a browser goes to the first match.
    """
    everything = " ".join(f"{title} {text}".split()).casefold()
    known = []
    for number, each in enumerate(hashed_paragraphs(text, language, author), start=1):
        count, prefix = len(_WORD.findall(each.words)), _prefix(each.words, everything)
        known.append(LockedParagraph(number, count, prefix, each.sha256, each.sentences))
    return SourceLock(_digest(normalise(text)), tuple(known))


def parse_lock(content: bytes, path: str) -> SourceLock:
    """The lock in the bytes of the file `path`. Raises ArticleError where they are none."""
    message = "is no source lock"
    try:
        values = json.loads(content)
        if (version := values["normaliser"]) != NORMALISER:
            message = f"normaliser {version} is not {NORMALISER}, which is in use"
            raise ValueError
        known = [
            LockedParagraph(**each | {"sentences": tuple(each["sentences"])})
            for each in values["paragraphs"]
        ]
        hashes = [values["sha256"], *(h for p in known for h in (p.sha256, *p.sentences))]
        if not (
            [each.number for each in known] == list(range(1, len(known) + 1))
            and all(_HASH.fullmatch(each) for each in hashes)
            and all(len(_WORD.findall(each.prefix)) <= LONGEST_PREFIX for each in known)
        ):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        fix = "make it anew: briefing source lock FILE"
        raise ArticleError(Problem(path, line, "source-lock", message, fix)) from error
    return SourceLock(values["sha256"], tuple(known))


def dump_lock(lock: SourceLock) -> str:
    """`lock` as the text of its file."""
    values = {"normaliser": NORMALISER, **asdict(lock)}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def check_lock(lock: SourceLock, article: Article, passages: Sequence[Passage]) -> None:
    """Raise ArticleError if the source of `lock` and `article` differ in their paragraphs' number.

    An address would then name one paragraph here and another one in the source.
    """
    own, locked = last_paragraph(passages), len(lock.paragraphs)
    if own != locked:
        message = f"the article has {own} paragraphs, the lock of its source has {locked}"
        fix = "give it a paragraph for each of the source, or run: briefing source lock FILE"
        raise ArticleError(Problem(article.path, 0, "source-lock", message, fix))


def compare(
    lock: SourceLock, copy: str, language: str, author: str = ""
) -> list[ParagraphComparison]:
    """What `copy` has of each paragraph of `lock`, and the paragraphs only it has, in order.

    `language` and `author` as `split` takes them.
    """
    ours, theirs = lock.paragraphs, hashed_paragraphs(copy, language, author)
    hashes = [each.sha256 for each in ours], [each.sha256 for each in theirs]
    found: list[ParagraphComparison] = []
    number = 0
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *hashes, autojunk=False).get_opcodes():
        one, two = ours[i:i_end], theirs[j:j_end]
        for mine, other in zip(one, two, strict=True) if tag == "equal" else _pairs(one, two):
            number = mine.number if mine else number
            found.append(ParagraphComparison(number, mine, other))
    return found


def summary(comparisons: Sequence[ParagraphComparison]) -> str:
    """How many paragraphs are in which state: `23 same, 1 differs`."""
    counts = Counter(each.state for each in comparisons)
    return ", ".join(f"{counts[state]} {state}" for state in get_args(State) if counts[state])


def is_whole(lock: SourceLock, copy: str) -> bool:
    """Whether `copy` is the source with its headings, byline and biography too."""
    return lock.sha256 == _digest(normalise(copy))


def address_in(source_url: str, prefix: str) -> str:
    """The address of the paragraph that begins with `prefix`, by a text fragment (WICG draft).

    A browser that knows none, or finds none, shows the page from its start.
    """
    separator = "" if "#" in source_url else "#"
    return f"{source_url}{separator}:~:text={quote(prefix, safe='').replace('-', '%2D')}"


def normalise(text: str) -> str:
    """`text` without what differs between honest copies: quotes, dashes, spaces, line ends."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def hashed_paragraphs(text: str, language: str, author: str) -> list[HashedParagraph]:
    """The paragraphs of `text`; headings, byline and biography are none."""
    found = []
    for block in text_blocks(text.translate(_PLAIN), author.translate(_PLAIN)):
        if block.kind is PassageKind.TEXT:
            words = " ".join(text[block.start : block.start + len(block.text)].split())
            whole = normalise(words)
            edges = pairwise([*sentence_starts(whole, language), len(whole)])
            sentences = tuple(_digest(whole[start:end].strip()) for start, end in edges)
            line = 1 + text.count("\n", 0, block.start)
            found.append(HashedParagraph(line, words, _digest(whole), sentences))
    return found


def _digest(text: str) -> str:
    """128 bits: enough to tell texts apart, and half as long to read."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _prefix(words: str, everything: str) -> str:
    """The least of the beginnings of `words` that stands only once in `everything`, if any does."""
    ends = (word.end() for word in islice(_WORD.finditer(words), LONGEST_PREFIX))
    return next((words[:end] for end in ends if everything.count(words[:end].casefold()) == 1), "")


def _pairs(
    ours: Sequence[LockedParagraph], theirs: Sequence[HashedParagraph]
) -> Iterator[tuple[LockedParagraph | None, HashedParagraph | None]]:
    """What belongs together where hashes do not say: first by a sentence or the prefix in common,
    then, between two such pairs, by order.
    """
    i = j = 0
    for place, mine in enumerate(ours):
        kin = next((k for k in range(j, len(theirs)) if _are_kin(mine, theirs[k])), None)
        if kin is not None:
            yield from zip_longest(ours[i:place], theirs[j:kin])
            yield mine, theirs[kin]
            i, j = place + 1, kin + 1
    yield from zip_longest(ours[i:], theirs[j:])


def _are_kin(mine: LockedParagraph, other: HashedParagraph) -> bool:
    begins = bool(mine.prefix) and normalise(other.words).startswith(normalise(mine.prefix))
    return begins or not set(mine.sentences).isdisjoint(other.sentences)

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
from enum import StrEnum
from itertools import islice, pairwise
from urllib.parse import quote

from briefing.article.matching import LONG, Gap, Matching
from briefing.article.model import Article, Passage, PassageKind
from briefing.article.split import last_paragraph, text_blocks
from briefing.errors import ArticleError, Problem
from briefing.text.sentences import sentence_starts
from briefing.text.words import UNSPACED

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


class ParagraphState(StrEnum):
    """What a copy has of a paragraph."""

    SAME = "same"
    MOVED = "moved"
    DIFFERS = "differs"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ParagraphComparison:
    """What became of ¶`number`, or what was added after it; `line` counts in the copy.

    `sentences` are the numbers of those that the copy does not have, empty where it has all.
    """

    state: ParagraphState
    number: int
    line: int = 0
    sentences: tuple[int, ...] = ()

    def problem(self, path: str) -> Problem | None:
        """What is wrong with the copy in the file `path`, if anything is."""
        where = f"¶{self.number}"
        if self.state is ParagraphState.SAME:
            return None
        if self.state is ParagraphState.MOVED:
            return Problem(path, self.line, "source", f"{where} has moved here")
        if self.state is ParagraphState.ADDED:
            place = f"after {where}" if self.number else "before ¶1"
            return Problem(path, self.line, "source", f"a paragraph {place} that the source lacks")
        if self.state is ParagraphState.MISSING:
            return Problem(path, 0, "source", f"{where} is missing")
        gone = ", ".join(f"{where}.{sentence}" for sentence in self.sentences)
        which = f" in {gone}" if gone else " in the order or number of its sentences"
        return Problem(path, self.line, "source", f"{where} differs from the source{which}")


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
    fix = "make it anew: briefing source lock FILE"
    try:
        values = json.loads(content)
        if values["normaliser"] != NORMALISER:
            message = f"normaliser {values['normaliser']} is not {NORMALISER}, which is in use"
            raise ArticleError(Problem(path, 0, "source-lock", message, fix))
        known = [
            LockedParagraph(**each | {"sentences": tuple(each["sentences"])})
            for each in values["paragraphs"]
        ]
        if not _is_sound(known, values["sha256"]):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise ArticleError(Problem(path, line, "source-lock", "is no source lock", fix)) from error
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
    long = {place for place, each in enumerate(ours) if each.words >= LONG}
    matching = Matching([each.sha256 for each in ours], [each.sha256 for each in theirs], long)
    copied = {bead.old[0]: bead.new[0] for bead in matching.in_order}
    copied.update(pair for gap in matching.gaps() for pair in _pairs(ours, theirs, gap))
    moved = {bead.old[0]: bead.new[0] for bead in matching.moved}
    found = []
    for place, mine in enumerate(ours):
        at = copied.get(place, moved.get(place))
        found.append(_comparison(mine, None if at is None else theirs[at], place in moved))
    number, numbers = 0, {at: ours[place].number for place, at in copied.items()}
    known = {*numbers, *moved.values()}
    for at, other in enumerate(theirs):
        number = numbers.get(at, number)
        if at not in known:
            found.append(ParagraphComparison(ParagraphState.ADDED, number, other.line))
    return sorted(found, key=lambda each: each.number)


def summary(comparisons: Sequence[ParagraphComparison]) -> str:
    """How many paragraphs are in which state: `23 same, 1 differs`."""
    counts = Counter(each.state for each in comparisons)
    return ", ".join(f"{counts[state]} {state}" for state in ParagraphState if counts[state])


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
            words = " ".join(text[block.start : block.end].split())
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


def _is_sound(paragraphs: Sequence[LockedParagraph], whole: str) -> bool:
    hashes = [whole, *(h for each in paragraphs for h in (each.sha256, *each.sentences))]
    return (
        [each.number for each in paragraphs] == list(range(1, len(paragraphs) + 1))
        and all(_HASH.fullmatch(each) for each in hashes)
        and all(len(_WORD.findall(each.prefix)) <= LONGEST_PREFIX for each in paragraphs)
    )


def _pairs(
    ours: Sequence[LockedParagraph], theirs: Sequence[HashedParagraph], gap: Gap
) -> Iterator[tuple[int, int]]:
    """What belongs together in `gap`, by place: first by a sentence or the prefix in common, then,
    between two such pairs, by order.
    """
    old, new = gap
    i = j = 0
    for at, place in enumerate(old):
        kin = (k for k in range(j, len(new)) if _are_kin(ours[place], theirs[new[k]]))
        if (found := next(kin, None)) is not None:
            yield from zip(old[i:at], new[j:found], strict=False)
            yield place, new[found]
            i, j = at + 1, found + 1
    yield from zip(old[i:], new[j:], strict=False)


def _are_kin(mine: LockedParagraph, other: HashedParagraph) -> bool:
    begins = bool(mine.prefix) and normalise(other.words).startswith(normalise(mine.prefix))
    return begins or not set(mine.sentences).isdisjoint(other.sentences)


def _comparison(
    mine: LockedParagraph, other: HashedParagraph | None, has_moved: bool
) -> ParagraphComparison:
    """Compare a paragraph of the lock with that of the copy, if it has one."""
    if other is None:
        return ParagraphComparison(ParagraphState.MISSING, mine.number)
    if mine.sha256 == other.sha256:
        state = ParagraphState.MOVED if has_moved else ParagraphState.SAME
        return ParagraphComparison(state, mine.number, other.line)
    numbered = enumerate(mine.sentences, start=1)
    gone = tuple(number for number, each in numbered if each not in other.sentences)
    return ParagraphComparison(ParagraphState.DIFFERS, mine.number, other.line, gone)

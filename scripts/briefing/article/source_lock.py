"""Tell by a lock, which holds hashes, whether a copy is the text that an article was made from.

That text is not ours to publish. Its lock holds numbers, hashes, and of each paragraph at most four
words, by which a browser finds it on the publisher's page. Only hashes and these prefixes are
compared: nothing here guesses at likeness.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice, pairwise
from typing import Literal, get_args
from urllib.parse import quote

from briefing.article.matching import LONG, Bead, Gap, Matching, heaviest_chain
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


State = Literal["same", "moved", "differs", "missing", "added"]


@dataclass(frozen=True, slots=True)
class ParagraphComparison:
    """¶`number` of a lock beside what a copy has of it, or what the copy adds after it.

    `is_elsewhere` says that the copy has it out of order with what is around it.
    """

    number: int
    locked: LockedParagraph | None
    copied: HashedParagraph | None
    is_elsewhere: bool = False

    @property
    def state(self) -> State:
        """What the copy has of the paragraph."""
        if self.locked and self.copied:
            if self.locked.sha256 != self.copied.sha256:
                return "differs"
            return "moved" if self.is_elsewhere else "same"
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
        elif self.state == "moved":
            message = f"{where} has moved here"
        else:
            numbered = enumerate(self.locked.sentences, start=1)
            gone = [f"{where}.{n}" for n, each in numbered if each not in self.copied.sentences]
            which = ", ".join(gone) or "the order or number of its sentences"
            differs = "has moved here and differs" if self.is_elsewhere else "differs"
            message = f"{where} {differs} from the source in {which}"
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
    matching = _matching(ours, theirs)
    in_order, moved = (
        {bead.old[0]: bead.new[0] for bead in beads}
        for beads in (matching.in_order, matching.moved)
    )
    found = []
    for place, mine in enumerate(ours):
        at = in_order.get(place, moved.get(place))
        other = None if at is None else theirs[at]
        found.append(ParagraphComparison(mine.number, mine, other, place in moved))
    number, numbers = 0, {at: ours[place].number for place, at in in_order.items()}
    for at, other in enumerate(theirs):
        number = numbers.get(at, number)
        if at in matching.free[1]:
            found.append(ParagraphComparison(number, None, other))
    return sorted(found, key=lambda each: each.number)


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
    found = _beginnings(words)
    return next((each for each in found if everything.count(each.casefold()) == 1), "")


def _beginnings(words: str) -> Iterator[str]:
    """The first word of `words`, the first two, and so on."""
    ends = (word.end() for word in islice(_WORD.finditer(words), LONGEST_PREFIX))
    return (words[:end] for end in ends)


def _matching(ours: Sequence[LockedParagraph], theirs: Sequence[HashedParagraph]) -> Matching:
    """What belongs together: what is the same; else what shares a sentence or the prefix; else, in
    a gap between two such pairs, by order.
    """
    long = {place for place, each in enumerate(ours) if each.words >= LONG}
    matching = Matching([each.sha256 for each in ours], [each.sha256 for each in theirs], long)
    kin = [heaviest_chain(_kin(ours, theirs, gap)) for gap in matching.gaps()]
    matching.add(chain.from_iterable(kin), in_order=True)
    rest = sorted(matching.free[0]), sorted(matching.free[1])
    for bead in sorted(_kin(ours, theirs, rest), key=lambda bead: (-bead.weight, bead)):
        (i,), (j,), _ = bead
        kept = len({*ours[i].sentences} & {*theirs[j].sentences})
        if i in matching.free[0] and j in matching.free[1] and 2 * kept >= len(ours[i].sentences):
            matching.add([bead], in_order=False)
    by_order = [pair for gap in matching.gaps() for pair in zip(*gap, strict=False)]
    matching.add([Bead((i,), (j,)) for i, j in by_order], in_order=True)
    return matching


def _kin(
    ours: Sequence[LockedParagraph], theirs: Sequence[HashedParagraph], gap: Gap
) -> list[Bead]:
    """The pairs in `gap` that share what no other paragraph of it has: a sentence, the prefix.

    A pair weighs as much as it shares.
    """
    places: tuple[dict[str, list[int]], ...] = defaultdict(list), defaultdict(list)
    for place in gap[0]:
        for sign in {*ours[place].sentences, normalise(ours[place].prefix)}:
            places[0][sign].append(place)
    for place in gap[1]:
        beginnings = map(normalise, _beginnings(theirs[place].words))
        for sign in {*theirs[place].sentences, *beginnings}:
            places[1][sign].append(place)
    once = [{sign: each[0] for sign, each in side.items() if len(each) == 1} for side in places]
    shared = Counter((once[0][sign], once[1][sign]) for sign in once[0].keys() & once[1].keys())
    return [Bead((i,), (j,), weight) for (i, j), weight in shared.items()]

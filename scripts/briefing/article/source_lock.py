"""The text that we worked from in, a lock out that tells whether a copy is it. Knows no disk.

The text is not ours to publish. Its lock holds numbers, hashes, and of each paragraph at most four
words, by which a browser finds it on the publisher's page.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from urllib.parse import quote

from briefing.article.fold_blocks import blocks
from briefing.article.model import Kind
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
class Paragraph:
    """What is known of a paragraph; `prefix` is empty where no four words are its alone."""

    number: int
    words: int
    prefix: str
    sha256: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLock:
    """What is known of a text: the hash of all of it, and its paragraphs in order."""

    normaliser: int
    sha256: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph at hand: its first line, its words as they stand, its hashes."""

    line: int
    words: str
    sha256: str
    sentences: tuple[str, ...]


def normalise(text: str) -> str:
    """`text` without what differs between honest copies: quotes, dashes, spaces, line ends."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def lock(text: str, language: str, author: str = "", title: str = "") -> SourceLock:
    """The lock of `text`; `language` and `author` as `split` takes them.

    A prefix is unique in `title` and `text` together: a browser goes to the first match.
    """
    everything = " ".join(f"{title} {text}".split()).casefold()
    known = (
        Paragraph(
            number, len(_WORD.findall(each.words)), _prefix(each.words, everything),
            each.sha256, each.sentences,
        )
        for number, each in enumerate(paragraphs(text, language, author), start=1)
    )  # fmt: skip
    return SourceLock(NORMALISER, digest(normalise(text)), tuple(known))


def address_in(source_url: str, prefix: str) -> str:
    """The address of the paragraph that begins with `prefix`, by a text fragment (WICG draft).

    A browser that knows none, or finds none, shows the page from its start.
    """
    separator = "" if "#" in source_url else "#"
    return f"{source_url}{separator}:~:text={quote(prefix, safe='').replace('-', '%2D')}"


def dump(known: SourceLock) -> str:
    """`known` as the text of its file."""
    return json.dumps(asdict(known), ensure_ascii=False, indent=1) + "\n"


def parse(content: bytes, path: str) -> SourceLock:
    """The lock in the bytes of the file `path`. Raises ArticleError where they are none."""
    fix = "make it anew: briefing source lock FILE"
    try:
        values = json.loads(content)
        if values["normaliser"] != NORMALISER:
            message = f"normaliser {values['normaliser']} is not {NORMALISER}, which is in use"
            raise ArticleError(Problem(path, 0, "source-lock", message, fix))
        known = [
            Paragraph(**each | {"sentences": tuple(each["sentences"])})
            for each in values["paragraphs"]
        ]
        if not _is_sound(known, values["sha256"]):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise ArticleError(Problem(path, line, "source-lock", "is no source lock", fix)) from error
    return SourceLock(NORMALISER, values["sha256"], tuple(known))


def _is_sound(paragraphs: Sequence[Paragraph], whole: str) -> bool:
    hashes = [whole, *(h for each in paragraphs for h in (each.sha256, *each.sentences))]
    return (
        [each.number for each in paragraphs] == list(range(1, len(paragraphs) + 1))
        and all(_HASH.fullmatch(each) for each in hashes)
        and all(len(_WORD.findall(each.prefix)) <= LONGEST_PREFIX for each in paragraphs)
    )


def paragraphs(text: str, language: str, author: str) -> list[Found]:
    """The paragraphs of `text`; headings, byline and biography are none."""
    found = []
    for block in blocks(text.translate(_PLAIN), author.translate(_PLAIN)):
        if block.kind is Kind.TEXT:
            words = " ".join(text[block.start : block.end].split())
            whole = normalise(words)
            edges = pairwise([*sentence_starts(whole, language), len(whole)])
            sentences = tuple(digest(whole[start:end].strip()) for start, end in edges)
            line = 1 + text.count("\n", 0, block.start)
            found.append(Found(line, words, digest(whole), sentences))
    return found


def digest(text: str) -> str:
    """128 bits: enough to tell texts apart, and half as long to read."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _prefix(words: str, everything: str) -> str:
    for count, word in enumerate(_WORD.finditer(words), start=1):
        prefix = words[: word.end()]
        if count > LONGEST_PREFIX:
            break
        if everything.count(prefix.casefold()) == 1:
            return prefix
    return ""

"""The first words of passages, by which a citation says which passage it was made for.

    [¶4.1](source.md#p4 "DeepSeek, which Liang")

An address alone names another passage as soon as the article changes. The words hold wherever the
page goes: in another branch, in a copy without its history, under another way to cut sentences. In
a link's title stand the first three or four words of its passage, as many as no other passage
begins with. Where four do not suffice, or it has not three, six digits of the hash of all of its
words stand behind them: "It is not what ~3f9a1c". A citation of several passages has those of each,
" … " between.

A citation whose passage changed, or is gone, keeps the words that it was made for until a person
has decided, with REVIEW before them: "was: DeepSeek, which Liang ~3f9a1c".
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefing.article.alignment import AddressedText
from briefing.article.model import Passage
from briefing.article.source_lock import normalise
from briefing.markdown.commonmark import plain
from briefing.markdown.contents import PageLink
from briefing.text.words import UNSPACED

REVIEW = "was: "
"""What stands before the words of a citation that a person has to look at."""
BETWEEN = " … "
"""What stands between the words of two passages."""
_LEAST, _MOST = 3, 4
_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_END = re.compile("[.!?:;…。！？：；]")
_HASH = re.compile(r"\s*~(?P<hash>[0-9a-f]{6})$")
_UNSAFE = str.maketrans(dict.fromkeys('"*_`<>[]()\\|&{}~#', " "))
"""Signs that would end a title, or be read as Markdown."""
Key = tuple[str, ...]


def is_gone(link: PageLink) -> bool:
    """Whether a link cites a passage that the article no longer has, and so leads to none."""
    return link.title.startswith(REVIEW) and "#" not in link.target


class FirstWords:
    """The first words of the passages of one version of an article, and what fits them.

    `retired` are those of passages of earlier versions that say something else now, with their
    hash: what has only the words of one may have been written for it.
    """

    def __init__(
        self, passages: Iterable[Passage | AddressedText], retired: Iterable[str] = ()
    ) -> None:
        self.texts = {each.address: each.text for each in passages if each.address}
        self._keys = {address: _key(plain(text)) for address, text in self.texts.items()}
        self._beginnings = defaultdict[Key, list[str]](list)
        self._titles: dict[str, str] = {}
        for address, key in self._keys.items():
            for length in range(1, _MOST + 1):
                if length <= len(key):
                    self._beginnings[key[:length]].append(address)
        self._retired = {
            key[:length]
            for key in (_key(_HASH.sub("", each)) for each in retired)
            for length in range(1, len(key) + 1)
        }

    def of(self, addresses: Sequence[str]) -> str:
        """The title of a citation of `addresses`, which are addresses of passages or paragraphs."""
        found = list[str]()
        for address in map(_first_sentence, addresses):
            if address not in self._titles:
                self._titles[address] = self._of(address)
            found.append(self._titles[address])
        return BETWEEN.join(found)

    def _of(self, address: str) -> str:
        key, text = self._keys[address], self.texts[address]
        for length in range(_LEAST, _MOST + 1):
            is_free = key[:length] not in self._retired
            if len(key) >= length and is_free and len(self._beginnings[key[:length]]) == 1:
                return beginning(text, length)
        return f"{beginning(text, _MOST)} ~{digest(text)}".strip()

    def fits(self, words: str, address: str) -> bool:
        """Whether the passage at `address` begins with `words`, and has the hash that they name.

        For a paragraph that is its first passage.
        """
        return _first_sentence(address) in self.fitting(words)

    def fitting(self, words: str, near: str = "") -> tuple[str, ...]:
        """The addresses of all passages that begin with `words`.

        Where none does, of those in which `words` begin a part: sentences may have been cut
        otherwise when they were written. With `near`, an address, only of those in its paragraph.
        """
        words = words.removeprefix(REVIEW)
        named = _HASH.search(words)
        key = _key(words[: named.start()] if named else words)
        begin = self._beginnings.get(key[:_MOST], ()) if key else self._keys
        found = [each for each in begin if self._keys[each][: len(key)] == key]
        if named:
            return tuple(each for each in found if digest(self.texts[each]) == named["hash"])
        if key[:_MOST] in self._retired:
            return ()
        if found or len(key) < _LEAST:
            return tuple(found)
        paragraph = near.partition(".")[0]
        return tuple(e for e in self._inside(key) if paragraph in ("", e.partition(".")[0]))

    def _inside(self, key: Key) -> list[str]:
        sought = f" {' '.join(key)} "
        having = (e for e, words in self._keys.items() if sought in f" {' '.join(words)} ")
        return [each for each in having if key in _within(self.texts[each], len(key))]


def beginning(text: str, length: int = _MOST) -> str:
    """The first `length` words of Markdown, without signs that a title cannot hold."""
    kept, count = "", 0
    for match in _WORD.finditer(_titled(plain(text))):
        count += bool(_key(match[0]))
        if count > length:
            break
        blank = " " if kept and match.string[match.start() - 1] == " " else ""
        kept += blank + match[0]
    return kept.rstrip(".,;:!?。，；：！？、 ").replace(REVIEW, "was ")


def digest(text: str) -> str:
    """Six hexadecimal digits that stand for all words of Markdown, whatever its typography."""
    return hashlib.sha256(" ".join(_key(plain(text))).encode()).hexdigest()[:6]


def _titled(words: str) -> str:
    """`words` with blanks for what a title cannot hold."""
    return normalise(words).translate(_UNSAFE)


def _key(words: str) -> Key:
    """Plain words without what is typography: signs, capitals, white space."""
    found = (re.sub(r"[\W_]+", "", word) for word in _WORD.findall(_titled(words).casefold()))
    return tuple(word for word in found if word)


def _within(text: str, length: int) -> set[Key]:
    """The `length` words behind each sign in `text` that may end a sentence."""
    ends = (each.end() for each in _END.finditer(normalise(text)))
    return {_key(normalise(text)[end:])[:length] for end in ends}


def _first_sentence(address: str) -> str:
    return address if "." in address else f"{address}.1"

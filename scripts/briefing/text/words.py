"""The words of a text with their stems, the names among them, and its sentences.

Scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give overlapping
pairs of characters instead of words, which need no dictionary.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from briefing.text.languages import word_list

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters of those scripts, as ranges for a regular expression."""
_WORD = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+(?:['’-][^\W_]+)*")
_PAIRS = re.compile(rf"[{UNSPACED}]")
_LANGUAGES = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech",
    "da": "danish", "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

UPPER = "[A-ZÀ-ÖØ-ÞČĎĞİŁŃŌŘŚŞŠŻŽ]"
_INNER = r"(?:-|['’](?!s\b))"
NAME_WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St)\."
    rf"|(?:{UPPER}\.){{1,3}}"
    rf"|{UPPER}\w{{0,30}}+(?:{_INNER}\w{{1,30}}+){{0,3}}(?!{_INNER}\w))"
)
"""One word of a name: a capitalised one, a title or initials."""

_LINK = r"(?:of the|of|and the|and|for the|for|de la|de|der|den|van der|van|von der|von|bin|al|&)"
_NEXT_IN_NAME = rf" (?:{_LINK} )?"
NAME = rf"(?<![\w.'’-]){NAME_WORD}(?:{_NEXT_IN_NAME}{NAME_WORD}){{0,12}}(?!{_NEXT_IN_NAME}{UPPER})"
"""A capitalised run, with the small words within it: Bank of England, Ursula von der Leyen."""

PREPOSITION = (
    r"(?:of|at|in|by|from|with|for|to|on|about|against|under|over|behind|near|into|than|via"
    r"|between|among|including|like|through|[a-z]+ed|[a-z]+ing)"
)
"""What governs the noun behind it, so that this is no subject. Participles are among them."""

_GOVERNED = re.compile(rf"\b{PREPOSITION}\s(?:the\s)?\Z", re.IGNORECASE)
_FIRST_WORD = re.compile(r"([\w.'’&-]+)\s+")
FIRST_WORDS = frozenset(word_list("en", "first_words"))
"""Words that are capitalised where a sentence begins, and no names."""
_CONTRACTION = re.compile(r"(?:I|You|He|She|It|We|They|That|There|Who|What)['’]\w+")

_WINDOW = 4_000
"""Characters given to sentencex at once: its time grows with the square of open quotations."""
_LONGEST = 64_000
"""Characters after which a sentence is cut whether it has ended or not."""
_BREAK = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]")
_BEFORE_STOP = re.compile(r"(?<!\s)\s++(?=\.)")
"""Where a capital and a blank of more than one byte stand before it, sentencex panics."""
_QUOTED = re.compile(
    r"“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|「[^「」]{0,2000}」|『[^『』]{0,2000}』"
    r"|(?<!\w)\"[^\"]{1,2000}\"(?!\w)"
)
_BLANK = re.compile(r"\s*")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})?[.)]?\W*")


def words(text: str) -> list[str]:
    """Return the words of `text` as written, in order."""
    whole: list[str] = _WORD.findall(text)
    if _PAIRS.search(text) is None:
        return whole
    found: list[str] = []
    for word in whole:
        if len(word) > 2 and _PAIRS.match(word):
            found += [word[start : start + 2] for start in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def primary_language(tag: str) -> str:
    """The language of a BCP 47 tag without its script or country: `en-GB` → `en`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that maps a word of `language` (BCP 47) to its lower-case stem.

    A language that Snowball does not have keeps its words whole.
    """
    return _stemmer(primary_language(language))


@cache
def _stemmer(primary: str) -> Callable[[str], str]:
    import snowballstemmer

    name = _LANGUAGES.get(primary)
    if name not in snowballstemmer.algorithms():
        return str.lower
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    remembered = lru_cache(maxsize=1 << 16)(stem)
    return lambda word: remembered(word.lower())


def without_first_words(text: str, start: int, end: int) -> int:
    """Return where the name within the capitalised run `text[start:end]` begins.

    A sentence's first word is capitalised and no name: "But the UN". Returns `end` when no
    name remains: "Critics", "Critics of the UN".
    """
    while start < end:
        first = _FIRST_WORD.match(text, start, end)
        word = first[1] if first else text[start:end]
        if word not in FIRST_WORDS and not _CONTRACTION.fullmatch(word):
            return start
        start = first.end() if first else end
        if text[start : start + 1].islower():
            return end
    return end


def is_governed(text: str, start: int) -> bool:
    """Whether a preposition or participle stands before `start`: "critics of Acme said"."""
    return _GOVERNED.search(text, max(0, start - 30), start) is not None


def sentence_starts(text: str, language: str) -> list[int]:
    """The offset in `text` of each sentence's first character; the first offset is 0.

    A quotation that holds several sentences is not cut, nor is a number from its list item.
    """
    text = _BEFORE_STOP.sub(lambda blanks: " " * len(blanks[0]), _BREAK.sub(" ", text))
    quoted = deque(match.span() for match in _QUOTED.finditer(text))
    starts = [0]
    for start in _boundaries(text, language):
        start = _BLANK.match(text, start).end()  # type: ignore[union-attr]  # matches always
        while quoted and quoted[0][1] <= start:
            quoted.popleft()
        inside = bool(quoted) and quoted[0][0] < start
        if start < len(text) and not inside and not _ENUMERATOR.fullmatch(text[starts[-1] : start]):
            starts.append(start)
    return starts


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Where sentencex ends a sentence, found in windows that start where a sentence starts."""
    from sentencex import segment

    position, window = 0, _WINDOW
    while position < len(text):
        chunk = text[position : position + window]
        ends = list(accumulate(len(sentence) for sentence in segment(language, chunk)))
        last_window = position + window >= len(text)
        if len(ends) < 2 and not last_window and window < _LONGEST:
            window *= 2
            continue
        whole = ends if last_window or len(ends) < 2 else ends[:-1]
        yield from (position + end for end in whole)
        position, window = position + whole[-1], _WINDOW

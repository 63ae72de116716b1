"""The words of a text with their stems, and its sentences.

Scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give overlapping
pairs of characters instead of words, which need no dictionary.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

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

_WINDOW = 4_000
"""Characters given to sentencex at once: its time grows with the square of open quotations."""
_LONGEST = 64_000
"""Characters after which a sentence is cut whether it has ended or not."""
_BLANKS = "\t\r\n\x0b\x0c\x85\u2028\u2029\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_PLAIN_BLANKS = str.maketrans(dict.fromkeys(_BLANKS, " "))
"""Of these sentencex takes some for no white space, and panics behind a capital at others."""
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


def sentence_starts(text: str, language: str) -> list[int]:
    """The offset in `text` of each sentence's first character; the first offset is 0.

    A quotation that holds several sentences is not cut, nor is a number from its list item.
    """
    text = text.translate(_PLAIN_BLANKS)
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

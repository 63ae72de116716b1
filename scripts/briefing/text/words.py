"""The words of a text and their stems.

Scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give overlapping
pairs of characters instead of words, which need no dictionary.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

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

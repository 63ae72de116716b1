"""The words of each language: those that the patterns look for, and those that the compiler writes.

Of a language `en`, `en.toml` has the lists of words to look for, `wording.en.toml` what is written
on pages; `currencies.toml` is for all of them. Another language is another file with the same keys.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written in one language.

    `sections` are the titles of the sections of a page by their ids; `columns` the heads of table
    columns; `phrases` all else, with names in braces for what `str.format` puts in; `months` the
    names of the months, January first.
    """

    sections: Mapping[str, str]
    columns: Mapping[str, str]
    phrases: Mapping[str, str]
    months: tuple[str, ...]


@functools.cache
def wording(language: str = "en") -> Wording:
    """The wording in `language`, a code such as "en"; English where there is no file for it."""
    name = f"wording.{language}"
    tables = _read(name if (_FOLDER / f"{name}.toml").is_file() else "wording.en")
    return Wording(**tables | {"months": tuple(tables["months"])})


def word_list(language: str, key: str) -> tuple[str, ...]:
    """The words to look for under a key of the file of `language`."""
    words = _read(language)[key]
    return tuple(words.split() if isinstance(words, str) else words)


def measures(language: str) -> dict[str, tuple[str, ...]]:
    """By unit, the words for it in `language`."""
    return {unit: tuple(words.split()) for unit, words in _read(language)["measures"].items()}


def scales(language: str, key: str = "scales") -> dict[str, int]:
    """By word of `language`, what it multiplies the number before it by."""
    return {**_read(language)[key]}


def currencies() -> dict[str, dict[str, str]]:
    """By unit, the signs, codes and names of a currency: `signs`, `codes`, `en`, `de`, `zh`."""
    return _read("currencies")


@functools.cache
def _read(name: str) -> dict[str, Any]:
    import tomllib  # 3 ms that a command without pages does not need

    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))

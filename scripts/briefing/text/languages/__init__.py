"""The words of each language: those that the patterns look for, and those that the compiler writes.

Of a language `en`, `en.toml` has the lists of words to look for, `wording.en.toml` what is written
on pages. Another language is another file with the same keys.
"""

import functools
import tomllib
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
    file = _FOLDER / f"wording.{language}.toml"
    file = file if file.is_file() else _FOLDER / "wording.en.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    return Wording(**tables | {"months": tuple(tables["months"])})


def word_list(language: str, key: str) -> tuple[str, ...]:
    """The words to look for under a key of the file of `language`."""
    words = _words_to_look_for(language)[key]
    return tuple(words.split() if isinstance(words, str) else words)


def measures(language: str) -> dict[str, tuple[str, ...]]:
    """By unit, the words for it in `language`."""
    table = _words_to_look_for(language)["measures"]
    return {unit: tuple(words.split()) for unit, words in table.items()}


@functools.cache
def _words_to_look_for(language: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))

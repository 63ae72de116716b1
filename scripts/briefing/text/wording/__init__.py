"""The words that the compiler itself writes on pages, one file a language.

Beside this module stands `en.toml`; another language is another file with the same keys.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_DEFAULT = "en"


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
def wording(language: str = _DEFAULT) -> Wording:
    """The wording in `language`, a code such as "en"; English where there is no file for it."""
    import tomllib  # 3 ms that a command without pages does not need

    file = _FOLDER / f"{language}.toml"
    text = (file if file.is_file() else _FOLDER / f"{_DEFAULT}.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    months = tuple(tables.pop("months"))
    return Wording(**tables, months=months)

"""Remembers what need not be done again: what was found or made, by a digest of all it rests on.

Only a memory that saves time, kept in `.cache/`, out of version control: without it a run does
more work, not other work.
"""

import functools
import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.project import TEMPLATES, Folder

_values = attrgetter(*(field.name for field in fields(Problem)))
_CACHE = Path(".cache/briefing")
_PACKAGE = Path(__file__).parent
_DATA = ("*.py", "*.toml", "*.yml")
_LIBRARIES = (
    *("jinja2", "markdown-it-py", "numpy", "PyYAML", "sentencex", "snowballstemmer"),
    *("tokenizers", "wordllama"),
)


def digest(*parts: str | bytes) -> str:
    """A digest of `parts`, in which no two of them run together."""
    made = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big") + content)
    return made.hexdigest()[:32]


@functools.cache
def compiler_digest(templates: Path = TEMPLATES) -> str:
    """A digest of the compiler, the templates, and the libraries that what it does rests on."""
    files = {file for pattern in _DATA for file in _PACKAGE.rglob(pattern)}
    files |= {file for folder in (TEMPLATES, templates) for file in folder.rglob("*.jinja")}
    return digest(*map(version, _LIBRARIES), *(file.read_bytes() for file in sorted(files)))


def recall(root: Path, name: str, digest: str) -> list[Problem] | None:
    """The problems last noted under `name`; None if with another digest, or if damaged."""
    try:
        known = json.loads((root / _CACHE / f"{name}.json").read_bytes())
        return [Problem(*found) for found in known[digest]]
    except (OSError, ValueError, TypeError, LookupError):
        return None


def remember(root: Path, name: str, digest: str, problems: Iterable[Problem] = ()) -> None:
    """Note the `problems` under `name`, with a digest; a full disk loses nothing but time."""
    from briefing.merge.write import write_text  # 50 ms that a run with nothing new never needs

    text = json.dumps({digest: [*map(_values, problems)]}, ensure_ascii=False)
    with suppress(BriefingError):
        write_text(root, root / _CACHE / f"{name}.json", text)


def folder_digest(folder: Folder) -> str:
    """A digest of all that is in `folder`, and so of all that a check of it finds."""
    parts: list[str | bytes] = [compiler_digest(), folder.slug, folder.lock, folder.names]
    for files in (folder.docs, folder.articles, folder.state):
        for path, content in files.items():
            parts += [path, content]
    for path, what in folder.irregular.items():
        parts += [path, what]
    return digest(*parts)

"""Remembers what need not be done again: what was found or made, by a digest of all it rests on.

Only a memory that saves time, kept in `.cache/`, out of version control: without it a run does
more work, not other work.
"""

import functools
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.project import SOURCE, TEMPLATES, Folder

_values = attrgetter(*(field.name for field in fields(Problem)))
_LINK = re.compile(rb"\]\(([^()\s#]+\.md)")
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


def recall(root: Path, name: str, wanted: Iterable[str]) -> dict[str, list[Problem]]:
    """The problems known under `name` of the `wanted` digests; none of a damaged memory."""
    try:
        known = json.loads((root / _CACHE / f"{name}.json").read_bytes())
        return {
            each: [Problem(*found) for found in known[each]] for each in wanted if each in known
        }
    except (OSError, ValueError, TypeError):
        return {}


def remember(root: Path, name: str, known: Mapping[str, Iterable[Problem]]) -> None:
    """Note under `name` the problems `known` by digests; a full disk loses nothing but time."""
    from briefing.merge.write import write_text  # 50 ms that a run with nothing new never needs

    values = {each: [_values(problem) for problem in found] for each, found in known.items()}
    with suppress(BriefingError):
        write_text(root, root / _CACHE / f"{name}.json", json.dumps(values, ensure_ascii=False))


def folder_digest(folder: Folder) -> str:
    """A digest of all that is in `folder`, and so of all that a check of it finds."""
    return digest(_context(folder), *(_of_file(*file) for file in folder.docs.items()))


def page_digests(folder: Folder) -> dict[str, str]:
    """A digest of each page by path, with what it is checked against and what people link to."""
    context, bases = _context(folder), folder.bases
    own = {path: _of_file(path, content) for path, content in folder.pages.items()}
    return {
        path: digest(context, own[path], *(own[each] for each in _linked(path, folder, bases)))
        for path in own
    }


def _context(folder: Folder) -> str:
    """A digest of all that every page of `folder` is checked against."""
    return digest(
        compiler_digest(),
        folder.slug,
        *(part for file in folder.articles.items() for part in file),
        *(part for file in folder.bases.items() for part in file),
        folder.lock,
        folder.names,
        "\n".join(folder.conflicts),
        *(part for each in folder.irregular.items() for part in each),
        *(path for path in folder.pages if path.endswith(f"{SOURCE}.md")),
    )


def _of_file(path: str, content: bytes | None) -> str:
    return digest(path, "link" if content is None else "", content or b"")


def _linked(path: str, folder: Folder, bases: Mapping[str, bytes]) -> list[str]:
    """The pages to which people link on the page at `path`: a statement may rest on those."""
    generated = bases.get(path.removeprefix("docs/").removesuffix(".md"), b"")
    theirs = set((folder.docs[path] or b"").splitlines()).difference(generated.splitlines())
    targets = {link.decode("utf-8", "replace") for link in _LINK.findall(b"\n".join(theirs))}
    places = (posixpath.join(posixpath.dirname(path), target) for target in sorted(targets))
    return [place for each in places if (place := posixpath.normpath(each)) in folder.docs]

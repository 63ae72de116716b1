"""What was found in which files, so that nothing is checked twice. Knows no rule.

Only a memory that saves time, kept in `.cache/`, out of version control: one small file a
briefing, with a digest of each page and of all that its problems follow from.
"""

import functools
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from briefing.checks.fold_gather import Folder
from briefing.errors import BriefingError, Problem

_CACHE = Path(".cache/briefing/checks")
_PACKAGE = Path(__file__).parent
_LIBRARIES = ("PyYAML", "sentencex", "snowballstemmer")
_LINK = re.compile(rb"\]\(([^()\s#]+\.md)")
_SITE = "+site"
"""What the memory of the site's own pages is called: no slug has a plus."""
_values = attrgetter(*(field.name for field in fields(Problem)))
Known = Mapping[str, Sequence[Problem]]
"""Problems by what they follow from: the digest of a page, or that of the whole briefing."""


def digest_of(folder: Folder) -> str:
    """A digest of all that is in `folder`."""
    files = (_of_file(*file) for file in (*folder.pages.items(), *folder.others.items()))
    return _digest(_context(folder), *files)


def page_digests(folder: Folder) -> dict[str, str]:
    """A digest of each page by path, with what it is checked against and what people link to."""
    context = _context(folder)
    own = {path: _of_file(path, content) for path, content in folder.pages.items()}
    return {path: _digest(context, own[path], *_linked(path, folder, own)) for path in own}


def _context(folder: Folder) -> str:
    """A digest of all that every page of `folder` is checked against."""
    return _digest(
        _compiler(),
        folder.slug.encode(),
        *(part for path, text in folder.articles.items() for part in (path.encode(), text)),
        *(part for name, text in folder.bases.items() for part in (name.encode(), text)),
        folder.lock,
        folder.names,
        "\n".join(folder.conflicts).encode(),
        *(part.encode() for each in folder.irregular.items() for part in each),
        *(path.encode() for path in folder.pages if path.endswith("source.md")),
    )


def _of_file(path: str, content: bytes | None) -> str:
    return _digest(path, b"link" if content is None else b"", content or b"")


def recall(root: Path, slug: str, wanted: Iterable[str]) -> dict[str, list[Problem]]:
    """What is known of the `wanted` digests of the briefing `slug`.

    Nothing, where the memory is missing or damaged.
    """
    try:
        known = json.loads((root / _CACHE / f"{slug or _SITE}.json").read_bytes())
        return {
            digest: [Problem(*each) for each in known[digest]]
            for digest in wanted
            if digest in known
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember(root: Path, slug: str, known: Known) -> None:
    """Note what is `known` of the briefing `slug`; a disk that is full loses nothing but time."""
    from briefing.merge.write import (
        write_text,  # 50 ms that a check which finds nothing new never needs
    )

    values = {digest: [_values(each) for each in found] for digest, found in known.items()}
    text = json.dumps(values, ensure_ascii=False)
    with suppress(BriefingError):
        write_text(root, root / _CACHE / f"{slug or _SITE}.json", text)


def _linked(path: str, folder: Folder, digests: Mapping[str, str]) -> list[str]:
    """The digests of the pages to which people link on one: a statement may rest on those."""
    generated = folder.bases.get(path.removeprefix("docs/").removesuffix(".md"), b"")
    theirs = set((folder.pages[path] or b"").splitlines()).difference(generated.splitlines())
    targets = {link.decode("utf-8", "replace") for link in _LINK.findall(b"\n".join(theirs))}
    places = (posixpath.join(posixpath.dirname(path), target) for target in sorted(targets))
    return [digests[place] for each in places if (place := posixpath.normpath(each)) in digests]


def _digest(*parts: str | bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big") + content)
    return made.hexdigest()[:32]


@functools.cache
def _compiler() -> str:
    """A digest of the compiler itself and of the libraries that a check relies on."""
    files = sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.yml")])
    return _digest(*map(version, _LIBRARIES), *(file.read_bytes() for file in files))

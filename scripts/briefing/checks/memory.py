"""What was found in which files, so that nothing is checked twice. Knows no rule.

Only a memory that saves time, kept in `.cache/`, out of version control: one small file a
briefing, with a digest of each page and of all that its problems follow from.
"""

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from briefing.checks.gather import Folder
from briefing.errors import Problem

_CACHE = Path(".cache/briefing/checks")
_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = ("PyYAML", "sentencex")
_SITE = "+site"
"""What the memory of the site's own pages is called: no slug has a plus."""
_values = attrgetter(*(field.name for field in fields(Problem)))
Known = Mapping[str, Sequence[Problem]]
"""Problems by what they follow from: the digest of a page, or that of the whole briefing."""


def digests(folder: Folder) -> tuple[str, dict[str, str]]:
    """A digest of all that is in `folder`, and one of each page with what it is checked against."""
    context = _digest(
        _compiler(),
        folder.slug.encode(),
        *(part for path, text in folder.articles.items() for part in (path.encode(), text)),
        *(part for name, text in folder.bases.items() for part in (name.encode(), text)),
        folder.lock,
        folder.names,
        "\n".join(folder.conflicts).encode(),
        *(path.encode() for path in folder.pages if path.endswith("source.md")),
    )
    pages = {
        path: _digest(context, path.encode(), b"link" if content is None else b"", content or b"")
        for path, content in folder.pages.items()
    }
    others = (
        _digest(path, b"link" if content is None else b"", content or b"")
        for path, content in folder.others.items()
    )
    return _digest(context, *pages.values(), *others), pages


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
    from briefing.write import write_text  # 50 ms that a check which finds nothing new never needs

    values = {digest: [_values(each) for each in found] for digest, found in known.items()}
    text = json.dumps(values, ensure_ascii=False)
    write_text(root, root / _CACHE / f"{slug or _SITE}.json", text)


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

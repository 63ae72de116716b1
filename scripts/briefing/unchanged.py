"""Which briefings need no work: what they were made from, and their pages, are as they were.

Only a memory that saves time: without it, or with a wrong one, a run does more work, not other
work. It is kept in `.cache/`, out of version control.
"""

import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from briefing.write import base_of, write_text

_CACHE = Path(".cache/briefing")
_PACKAGE = Path(__file__).parent


def is_unchanged(root: Path, slug: str, content: bytes, templates: Path) -> bool:
    """Whether the article with the bytes `content` gave the pages that are on disk now."""
    try:
        known = json.loads((root / _CACHE / f"{slug}.json").read_bytes())
        return bool(known["digest"] == _digest(root, known["pages"], content, templates))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(root: Path, slug: str, pages: Iterable[str], content: bytes, templates: Path) -> None:
    """Note that `content` gave `pages`, as they are on disk."""
    paths = list(pages)
    known = {"pages": paths, "digest": _digest(root, paths, content, templates)}
    write_text(root, root / _CACHE / f"{slug}.json", json.dumps(known))


def _digest(root: Path, pages: Iterable[str], content: bytes, templates: Path) -> str:
    digest = hashlib.sha256(_compiler(templates))
    digest.update(hashlib.sha256(content).digest())
    for path in pages:
        for file in (root / path, root / base_of(path)):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@functools.cache
def _compiler(templates: Path) -> bytes:
    """A digest of the templates and of the compiler itself."""
    digest = hashlib.sha256()
    files = [*_PACKAGE.rglob("*.py"), *templates.rglob("*.jinja")]
    for file in sorted(files):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()

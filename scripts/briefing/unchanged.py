"""Which briefings need no work: what they were made from, and their pages, are as they were.

Only a memory that saves time, kept in `.cache/`, out of version control: without it a run does
more work, not other work.
"""

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from briefing.render import TEMPLATES
from briefing.write import digest, digests_of, write_text

_CACHE = Path(".cache/briefing")
_PACKAGE = Path(__file__).parent
_LIBRARIES = ("jinja2", "markdown-it-py", "numpy", "PyYAML", "sentencex", "snowballstemmer")
_MODELS = ("tokenizers", "wordllama")


def is_unchanged(root: Path, slug: str, content: bytes, templates: Path) -> bool:
    """Whether the article with the bytes `content` gave the pages that are on disk now."""
    try:
        known = json.loads((root / _CACHE / f"{slug}.json").read_bytes())
        pages = {path: digest((root / path).read_bytes()) for path in known["pages"]}
        noted = all((root / digests_of(path)).is_file() for path in pages)
        return bool(noted and known["digest"] == _digest(pages.items(), content, templates))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def remember(
    root: Path, slug: str, tree: Mapping[str, str], content: bytes, templates: Path
) -> None:
    """Note that `content` gave the pages of `tree`, and that they were written."""
    pages = {path: digest(text.encode()) for path, text in tree.items()}
    known = {"pages": list(pages), "digest": _digest(pages.items(), content, templates)}
    write_text(root, root / _CACHE / f"{slug}.json", json.dumps(known))


def _digest(pages: Iterable[tuple[str, str]], content: bytes, templates: Path) -> str:
    parts = [_compiler(templates), digest(content), *(f"{path} {sum_}" for path, sum_ in pages)]
    return digest("\n".join(parts).encode())


@functools.cache
def _compiler(templates: Path) -> str:
    """A digest of the templates, of the compiler itself, and of the libraries it relies on."""
    made = hashlib.sha256()
    files = [*_PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.jinja"), *templates.rglob("*.jinja")]
    for file in sorted(set(files)):
        made.update(hashlib.sha256(file.read_bytes()).digest())
    made.update(" ".join(map(version, _LIBRARIES + _MODELS)).encode())
    return made.hexdigest()

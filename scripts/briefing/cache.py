"""Which briefings need no work: what they were made from, and what was made, is as it was.

Only a memory that saves time, kept in `.cache/`, out of version control: without it a run does
more work, not other work.
"""

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from briefing.merge.plan import Step
from briefing.merge.state import PageState
from briefing.merge.write import write_text
from briefing.pages.render import TEMPLATES

_CACHE = Path(".cache/briefing")
_PACKAGE = Path(__file__).parent
_LIBRARIES = ("jinja2", "markdown-it-py", "numpy", "PyYAML", "sentencex", "snowballstemmer")
_MODELS = ("tokenizers", "wordllama")


def is_unchanged(
    root: Path, slug: str, states: Mapping[str, PageState], inputs: Sequence[bytes], templates: Path
) -> bool:
    """Whether the files with the bytes `inputs` gave the bases that are on disk now.

    What people made of the pages does not count: as long as nothing new is generated, there is
    nothing to merge. A page that was moved, deleted or left with a conflict does.
    """
    if any(state.conflict for state in states.values()):
        return False
    try:
        known = json.loads((root / _CACHE / f"{slug}.json").read_bytes())
        made = [_line(state.id, state.path, state.page, state.base) for state in states.values()]
        return bool(known["digest"] == _digest(made, inputs, templates))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(
    root: Path, slug: str, steps: Sequence[Step], inputs: Sequence[bytes], templates: Path
) -> None:
    """Note that `inputs` gave the bases that `steps` have left."""
    made = [_line(step.before.id, step.path, step.page, step.base) for step in steps]
    known = {"digest": _digest(made, inputs, templates)}
    write_text(root, root / _CACHE / f"{slug}.json", json.dumps(known))


def _line(page: str, path: str, text: str | None, base: str | None) -> str:
    """What of a page has to be as it was; nothing of one that a person made."""
    if base is None:
        return ""
    digest = hashlib.sha256(base.encode()).hexdigest()
    return f"{page} {path if text is not None else 'deleted'} {digest}"


def _digest(made: Iterable[str], inputs: Iterable[bytes], templates: Path) -> str:
    given = (hashlib.sha256(each).hexdigest() for each in inputs)
    parts = [_compiler(templates), *given, *sorted(filter(None, made))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@functools.cache
def _compiler(templates: Path) -> str:
    """A digest of the templates, of the compiler itself, and of the libraries it relies on."""
    made = hashlib.sha256()
    files = [
        *_PACKAGE.rglob("*.py"),
        *_PACKAGE.rglob("*.toml"),
        *TEMPLATES.rglob("*.jinja"),
        *templates.rglob("*.jinja"),
    ]
    for file in sorted(set(files)):
        made.update(hashlib.sha256(file.read_bytes()).digest())
    made.update(" ".join(map(version, _LIBRARIES + _MODELS)).encode())
    return made.hexdigest()

"""A tree of texts in, files on disk, whole or not at all. Knows no article and no page.

A tree is a mapping of path below the root to text. Under `.briefing/generated/` stands, for each
page, the digest of the text that was last generated and of the one before: a page with another
digest was edited by a person. The digest is written before its page, so that a run cut short
between the two is told from an edit.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from briefing.errors import BriefingError, Problem

GENERATED = Path(".briefing/generated")
_SCRATCH = Path(".briefing/tmp")


class Change(Enum):
    """What a run does to one page."""

    CREATE = "created"
    UPDATE = "updated"
    REMOVE = "removed"
    KEEP = "edited by hand, kept as it is"
    NOTHING = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to the page at `path` below the root, so that it becomes `new`."""

    path: str
    change: Change
    new: str | None


def plan(root: Path, folder: str, tree: Mapping[str, str]) -> tuple[Step, ...]:
    """What it takes to make `folder` below `root` hold `tree`, without a person's edit lost."""
    steps = [Step(path, _change(root, path, text), text) for path, text in tree.items()]
    known = sorted((root / digests_of(f"{folder}/page")).parent.glob("*.sha256"))
    gone = [path for file in known if (path := f"{folder}/{file.stem}.md") not in tree]
    return (*steps, *(Step(path, _change(root, path, None), None) for path in gone))


def apply(root: Path, steps: tuple[Step, ...]) -> None:
    """Carry out `steps`; a page that a person edits meanwhile is kept.

    Raises BriefingError where the disk refuses; what was written until then is whole.
    """
    for step in steps:
        page, digests = root / step.path, root / digests_of(step.path)
        if step.change is Change.KEEP or _change(root, step.path, step.new) is Change.KEEP:
            continue
        if step.new is None:
            with _refusing(page):
                page.unlink(missing_ok=True)
                digests.unlink(missing_ok=True)
            continue
        known = _digests(root, step.path)
        if digest(step.new.encode()) not in known:
            latest = "".join(f"{each}\n" for each in (*known[-1:], digest(step.new.encode())))
            write_text(root, digests, latest)
        if step.change is not Change.NOTHING:
            write_text(root, page, step.new)


def digests_of(path: str) -> Path:
    """Where the digests of the page at `path` are kept."""
    return GENERATED / Path(path).relative_to("docs").with_suffix(".sha256")


def digest(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_text(root: Path, target: Path, text: str) -> None:
    """Replace `target` by `text` in one step: it is the old file or the new, never a part."""
    if not target.resolve().is_relative_to(root.resolve()):
        raise _refused(target, "it leads out of the project", "replace the link by a folder")
    scratch = root / _SCRATCH
    with _refusing(target):
        scratch.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=scratch)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)


def clear_scratch(root: Path) -> None:
    """Remove what a run that was killed may have left behind."""
    for left in (root / _SCRATCH).glob("*"):
        with _refusing(left):
            left.unlink(missing_ok=True)


def _change(root: Path, path: str, new: str | None) -> Change:
    old = _read(root / path)
    if old is None:
        return Change.NOTHING if new is None else Change.CREATE
    if new is not None and old == new.encode():
        return Change.NOTHING
    if digest(old) not in _digests(root, path):
        return Change.KEEP
    return Change.REMOVE if new is None else Change.UPDATE


def _digests(root: Path, path: str) -> list[str]:
    return (_read(root / digests_of(path)) or b"").decode("ascii", "replace").split()


def _read(path: Path) -> bytes | None:
    with _refusing(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fix = "free the place, or the permission, and run again"
        raise _refused(path, error.strerror or str(error), fix) from error


def _refused(path: Path, why: str, fix: str) -> BriefingError:
    return BriefingError(Problem(path.as_posix(), 0, "disk", f"cannot be written: {why}", fix))

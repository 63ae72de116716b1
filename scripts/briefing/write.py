"""A tree of texts in, files on disk, whole or not at all. Knows no article and no page.

A tree is a mapping of path below the root to text. What was last generated is kept beside the
pages, under `.briefing/base/`: a page that differs from it was edited by a person.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from briefing.errors import BriefingError, Problem

BASE = Path(".briefing/base")
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
    """What is to be done to the page at `path` below the root: `old` is its text, if it exists."""

    path: str
    change: Change
    old: str | None
    new: str | None


def plan(root: Path, folder: str, tree: Mapping[str, str]) -> tuple[Step, ...]:
    """What it takes to make `folder` below `root` hold `tree`, without a person's edit lost."""
    steps = [_step(root, path, text) for path, text in tree.items()]
    before = sorted((root / base_of(folder)).glob("*.md"))
    gone = [f"{folder}/{path.name}" for path in before if f"{folder}/{path.name}" not in tree]
    return (*steps, *(_step(root, path, None) for path in gone))


def apply(root: Path, steps: tuple[Step, ...]) -> None:
    """Carry out `steps`, a page before its base, so that a run cut short can be run again.

    Raises BriefingError where the disk refuses; what was written until then is whole.
    """
    for step in steps:
        if step.change is Change.KEEP:
            continue
        targets = (root / step.path, root / base_of(step.path))
        for target in targets:
            if step.new is None:
                target.unlink(missing_ok=True)
            elif _read(target) != step.new:
                write_text(root, target, step.new)


def base_of(path: str) -> Path:
    """Where the last generated text of the page (or folder of pages) at `path` is kept."""
    return BASE / Path(path).relative_to("docs")


def write_text(root: Path, target: Path, text: str) -> None:
    """Replace `target` by `text` in one step: it is the old file or the new, never a part."""
    if not target.resolve().is_relative_to(root.resolve()):
        raise _refused(target, "it leads out of the project", "replace the link by a folder")
    scratch = root / _SCRATCH
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=scratch)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        fix = "free the place, or the permission, and run again"
        raise _refused(target, error.strerror or str(error), fix) from error


def clear_scratch(root: Path) -> None:
    """Remove what a run that was killed may have left behind."""
    for left in (root / _SCRATCH).glob("*"):
        left.unlink(missing_ok=True)


def _step(root: Path, path: str, new: str | None) -> Step:
    old, base = _read(root / path), _read(root / base_of(path))
    if old == new:
        change = Change.NOTHING
    elif old is None:
        change = Change.CREATE
    elif old != base:
        change = Change.KEEP
    else:
        change = Change.UPDATE if new is not None else Change.REMOVE
    return Step(path, change, old, new)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, error.strerror or str(error), "check the file") from error


def _refused(path: Path, why: str, fix: str) -> BriefingError:
    return BriefingError(Problem(path.as_posix(), 0, "disk", f"cannot be written: {why}", fix))

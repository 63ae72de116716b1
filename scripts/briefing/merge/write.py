"""Carries out the steps of a plan on disk, each file whole or not at all.

A page and its base belong together. The new base is first written to a temporary file named by
the page's hash, then the page is put in place, then the base; after a crash in between, `heal`
uses the temporary file to finish. A conflict is the last to come or to go: it says that the rest of
its run is done.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.merge.plan import Step
from briefing.merge.state import BROUGHT, MOVED, base_file, conflict_file, page_id
from briefing.project import BASE

_SCRATCH = Path(".briefing/tmp")
_DUE = _SCRATCH / "due"


def apply(root: Path, steps: tuple[Step, ...]) -> None:
    """Carry out `steps`; a page that a person edits meanwhile waits for the next run.

    Raises BriefingError where the disk refuses; what was written until then is whole.
    """
    for step in steps:
        before, page = step.before, root / step.path
        if step.page != before.page and _read(page) != before.content:
            continue
        base, conflict = base_file(before.id), conflict_file(before.id)
        former, new_former = (
            "".join(f"{path}\n" for path in each.former) for each in (before, step)
        )
        _put(root, base.with_suffix(MOVED), former or None, new_former or None)
        texts = (step.page, step.base)
        if None not in texts and step.page != before.page and step.base != before.base:
            _write_pair(root, step)
        else:
            _put(root, Path(step.path), before.page, step.page)
            _put(root, base, before.base, step.base)
        _put(root, conflict.with_suffix(BROUGHT), before.next_base, step.next_base)
        _put(root, conflict, before.conflict, step.conflict)


def write_text(root: Path, target: Path, text: str) -> None:
    """Replace `target` by `text` in one step: it is the old file or the new, never a part."""
    scratch = root / _SCRATCH
    with _writing(root, target):
        scratch.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=scratch)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)


def heal(root: Path) -> None:
    """Finish what a run that was killed had begun, and remove what it left behind."""
    for due in sorted((root / _DUE).rglob("*.md")):
        name = due.relative_to(root / _DUE)
        page, _, digest = name.stem.rpartition(".")
        for file in (root / "docs" / name.parent).glob("*.md"):
            content = _read(file) or b""
            own = page_id(content.decode("utf-8", "replace")) or f"{name.parent}/{file.stem}"
            if _digest(content) == digest and own == f"{name.parent}/{page}":
                _move(root, due, root / BASE / name.with_name(f"{page}.md"))
                break
    for left in (root / _SCRATCH).rglob("*"):
        if not left.is_dir():
            _remove(root, left)


def _write_pair(root: Path, step: Step) -> None:
    """Write a page and its base."""
    page = step.page or ""
    due = root / _DUE / f"{step.before.id}.{_digest(page.encode())}.md"
    with _writing(root, due):
        due.write_text(step.base or "", "utf-8", newline="")
    write_text(root, root / step.path, page)
    _move(root, due, root / base_file(step.before.id))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _move(root: Path, file: Path, target: Path) -> None:
    _check_inside(root, file)
    with _writing(root, target):
        file.replace(target)


def _remove(root: Path, file: Path) -> None:
    _check_inside(root, file)
    with _disk_errors(file):
        file.unlink(missing_ok=True)


def _put(root: Path, file: Path, old: str | None, new: str | None) -> None:
    """Make `file` below `root` hold `new`, or not exist, if it is not so already."""
    if new is None and old is not None:
        _remove(root, root / file)
    elif new is not None and new != old:
        write_text(root, root / file, new)


def _read(path: Path) -> bytes | None:
    with _disk_errors(path), suppress(FileNotFoundError):
        return path.read_bytes()
    return None


@contextmanager
def _writing(root: Path, target: Path) -> Iterator[None]:
    """Make room for `target`, which has to be inside `root`; raise what the disk refuses."""
    _check_inside(root, target)
    with _disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        yield


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses for `path` into a BriefingError."""
    try:
        yield
    except OSError as error:
        fix = "free the place, or the permission, and run again"
        raise _refused(path, error.strerror or str(error), fix) from error


def _check_inside(root: Path, target: Path) -> None:
    if not target.resolve().is_relative_to(root.resolve()):
        raise _refused(target, "it leads out of the project", "replace the link by a folder")


def _refused(path: Path, why: str, fix: str) -> BriefingError:
    return BriefingError(Problem(path.as_posix(), 0, "disk", f"cannot be written: {why}", fix))

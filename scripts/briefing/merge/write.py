"""Writes the files of a run: all of them or, if it is killed, none until the next run.

What is to be written is first put into a folder of its own, then a list of what each file was and
will be. As soon as the list is there, the run counts as done: `heal` carries out what is left of
it. What belongs together, such as a page and its base, is a group, led by the file that a person
may edit meanwhile: the group is then left for the next run.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, Problem
from briefing.merge.state import BROUGHT, MOVED, base_file, conflict_file

if TYPE_CHECKING:
    from briefing.merge.plan import Step  # 5 ms that a check does not need

_SCRATCH = Path(".briefing/tmp")
_LIST = "list.json"


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file below the root holds, and what it shall hold; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


def page_changes(step: "Step") -> list[FileChange]:
    """The files that `step` is made of; the page leads."""
    before, after = step.before, step.after
    base, conflict = base_file(before.id), conflict_file(before.id)
    former = ("".join(f"{path}\n" for path in each.former) for each in (before, after))
    texts = {
        base.with_suffix(MOVED): tuple(former),
        base: (before.base, after.base),
        conflict.with_suffix(BROUGHT): (before.next_base, after.next_base),
        conflict: (before.conflict, after.conflict),
    }
    page = before.content if after.page == before.page else _bytes(after.page)
    return [
        FileChange(step.path, before.content, page),
        *(FileChange(path.as_posix(), _bytes(a), _bytes(b)) for path, (a, b) in texts.items()),
    ]


def apply(
    root: Path, steps: "Sequence[Step]", changes: Sequence[Sequence[FileChange]] = ()
) -> None:
    """Carry out `steps`, and `changes` of other files, as `write` does."""
    write(root, [*map(page_changes, steps), *changes])


def write(root: Path, groups: Sequence[Sequence[FileChange]]) -> None:
    """Carry out `groups` of changes; a group whose first file was edited meanwhile is left out.

    Raises BriefingError where the disk refuses; then nothing of them is lost or half written.
    """
    changed = [group for group in groups if any(each.before != each.after for each in group)]
    if not changed:
        return
    for group in changed:
        for each in group:
            _check_inside(root, root / each.path)
    with disk_errors(root / _SCRATCH):
        (root / _SCRATCH).mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=root / _SCRATCH))
        listed = []
        for number, group in enumerate(changed):
            entries = []
            for place, each in enumerate(group):
                name = f"{number}.{place}"
                if each.after is not None and each.after != each.before:
                    (folder / name).write_bytes(each.after)
                entries.append((each.path, _digest(each.before), _digest(each.after), name))
            listed.append(entries)
        (folder / "unfinished").write_text(json.dumps(listed), "utf-8")
        (folder / "unfinished").replace(folder / _LIST)
    try:
        _carry_out(root, folder)
    except BriefingError:
        rmtree(folder, ignore_errors=True)  # what is done is whole; the next run does the rest
        raise


def heal(root: Path) -> None:
    """Finish what a run that was killed had begun, and remove what it left behind."""
    for left in sorted((root / _SCRATCH).glob("*")):
        _check_inside(root, left)
        with disk_errors(left):
            if not left.is_dir():
                left.unlink(missing_ok=True)
            elif (left / _LIST).is_file():
                _carry_out(root, left)
            else:
                rmtree(left, ignore_errors=True)


def write_text(root: Path, target: Path, text: str) -> None:
    """Replace `target` by `text` in one step: it is the old file or the new, never a part."""
    with _writing(root, target):
        (root / _SCRATCH).mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=root / _SCRATCH, delete=False) as file:
            file.write(text.encode())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)


def _carry_out(root: Path, folder: Path) -> None:
    """Do what the list in `folder` says, as far as it is not done, and remove the folder."""
    for group in json.loads((folder / _LIST).read_text("utf-8")):
        path, before, after, _ = group[0]
        if _digest(_read(root / path)) not in (before, after):
            continue
        for path, before, after, name in group:
            with _writing(root, root / path):
                if (folder / name).exists():
                    (folder / name).replace(root / path)
                elif before and not after:
                    (root / path).unlink(missing_ok=True)
    rmtree(folder, ignore_errors=True)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _read(path: Path) -> bytes | None:
    with disk_errors(path), suppress(FileNotFoundError):
        return path.read_bytes()
    return None


@contextmanager
def _writing(root: Path, target: Path) -> Iterator[None]:
    """Make room for `target`, which has to be inside `root`; raise what the disk refuses."""
    _check_inside(root, target)
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        yield


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
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

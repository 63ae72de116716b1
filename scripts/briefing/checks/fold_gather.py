"""The project's folder in, the bytes of each briefing's files out. Understands none of them."""

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.merge.state import CONFLICTS
from briefing.project import did_you_mean, lock_file, read_bytes

NAMES = "articles/entities.yml"
SITE = "site"
_PARTS = ("articles", "docs", "templates", ".briefing")
_TEXTS = (".md", ".yml", ".json", ".svg", ".js", ".css", ".csv", ".html", ".xml", ".jinja")
_BUILT = (".html", ".xml", ".svg", ".json", ".txt")
_BASE = ".briefing/base"
_OURS = ("docs/", "articles/", ".briefing/")
LINK, FOLDER = "a symbolic link", "a folder"


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one briefing, or, with the slug "", those that belong to none.

    Paths are below the root. `pages` and `others` are what is in `docs/`, None for a symbolic
    link, which is not followed; `articles` is the article, for the slug "" all of them; `bases`
    are the texts last generated, by page id; `lock` is empty where there is none, and so are
    `names`, the bytes of articles/entities.yml; `conflicts` are the ids of the pages that wait for
    a decision.
    """

    slug: str
    pages: Mapping[str, bytes | None]
    others: Mapping[str, bytes | None]
    articles: Mapping[str, bytes]
    bases: Mapping[str, bytes]
    lock: bytes
    names: bytes = b""
    conflicts: tuple[str, ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)

    @property
    def contents(self) -> Mapping[str, bytes | None]:
        """The bytes of everything that a problem can be in."""
        return {**self.articles, **self.pages, **self.others, **dict.fromkeys(self.irregular)}


def gather(root: Path) -> list[Folder]:
    """The briefings of `root` by slug; the first is the site's own pages."""
    found = sorted((root / "articles").glob("[!.]*.md"))
    articles = {file.stem: file for file in found if file.is_file()}
    irregular = {slug: dict[str, str]() for slug in ("", *articles)}
    irregular[""] = {f"articles/{file.name}": _what(file) for file in found if not file.is_file()}
    pages: dict[str, dict[str, bytes | None]] = {slug: {} for slug in ("", *articles)}
    others: dict[str, dict[str, bytes | None]] = {slug: {} for slug in ("", *articles)}
    docs = root / "docs"
    for below, what in sorted(_files(docs)):
        if below[-1].startswith("."):
            continue
        slug = below[0] if len(below) > 1 and below[0] in articles else ""
        path = "/".join(("docs", *below))
        if what not in ("", LINK):
            irregular[slug][path] = what
            continue
        kind = pages if below[-1].endswith(".md") else others
        kind[slug][path] = None if what else read_bytes(docs.joinpath(*below))
    texts = {f"articles/{file.name}": read_bytes(file) for file in articles.values()}
    entities = root / NAMES
    names = read_bytes(entities) if entities.is_file() else b""
    folders = [Folder("", pages[""], others[""], texts, {}, b"", names, (), irregular[""])]
    for slug in articles:
        own = {f"articles/{slug}.md": texts[f"articles/{slug}.md"]}
        files = (pages[slug], others[slug], own, _bases(root, slug), _lock(root, slug))
        folders.append(Folder(slug, *files, names, _conflicts(root, slug), irregular[slug]))
    return folders


def _lock(root: Path, slug: str) -> bytes:
    lock = lock_file(root, slug)
    return read_bytes(lock) if lock.is_file() else b""


def _conflicts(root: Path, slug: str) -> tuple[str, ...]:
    return tuple(f"{slug}/{file.stem}" for file in sorted((root / CONFLICTS / slug).glob("*.md")))


def gather_at(root: Path, revision: str) -> list[Folder]:
    """The briefings as they were where the present ones parted from `revision` of git.

    Raises BriefingError where it is unknown.
    """
    parted = _git(root, "merge-base", "--", revision, "HEAD")
    start = revision if parted.returncode else parted.stdout.decode().strip()
    packed = _git(root, "archive", "--format=tar", "--", start)
    if packed.returncode:
        message = packed.stderr.decode("utf-8", "replace").strip() or "git cannot read it"
        raise BriefingError(Problem(revision, 0, "revision", message, "fetch it, or name another"))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
            ours = [each for each in tar if each.isfile() and each.name.startswith(_OURS)]
            tar.extractall(folder, ours, filter="data")
        return gather(Path(folder))


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)


def published(root: Path) -> dict[str, str]:
    """The text of all that is shown or shipped, by path: the project's own, and the built site.

    Of the site, what the theme brings is left out.
    """
    files = [file for part in _PARTS for file in (root / part).rglob("*") if file.suffix in _TEXTS]
    files += [*root.glob("*.md"), root / "mkdocs.yml"]
    files += [file for file in (root / SITE).rglob("*") if file.suffix in _BUILT]
    return {
        file.relative_to(root).as_posix(): read_bytes(file).decode("utf-8", "replace")
        for file in sorted(files)
        if file.is_file()
    }


def chosen(root: Path, folders: list[Folder], paths: tuple[str, ...]) -> set[str]:
    """Which files, by their path below the root, are meant by `paths`: files or folders.

    A path that is none of the project's, such as that of a script, means nothing. Raises
    BriefingError for one that does not exist.
    """
    every = list(dict.fromkeys(path for folder in folders for path in folder.contents))
    if not paths:
        return set(every)
    found = set[str]()
    for path in paths:
        place = Path(path) if Path(path).exists() else root / path
        if not (place.exists() or place.is_symlink()):
            message = "there is no such file or folder"
            raise BriefingError(Problem(path, 0, "path", message, did_you_mean(path, every)))
        place = place.parent.resolve() / place.name if place.is_symlink() else place.resolve()
        found |= {each for each in every if (root / each).is_relative_to(place)}
    return found


def _bases(root: Path, slug: str) -> dict[str, bytes]:
    folder = root / _BASE / slug
    return {
        "/".join((slug, *below)).removesuffix(".md"): read_bytes(folder.joinpath(*below))
        for below, what in sorted(_files(folder))
        if below[-1].endswith(".md") and what in ("", LINK)
    }


def _files(folder: Path, *above: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The parts of the path of each file in `folder` and in those below; what it is, if no file.

    A folder that is called like a page is one of them. One that is missing or may not be read has
    none.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, *above, entry.name)
                if entry.name.endswith(".md"):
                    yield (*above, entry.name), FOLDER
            else:
                what = "" if entry.is_file(follow_symlinks=False) else _what(Path(entry))
                yield (*above, entry.name), what


def _what(file: Path) -> str:
    if file.is_symlink():
        return LINK
    return FOLDER if file.is_dir() else "a pipe or a device"

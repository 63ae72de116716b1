"""Where things are: the root, the articles, the site. Knows no step."""

import difflib
import stat
from collections.abc import Iterable
from pathlib import Path

from briefing.errors import ArticleError, BriefingError, Problem

OVERVIEW, SOURCE = "index", "source"
"""The names of the two generated pages that are no theme's: `index.md` and `source.md`."""


def find_root(given: Path | None) -> Path:
    """The folder `given`, or the nearest one from here upwards that has a mkdocs.yml."""
    if given is not None:
        if not given.is_dir():
            fix = "name the folder of the project"
            raise BriefingError(Problem(str(given), 0, "root", "is not a folder", fix))
        return given.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    fix = "change to the project's folder, or name it: --root DIR"
    raise BriefingError(Problem(str(here), 0, "root", "no mkdocs.yml here or above", fix))


def article_files(root: Path, slugs: Iterable[str] = ()) -> list[Path]:
    """The article files of `root` by name, or those of `slugs` in the order given."""
    folder = root / "articles"
    if not folder.is_dir():
        fix = "is this the project's folder? 'briefing add FILE' makes a first article"
        raise BriefingError(Problem(folder.as_posix(), 0, "root", "there is no such folder", fix))
    files = {path.stem: path for path in sorted(folder.glob("[!.]*.md")) if path.is_file()}
    wanted = list(
        dict.fromkeys(slug.removeprefix("articles/").removesuffix(".md") for slug in slugs)
    )
    for slug in wanted:
        if slug not in files:
            message = f"no article '{slug}' in {folder}"
            raise BriefingError(Problem(slug, 0, "article", message, did_you_mean(slug, files)))
    return [files[slug] for slug in wanted] or list(files.values())


def lock_file(root: Path, slug: str) -> Path:
    """Where the lock of an article's source is, if it has one."""
    return root / "articles" / f"{slug}.source.json"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A fix for a misspelt `word`: the nearest of `known`, or all of them."""
    known = list(known)
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known) or 'none yet'}"


def read_bytes(file: Path) -> bytes:
    """The content of `file`; a BriefingError that names it where it cannot be read.

    A pipe or a device is not read: nothing may ever come out of it.
    """
    try:
        if stat.S_ISREG(file.stat().st_mode) or file.is_dir():
            return file.read_bytes()
        message = "is a pipe or a device, not a file"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    raise BriefingError(Problem(file.as_posix(), 0, "disk", message, "check the path"))


def decode(content: bytes, path: str) -> str:
    """`content` as text, without a byte-order mark. Raises ArticleError with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        problem = Problem(path, line, "encoding", "not UTF-8 text", "save the file as UTF-8")
        raise ArticleError(problem) from error

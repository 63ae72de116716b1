"""Where the files of a project are, and the one reading of what is in them."""

import difflib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefing.errors import ArticleError, BriefingError, Problem

OVERVIEW, SOURCE = "index", "source"
"""The names of the two generated pages that are no theme's: `index.md` and `source.md`."""
NAMES, SITE = "articles/entities.yml", "site"
BASE, CONFLICTS = Path(".briefing/base"), Path(".briefing/conflicts")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_CITED = re.compile(rb"([a-z0-9-]+)/(?:source|index)(?:\.md|/)?(?:#p\d|\W{1,9}(?:title=.)?was: )")
"""What in a link leads to a passage of an article, or to one that is gone; more may look so."""
NOTES, CORRECTIONS = "notes", "docs/corrections"
"""The folder in that of a briefing, and that of the site, whose files are composed into pages."""
_VERSIONED = ("docs/", "articles/", ".briefing/")
_PUBLISHED = ("articles", "docs", "templates", ".briefing")
_TEXTS = (".md", ".yml", ".json", ".svg", ".js", ".css", ".csv", ".html", ".xml", ".jinja")
_BUILT = (".html", ".xml", ".svg", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one briefing, or, with the slug "", those that belong to none.

    Paths are below the root, with `/`. `docs` is what is in `docs/`; `articles` is the article,
    for the slug "" all of them; `state` is what is in `.briefing/`, for the slug "" what is kept of
    each article; `lock` and `names`, those of articles/entities.yml, are empty where there are
    none. `irregular` is what is in the place of a file, and not read: a folder, a pipe, a link.
    """

    slug: str
    docs: Mapping[str, bytes]
    articles: Mapping[str, bytes]
    state: Mapping[str, bytes]
    lock: bytes
    names: bytes = b""
    irregular: Mapping[str, str] = field(default_factory=dict)

    @property
    def contents(self) -> Mapping[str, bytes | None]:
        """The bytes of everything that a problem can be in."""
        return {**self.articles, **self.docs, **dict.fromkeys(self.irregular)}

    @property
    def pages(self) -> Mapping[str, bytes]:
        """What is in `docs/` of Markdown, but what is composed into pages."""
        return {path: content for path, content in self.docs.items() if part_of(path) == "page"}

    @property
    def notes(self) -> Mapping[str, bytes]:
        """The notes and updates."""
        return {path: content for path, content in self.docs.items() if part_of(path) == "note"}

    @property
    def corrections(self) -> Mapping[str, bytes]:
        """The entries of the log of corrections."""
        return {path: each for path, each in self.docs.items() if part_of(path) == "correction"}

    @property
    def bases(self) -> Mapping[str, bytes]:
        """The texts last generated, by page id."""
        return self._pages_in(BASE)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The ids of the pages that wait for a person's decision."""
        return tuple(self._pages_in(CONFLICTS))

    def _pages_in(self, folder: Path) -> dict[str, bytes]:
        start = f"{folder.as_posix()}/"
        return {
            path.removeprefix(start).removesuffix(".md"): content
            for path, content in self.state.items()
            if path.startswith(start) and path.endswith(".md")
        }


def part_of(path: str) -> str:
    """What the Markdown file at `path` is: a page, a note, a correction; empty if it is none."""
    if not path.endswith(".md"):
        return ""
    folder = path.rpartition("/")[0]
    if folder == CORRECTIONS:
        return "correction"
    return "note" if folder.count("/") == 2 and folder.endswith(f"/{NOTES}") else "page"


def linked_from(path: str) -> str:
    """The path from which links in a file lead: what is composed into pages stands beside them."""
    folder, _, name = path.rpartition("/")
    return path if part_of(path) in ("", "page") else f"{folder.rpartition('/')[0]}/{name}"


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
    """What is called like an article of `root`, by name, or like one of `slugs`, in their order."""
    folder = root / "articles"
    if not folder.is_dir():
        fix = "is this the project's folder? 'briefing add FILE' makes a first article"
        raise BriefingError(Problem(folder.as_posix(), 0, "root", "there is no such folder", fix))
    files = {Path(path).stem: root / path for path in _in_articles(root) if path.endswith(".md")}
    names = (slug.removeprefix("articles/").removesuffix(".md") for slug in slugs)
    wanted = list(dict.fromkeys(names))
    for slug in wanted:
        if slug not in files:
            message = f"no article '{slug}' in {folder}"
            raise BriefingError(Problem(slug, 0, "article", message, did_you_mean(slug, files)))
    return [files[slug] for slug in wanted] or list(files.values())


def lock_file(root: Path, slug: str) -> Path:
    """Where the lock of an article's source is, if it has one."""
    return root / "articles" / f"{slug}.source.json"


def templates_of(root: Path) -> Path:
    """The folder of the project's own templates, or else of those that come with the compiler."""
    return root / "templates" if (root / "templates").is_dir() else TEMPLATES


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A fix for a misspelt `word`: the nearest of `known`, or all of them."""
    known = list(known)
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known) or 'none yet'}"


def read_bytes(file: Path) -> bytes:
    """The content of `file`; a BriefingError that names it where it cannot be read."""
    try:
        if not (stat.S_ISREG(file.stat().st_mode) or file.is_dir()):
            raise OSError(0, "a pipe or a device, out of which nothing may ever come")
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file.as_posix(), error) from error


def _unreadable(path: str, error: OSError) -> BriefingError:
    message, fix = f"cannot be read: {error.strerror}", "check the path and its permissions"
    return BriefingError(Problem(path, 0, "disk", message, fix))


def decode(content: bytes, path: str) -> str:
    """`content` as text, without a byte-order mark. Raises ArticleError with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        problem = Problem(path, line, "encoding", "not UTF-8 text", "save the file as UTF-8")
        raise ArticleError(problem) from error


def read_folders(root: Path) -> list[Folder]:
    """The briefings of `root` by slug, also those whose article is gone; first the site's pages."""
    found = _in_articles(root)
    names = (Path(path).stem for path, what in found.items() if path.endswith(".md") and not what)
    articles = {name: _article(root, name) for name in names}
    left = {path.name for path in (root / BASE).glob("*") if (root / "docs" / path.name).is_dir()}
    articles |= {slug: {} for slug in sorted(left - articles.keys())}
    files: dict[str, dict[str, str]] = {slug: {} for slug in ("", *articles)}
    files[""] = {path: what for path, what in found.items() if what}
    for path, what in files_in(root, "docs"):
        _, slug, *below = path.split("/")
        files[slug if below and slug in files else ""][path] = what
    articles[""] = {path: text for each in articles.values() for path, text in each.items()}
    return [_folder(root, slug, files[slug], articles[slug]) for slug in files]


def read_folder(root: Path, slug: str) -> Folder:
    """The briefing `slug`, though it may have no article."""
    return _folder(root, slug, dict(files_in(root, f"docs/{slug}")), _article(root, slug))


def read_folders_at(root: Path, revision: str) -> list[Folder]:
    """The briefings as they were where the present ones parted from `revision` of git.

    Raises BriefingError where it is unknown.
    """
    import io
    import subprocess
    import tarfile
    import tempfile  # these take 20 ms that few commands need

    def git(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", "-C", root, *words], capture_output=True, check=False)

    parted = git("merge-base", "--", revision, "HEAD")
    start = revision if parted.returncode else parted.stdout.decode().strip()
    packed = git("archive", "--format=tar", "--", start)
    if packed.returncode:
        message = packed.stderr.decode("utf-8", "replace").strip() or "git cannot read it"
        raise BriefingError(Problem(revision, 0, "revision", message, "fetch it, or name another"))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
            ours = [each for each in tar if each.isfile() and each.name.startswith(_VERSIONED)]
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # from 3.11.4 on
            tar.extractall(folder, ours)
        return read_folders(Path(folder))


def pages_citing(root: Path) -> dict[str, dict[str, bytes]]:
    """For each article, the pages in `docs/` outside of its briefing that cite it, by path."""
    found: dict[str, dict[str, bytes]] = {}
    for path, what in files_in(root, "docs"):
        if what or not path.endswith(".md"):
            continue
        content = read_bytes(root / path)
        for slug in {each.decode() for each in _CITED.findall(content)}:
            if path.split("/")[1] != slug:
                found.setdefault(slug, {})[path] = content
    return found


def read_published(root: Path) -> dict[str, str]:
    """The text of all that is shown or shipped, by path: the project's own, and the built site.

    Of the site, what the theme brings is left out.
    """
    kinds = dict.fromkeys(_PUBLISHED, _TEXTS) | {SITE: _BUILT}
    paths = [
        path for part in kinds for path, _ in files_in(root, part) if path.endswith(kinds[part])
    ]
    paths += [file.name for pattern in ("*.md", "mkdocs.yml") for file in root.glob(pattern)]
    files = (path for path in sorted(paths) if (root / path).is_file())
    return {path: read_bytes(root / path).decode("utf-8", "replace") for path in files}


def files_in(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """The path of each file in `folder` and below it, in order, and what it is, if no file.

    A folder that is called like a page is one of them. Hidden files are left out; a folder that is
    missing has none. Raises BriefingError for one that cannot be read.
    """
    try:
        with os.scandir(root / folder) as scanned:
            entries = sorted(scanned, key=lambda each: each.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise _unreadable(folder, error) from error
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(root, path)
            if entry.name.endswith((".md", ".yml")) and not entry.name.startswith("."):
                yield path, _what(Path(entry))
        elif not entry.name.startswith("."):
            yield path, "" if entry.is_file(follow_symlinks=False) else _what(Path(entry))


def _in_articles(root: Path) -> dict[str, str]:
    """The files directly in `articles/`, as `files_in` has them; .MD makes none an article."""
    return {
        path: what or ("a file without the ending .md" if path.endswith((".MD", ".Md")) else "")
        for path, what in files_in(root, "articles")
        if path.count("/") == 1
    }


def _what(file: Path) -> str:
    """What `file` is, if it is not just a file."""
    if file.is_symlink():
        return "a symbolic link"
    if file.is_dir():
        return "a folder"
    return "" if file.is_file() else "a pipe or a device"


def _folder(
    root: Path, slug: str, files: Mapping[str, str], articles: Mapping[str, bytes]
) -> Folder:
    """The briefing `slug` with these `files`, as `files_in` has them."""
    irregular = {path: what for path, what in files.items() if what}
    docs = {path: read_bytes(root / path) for path, what in files.items() if not what}
    state = {
        path: read_bytes(root / path)
        for folder in (BASE, CONFLICTS)
        for name in ([slug] if slug else [Path(each).stem for each in articles])
        for path, what in files_in(root, (folder / name).as_posix())
        if not what and (slug or path.endswith(".json"))
    }
    lock, names = (
        b"" if not os.path.lexists(file) or _what(file) else read_bytes(file)
        for file in (lock_file(root, slug), root / NAMES)
    )
    return Folder(slug, docs, articles, state, lock, names, irregular)


def _article(root: Path, slug: str) -> dict[str, bytes]:
    """The article `slug` by its path; ArticleError for what only is called like one."""
    path = f"articles/{slug}.md"
    if not os.path.lexists(root / path):
        return {}
    if what := _what(root / path):
        message, fix = f"is {what}, not a file", "put the article itself here"
        raise ArticleError(Problem(path, 0, "disk", message, fix))
    return {path: read_bytes(root / path)}

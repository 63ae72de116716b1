"""Article files in, what was done to their pages out; several at a time where there are many."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ArticleError, BriefingError, Problem
from briefing.project import read_bytes
from briefing.read import SLUG, parse
from briefing.render import TEMPLATES
from briefing.unchanged import is_unchanged, remember
from briefing.write import GENERATED, Change, Step, apply, clear_scratch, plan

_ENOUGH_FOR_WORKERS = 8
"""Articles from which on a second process repays its start."""
_RESERVED = ("assets", "index", "search", "tags")
_MOST_WORKERS = 4
"""Each takes about 90 MB."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or with a dry run would do, to one briefing. No steps: nothing to do."""

    slug: str
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def kept(self) -> list[Step]:
        """The pages that a person has edited, and that were left as they are."""
        return [step for step in self.steps if step.change is Change.KEEP]

    @property
    def changed(self) -> list[Step]:
        """The pages that were, or would be, written or removed."""
        return [step for step in self.steps if step.change not in (Change.KEEP, Change.NOTHING)]


def remove_orphans(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Remove the generated pages whose article is not among `files`, one outcome a briefing."""
    slugs = {file.stem for file in files}
    for folder in sorted(path for path in (root / GENERATED).glob("*") if path.is_dir()):
        if folder.name not in slugs:
            steps = plan(root, f"docs/{folder.name}", {})
            if not dry_run:
                apply(root, steps)
            yield Outcome(folder.name, tuple(s for s in steps if s.change is not Change.NOTHING))


def split_articles(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Bring the pages of each article in `files` up to date, one outcome an article.

    An article with a problem changes nothing; the others go on.
    """
    templates = root / "templates" if (root / "templates").is_dir() else TEMPLATES
    if not dry_run:
        clear_scratch(root)
    jobs = []
    for file in files:
        content = read_bytes(file)
        if is_unchanged(root, file.stem, content, templates):
            yield Outcome(file.stem)
        else:
            jobs.append((file.stem, file.relative_to(root).as_posix(), content, templates))
    for (slug, _, content, _), made in zip(jobs, _compiled(jobs), strict=True):
        if isinstance(made, BriefingError):
            yield Outcome(slug, problems=made.problems)
            continue
        steps = plan(root, f"docs/{slug}", made)
        if not dry_run:
            apply(root, steps)
            if all(step.change is not Change.KEEP for step in steps):
                remember(root, slug, made, content, templates)
        yield Outcome(slug, steps)


_Job = tuple[str, str, bytes, Path]
_Made = dict[str, str] | BriefingError


def _compiled(jobs: Sequence[_Job]) -> Iterator[_Made]:
    workers = min(os.cpu_count() or 1, _MOST_WORKERS, len(jobs))
    if len(jobs) < _ENOUGH_FOR_WORKERS or workers < 2:
        yield from map(_compile, jobs)
        return
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context  # 20 ms that one article does not need

    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
            yield from pool.map(_compile, jobs, chunksize=4)
    except BrokenProcessPool as error:
        fix = "free memory and run again; what is done stays done"
        problem = Problem("articles", 0, "workers", "a worker process was ended from outside", fix)
        raise BriefingError(problem) from error


def _end_with_parent() -> None:
    """In a worker: do not outlive a run that is killed, which could no longer stop it."""
    from multiprocessing import parent_process

    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _compile(job: _Job) -> _Made:
    from briefing.pipeline import compile_article  # loads the embedding's libraries: 0.2 s

    slug, path, content, templates = job
    try:
        if not SLUG.fullmatch(slug):
            raise ArticleError(_bad_name(path, slug))
        if slug in _RESERVED:
            message = "the site has other files at this name's address"
            raise ArticleError(Problem(path, 0, "name", message, f"rename it to {slug}-article.md"))
        return compile_article(parse(content, path), templates)
    except BriefingError as error:
        return error


def _bad_name(path: str, slug: str) -> Problem:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in slug.lower())
    better = "-".join(part for part in letters.split("-") if part) or "my-article"
    message = "the file's name becomes a web address: lower-case letters, digits and hyphens only"
    return Problem(path, 0, "name", message, f"rename it to {better}.md")

"""Brings the pages of many articles up to date, and carries out what people decide on a page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.article.read import SLUG, parse
from briefing.cache import compiler_digest, digest, recall, remember
from briefing.errors import ArticleError, BriefingError, Problem
from briefing.merge.plan import Change, Step, close, plan, shows, unchanged_steps
from briefing.merge.state import PageState, moved, page_states, usual_path
from briefing.merge.write import apply, heal
from briefing.project import (
    BASE,
    CONFLICTS,
    OVERVIEW,
    SOURCE,
    did_you_mean,
    lock_file,
    read_folder,
    templates_of,
)
from briefing.workers import spread

_RESERVED = ("assets", "index", "search", "tags")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or with a dry run would do, to one briefing."""

    slug: str
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What it takes to compile an article; `files` as `compose` takes them.

    `lock` is the lock of its source, empty where there is none.
    """

    slug: str
    path: str
    content: bytes
    lock: bytes
    templates: Path
    files: Mapping[str, str]


def remove_orphans(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Remove the generated pages whose article is not among `files`, one outcome a briefing."""
    slugs = {file.stem for file in files}
    for folder in sorted(path for path in (root / BASE).glob("*") if path.is_dir()):
        if folder.name not in slugs:
            try:
                steps = plan(page_states(root, read_folder(root, folder.name)), {})
                yield _carry_out(root, folder.name, steps, dry_run=dry_run)
            except BriefingError as error:
                yield Outcome(folder.name, problems=error.problems)


def split_articles(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Bring the pages of each article in `files` up to date, one outcome an article.

    An article with a problem changes nothing; the others go on.
    """
    if not dry_run:
        heal(root)
    jobs = []
    for file in files:
        try:
            job, states = prepare(root, file)
        except BriefingError as error:
            yield Outcome(file.stem, problems=error.problems)
            continue
        if _is_unchanged(root, job, states):
            yield Outcome(job.slug, unchanged_steps(states))
        else:
            jobs.append((job, states))
    compiled = spread(compile_job, [job for job, _ in jobs])
    for (job, states), made in zip(jobs, compiled, strict=True):
        try:
            if isinstance(made, BriefingError):
                raise made
            steps = plan(states, made)
        except BriefingError as error:
            yield Outcome(job.slug, problems=error.problems)
            continue
        outcome = _carry_out(root, job.slug, steps, dry_run=dry_run)
        if not (dry_run or outcome.problems):
            left = (replace(step.before, page=step.page, base=step.base) for step in steps)
            remember(root, job.slug, _digest(job, left))
        yield outcome


def _is_unchanged(root: Path, job: Job, states: Mapping[str, PageState]) -> bool:
    """Whether the last run made, from the same files, the bases that are on disk now.

    What people made of the pages does not count: as long as nothing new is generated, there is
    nothing to merge. A page that was moved, deleted or left with a conflict does.
    """
    if any(state.conflict for state in states.values()):
        return False
    return recall(root, job.slug, _digest(job, states.values())) is not None


def _digest(job: Job, states: Iterable[PageState]) -> str:
    """A digest of what the pages are made from, and of each its id, path, text and base.

    Of a text it counts only whether there is one; a page without a base is a person's own.
    """
    lines = (
        f"{state.id} {'deleted' if state.page is None else state.path} {digest(state.base)}"
        for state in states
        if state.base is not None
    )
    return digest(compiler_digest(job.templates), job.content, job.lock, *sorted(lines))


def _carry_out(root: Path, slug: str, steps: tuple[Step, ...], *, dry_run: bool) -> Outcome:
    if not dry_run:
        apply(root, steps)
    return Outcome(slug, steps, tuple(problem for step in steps for problem in step.problems))


def compile_job(job: Job) -> dict[str, str] | BriefingError:
    """The pages of an article, or why there are none."""
    from briefing.article.source_lock import parse_lock
    from briefing.pipeline import compile_article  # loads the embedding's libraries: 0.2 s

    try:
        lock = parse_lock(job.lock, lock_file(Path(), job.slug).as_posix()) if job.lock else None
        return compile_article(parse(job.content, job.path), job.templates, job.files, lock)
    except BriefingError as error:
        return error


def prepare(root: Path, file: Path) -> tuple[Job, dict[str, PageState]]:
    """What there is to do for the article in `file`, and the pages that it has.

    Raises BriefingError where it cannot be compiled: for its name, or for a page out of place.
    """
    slug, path = file.stem, file.relative_to(root).as_posix()
    if not SLUG.fullmatch(slug):
        better = "-".join(re.findall(r"[a-z0-9]+", slug.lower())) or "my-article"
        message = (
            "the file's name becomes a web address: lower-case letters, digits and hyphens only"
        )
        raise ArticleError(Problem(path, 0, "name", message, f"rename it to {better}.md"))
    if slug in _RESERVED:
        message = "the site has other files at this name's address"
        raise ArticleError(Problem(path, 0, "name", message, f"rename it to {slug}-article.md"))
    folder = read_folder(root, slug)
    states = page_states(root, folder)
    elsewhere = moved(states)
    if f"{slug}/{SOURCE}" in elsewhere:
        message = "every ¶ leads to this page, so it can be neither moved nor deleted"
        fix = f"bring it back; to begin the briefing anew, delete {BASE}/{slug} too"
        raise ArticleError(Problem(usual_path(f"{slug}/{SOURCE}"), 0, "source", message, fix))
    if at := elsewhere.get(f"{slug}/{OVERVIEW}"):
        message = "the overview's file has to be index.md: the site shows it for the whole folder"
        fix = f"rename it back to {usual_path(f'{slug}/{OVERVIEW}')}"
        raise ArticleError(Problem(at, 0, "index", message, fix))
    files = {Path(page).name: Path(at).name if at else "" for page, at in elsewhere.items()}
    content = folder.articles[path]
    return Job(slug, path, content, folder.lock, templates_of(root), files), states


def resolve(root: Path, page: str, *, keep: bool) -> Step:
    """Close what is open on `page`, a path or an id: `keep` a person's words, or take the new.

    Raises BriefingError if nothing is open there, or something that no split has shown yet.
    """
    heal(root)
    name = _path_or_id(root, page)
    states, made = _compiled(root, name.removeprefix("docs/").split("/")[0])
    open_changes = [Change.CONFLICT, Change.ORPHAN] + ([] if keep else [Change.GONE])
    steps = [step for step in plan(states, made) if step.change in open_changes]
    names = {step.before.id: step for step in steps} | {step.path: step for step in steps}
    step = names.get(name) or names.get(name.removesuffix(".md"))
    if step is None:
        fix = (
            did_you_mean(page, names) if names else "no page of this briefing waits for a decision"
        )
        raise _not_resolved(page, "there is nothing to decide on this page", fix)
    new = made.get(usual_path(step.before.id))
    if step.before.taken_by:
        fix = f"give {step.path} another name first"
        raise _not_resolved(page, f"its place is taken by the page '{step.before.taken_by}'", fix)
    if step.change is Change.CONFLICT and not shows(step.before.conflict, new or ""):
        message = "something else is generated now than what you were shown"
        raise _not_resolved(
            page, message, "run 'briefing split', look at the conflict, then decide"
        )
    step = close(step.before, new, keep=keep)
    apply(root, (step,))
    return step


def _path_or_id(root: Path, page: str) -> str:
    """A page's path below the root, or its id, however a person has written it."""
    path = Path(page)
    if path.exists() and path.resolve().is_relative_to(root.resolve()):
        path = path.resolve().relative_to(root.resolve())
    return path.as_posix().removeprefix(f"{CONFLICTS.as_posix()}/")


def _compiled(root: Path, slug: str) -> tuple[dict[str, PageState], dict[str, str]]:
    file = root / "articles" / f"{slug}.md"
    if not file.is_file():
        return page_states(root, read_folder(root, slug)), {}
    job, states = prepare(root, file)
    made = compile_job(job)
    if isinstance(made, BriefingError):
        raise made
    return states, made


def _not_resolved(page: str, message: str, fix: str) -> BriefingError:
    return BriefingError(Problem(page, 0, "resolve", message, fix))

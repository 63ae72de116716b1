"""Brings the pages of many articles up to date, and carries out what people decide on a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.article.last_version import last_version_file
from briefing.article.read import check_name
from briefing.cache import compiler_digest, digest, recall, remember
from briefing.errors import ArticleError, BriefingError, Problem
from briefing.merge.citations import cases_file, parse_cases
from briefing.merge.plan import Change, Step, close, plan, unchanged_steps
from briefing.merge.state import moved, page_states, shows, usual_path
from briefing.merge.write import FileChange, apply, heal
from briefing.pages.corrections import (
    LOG,
    corrections,
    has_list,
    page_title,
    read_correction,
    write_log,
)
from briefing.project import (
    BASE,
    CONFLICTS,
    CORRECTIONS,
    OVERVIEW,
    did_you_mean,
    files_in,
    pages_citing,
    part_of,
    read_bytes,
    read_folder,
    templates_of,
)
from briefing.update import Compiled, Job, close_case, compile_job, keep_contested
from briefing.workers import spread

_STATE_FILES = last_version_file, cases_file
_SPLIT_FIRST = "run 'briefing split': it names what is open"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or with a dry run would do, to one briefing, and to what cites it.

    `changes` are those of files that are no pages of it, `moved` says how many citations of
    people's were led to where their passages stand now.
    """

    slug: str
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[tuple[FileChange, ...], ...] = ()
    moved: int = 0


def remove_orphans(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Remove the generated pages whose article is not among `files`, one outcome a briefing."""
    slugs = {file.stem for file in files}
    for folder in sorted(path for path in (root / BASE).glob("*") if path.is_dir()):
        if folder.name not in slugs:
            try:
                made = _without_article(root, folder.name)
                yield _carry_out(root, folder.name, made, dry_run=dry_run)
            except BriefingError as error:
                yield Outcome(folder.name, problems=error.problems)


def split_articles(root: Path, files: Sequence[Path], *, dry_run: bool) -> Iterator[Outcome]:
    """Bring the pages of each article in `files` up to date, one outcome an article.

    An article with a problem changes nothing; the others go on.
    """
    if not dry_run:
        heal(root)
    jobs, citing = list[Job](), pages_citing(root)
    for file in files:
        try:
            job = prepare(root, file, citing.get(file.stem, {}))
        except BriefingError as error:
            yield Outcome(file.stem, problems=error.problems)
            continue
        if _is_unchanged(root, job):
            yield Outcome(job.slug, unchanged_steps(job.states))
        else:
            jobs.append(job)
    written = set[str]()
    for job, made in zip(jobs, spread(compile_job, jobs), strict=True):
        try:
            yield _finish(root, job, made, written, dry_run=dry_run)
        except BriefingError as error:
            yield Outcome(job.slug, problems=error.problems)


def update_log(root: Path, *, dry_run: bool) -> Iterator[Outcome]:
    """Make the list of the log of corrections anew, of the files with its entries."""
    found = (path for path, what in files_in(root, CORRECTIONS) if not what)
    files = {path: read_bytes(root / path) for path in found if part_of(path) == "correction"}
    content = read_bytes(root / LOG) if (root / LOG).is_file() else None
    if not files and (content is None or not has_list(content)):
        return
    problems = [each for path, file in files.items() for each in read_correction(file, path)[1]]
    if content is None:
        fix = "make it, with a title, and above the list what a reader has to know"
        problems.append(Problem(LOG, 0, "correction", "the log has no page to stand on", fix))
    entries, titles = corrections(files), dict[str, str]()
    for entry in entries:
        if (page := root / "docs" / entry.page).is_file():
            titles[entry.page] = page_title(read_bytes(page))
        else:
            path, message = f"{CORRECTIONS}/{entry.name}", f"there is no page docs/{entry.page}"
            fix = "name the page that says it now, or the overview"
            problems.append(Problem(path, 0, "correction", message, fix))
    try:
        if problems:
            raise ArticleError(*problems)
        change = FileChange(LOG, content, write_log(content or b"", entries, titles))
    except BriefingError as error:
        yield Outcome("", problems=error.problems)
        return
    if not dry_run:
        apply(root, (), ((change,),))
    yield Outcome("", changes=((change,),))


def _finish(
    root: Path, job: Job, made: Compiled | BriefingError, written: set[str], *, dry_run: bool
) -> Outcome:
    """Carry out what a job gave; anew, if one of its pages is among those that this run has
    `written` for another article, to which the pages are added that are written for this one.
    """
    paths = {*job.others, *(state.path for state in job.states.values())}
    if not written.isdisjoint(paths):
        job = prepare(root, root / job.path, pages_citing(root).get(job.slug, {}))
        made = compile_job(job)
    if isinstance(made, BriefingError):
        raise made
    outcome = _carry_out(root, job.slug, made, dry_run=dry_run)
    if not dry_run:
        article_files, *elsewhere = made.changes
        files = {each.path: each.after or b"" for group in elsewhere for each in group}
        written |= {each.path for (each,) in elsewhere if each.after != each.before}
        if not outcome.problems:
            content, last, _ = (each.after or b"" for each in article_files)
            states = {step.before.id: step.after for step in made.steps}
            now = replace(job, content=content, last=last, states=states, notes={}, others=files)
            remember(root, job.slug, _digest(now))
    return outcome


def _is_unchanged(root: Path, job: Job) -> bool:
    """Whether the last run left all files of this briefing, and what cites it, as they are now.

    A page that waits for a decision is not: a person is told of it again.
    """
    if job.cases or any(state.conflict for state in job.states.values()):
        return False
    return recall(root, job.slug, _digest(job)) is not None


def _digest(job: Job) -> str:
    """A digest of what the pages are made from, and of each its id, path, text and base."""
    lines = [
        f"{state.id} {state.path} {digest(state.page or '')} {digest(state.base or '')}"
        for state in job.states.values()
        if state.base is not None or state.page is not None
    ]
    others = {**job.others, **job.notes}
    lines += [f"{path} {digest(content or b'')}" for path, content in others.items()]
    files = job.content, job.lock, job.last
    return digest(compiler_digest(job.templates), *files, *sorted(lines))


def _carry_out(root: Path, slug: str, made: Compiled, *, dry_run: bool) -> Outcome:
    if not dry_run:
        apply(root, made.steps, made.changes)
    problems = [*(each for step in made.steps for each in step.problems), *made.problems]
    if dry_run:  # what a fix names is written by a split
        problems = [replace(each, fix=f"split, then: {each.fix}") for each in problems]
    return Outcome(slug, made.steps, tuple(problems), made.changes, made.moved)


def prepare(root: Path, file: Path, others: Mapping[str, bytes]) -> Job:
    """What there is to do for the article in `file`, which the pages `others` cite.

    Raises BriefingError where it cannot be compiled: for its name, or for a page out of place.
    """
    slug, path = file.stem, file.relative_to(root).as_posix()
    check_name(path)
    folder = read_folder(root, slug)
    states = page_states(root, folder)
    elsewhere = moved(states)
    if at := elsewhere.get(f"{slug}/{OVERVIEW}"):
        message = "the overview's file has to be index.md: the site shows it for the whole folder"
        fix = f"rename it back to {usual_path(f'{slug}/{OVERVIEW}')}"
        raise ArticleError(Problem(at, 0, "index", message, fix))
    files = {Path(page).name: Path(at).name if at else "" for page, at in elsewhere.items()}
    last, cases = (folder.state.get(each(slug).as_posix(), b"") for each in _STATE_FILES)
    content, templates, notes = folder.articles[path], templates_of(root), folder.notes
    return Job(
        slug, path, content, folder.lock, last, cases, templates, files, states, others, notes
    )


def resolve(root: Path, page: str, *, keep: bool) -> Step:
    """Close what is open on `page`, a path or an id: `keep` a person's words, or take the new.

    Raises BriefingError if nothing is open there, or something that no split has shown yet.
    """
    heal(root)
    name = _path_or_id(root, page)
    made = _compiled(root, name.removeprefix("docs/").split("/")[0])
    open_changes = [Change.CONFLICT, Change.ORPHAN] + ([] if keep else [Change.GONE])
    steps = [step for step in made.steps if step.change in open_changes]
    names = {step.before.id: step for step in steps} | {step.path: step for step in steps}
    step = names.get(name) or names.get(name.removesuffix(".md"))
    if step is None:
        fix = (
            did_you_mean(page, names) if names else "no page of this briefing waits for a decision"
        )
        raise _not_resolved(page, "there is nothing to decide on this page", fix)
    new = made.pages.get(usual_path(step.before.id))
    if step.before.taken_by:
        fix = f"give {step.path} another name first"
        raise _not_resolved(page, f"its place is taken by the page '{step.before.taken_by}'", fix)
    if (
        made.passages
        and step.change is Change.CONFLICT
        and not shows(step.before.conflict, new or "")
    ):
        message = "something else is generated now than what you were shown"
        raise _not_resolved(
            page, message, "run 'briefing split', look at the conflict, then decide"
        )
    closed = close(made.states.get(step.before.id, step.before), new, keep=keep)
    after = closed.after
    if keep and after.page:
        slug = name.removeprefix("docs/").split("/")[0]
        after = replace(after, page=keep_contested(after.page, step, slug, made))
    step = replace(closed, before=step.before, after=after)
    apply(root, (step,))
    return step


def resolve_case(root: Path, place: str, line: int, address: str = "") -> None:
    """Keep the statement on a line of a page although its passage changed.

    `address` says which of its citations is meant, where the line has several open ones. Raises
    BriefingError if there is none, or if no split has shown it yet.
    """
    heal(root)
    path = _path_or_id(root, place)
    for file in sorted((root / CONFLICTS).glob("*/cases.json")):
        slug = file.parent.name
        article = root / "articles" / f"{slug}.md"
        if article.is_file() and path in [case.path for case in parse_cases(read_bytes(file))]:
            job = prepare(root, article, pages_citing(root).get(slug, {}))
            apply(root, (), close_case(job, path, line, address))
            return
    raise _not_resolved(f"{place}:{line}", "there is nothing to decide here", _SPLIT_FIRST)


def _path_or_id(root: Path, page: str) -> str:
    """A page's path below the root, or its id, however a person has written it."""
    path = Path(page)
    if path.exists() and path.resolve().is_relative_to(root.resolve()):
        path = path.resolve().relative_to(root.resolve())
    return path.as_posix().removeprefix(f"{CONFLICTS.as_posix()}/")


def _compiled(root: Path, slug: str) -> Compiled:
    file = root / "articles" / f"{slug}.md"
    if not file.is_file():
        return _without_article(root, slug)
    made = compile_job(prepare(root, file, pages_citing(root).get(slug, {})))
    if isinstance(made, BriefingError):
        raise made
    return made


def _without_article(root: Path, slug: str) -> Compiled:
    """What becomes of the pages of an article that is gone: its words stay nowhere."""
    folder = read_folder(root, slug)
    states = page_states(root, folder)
    files = (each(slug).as_posix() for each in _STATE_FILES)
    gone = tuple(FileChange(path, folder.state.get(path), None) for path in files)
    return Compiled({}, states, plan(states, {}), (gone,))


def _not_resolved(page: str, message: str, fix: str) -> BriefingError:
    return BriefingError(Problem(page, 0, "resolve", message, fix))

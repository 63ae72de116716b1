"""From an article, its pages and what cites it to the files that bring all of them up to date."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from briefing.article.alignment import AddressedText, addressed
from briefing.article.follow import Following
from briefing.article.follow_pins import follow_pins
from briefing.article.last_version import (
    LastVersion,
    addresses_in,
    dump_last_version,
    last_version_file,
    on_source_page,
    paragraphs_of,
    parse_last_version,
)
from briefing.article.model import Article, Passage
from briefing.article.read import parse
from briefing.article.source_lock import parse_lock
from briefing.article.split import check_addresses, split
from briefing.errors import ArticleError, BriefingError, Problem
from briefing.markdown.blocks import front_matter_and_body, normalised
from briefing.merge.citations import (
    Case,
    cases_file,
    dump_cases,
    follow,
    follow_note,
    is_note,
    open_cases,
    parse_cases,
)
from briefing.merge.plan import Change, Step, plan, plan_withdrawal
from briefing.merge.state import PageState, moved, usual_path
from briefing.merge.write import FileChange
from briefing.project import BASE, SOURCE, decode, lock_file

_SIMILAR = 0.75
"""From which likeness on, from 0 to 1, a line of a page is taken for an edit of a generated one."""


@dataclass(frozen=True, slots=True)
class Job:
    """What it takes to compile an article; `files` and `notes` as `compile_article` takes them.

    `lock` is the lock of its source, `last` what is kept of its last version, `cases` the file of
    its open cases: each empty where there is none. `states` are its pages, `others` the contents of
    the pages elsewhere that cite it, by path.
    """

    slug: str
    path: str
    content: bytes
    lock: bytes
    last: bytes
    cases: bytes
    templates: Path
    files: Mapping[str, str]
    states: Mapping[str, PageState]
    others: Mapping[str, bytes]
    notes: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What comes of a job: its `pages` by usual path, and the `steps` that bring them to disk.

    `states` are the pages with their citations followed; `changes` are those of all other files, in
    groups; `moved` says how many citations of people's were led elsewhere; `passages` are those
    of the article, `retired` the first words of earlier ones.
    """

    pages: Mapping[str, str]
    states: Mapping[str, PageState]
    steps: tuple[Step, ...]
    changes: tuple[tuple[FileChange, ...], ...]
    moved: int = 0
    problems: tuple[Problem, ...] = ()
    passages: tuple[AddressedText, ...] = ()
    retired: tuple[str, ...] = ()


def compile_job(job: Job) -> Compiled | BriefingError:
    """What `job` gives, or why it gives nothing."""
    try:
        return _compiled(job)
    except BriefingError as error:
        return error


def _compiled(job: Job) -> Compiled:
    from briefing.pipeline import compile_article  # loads the embedding's libraries: 0.2 s

    article, content, passages, following = _followed_article(job)
    earlier, known, lock = following.earlier(), list(parse_cases(job.cases)), None
    if article.withdrawn:
        known = [replace(each, old="") for each in known]
    else:
        _check_places(job)
        lock = parse_lock(job.lock, lock_file(Path(), job.slug).as_posix()) if job.lock else None
    citations = _Citations(job.slug, following, known)
    notes, others = citations.in_files(job.notes), citations.in_files(job.others)
    pages = compile_article(
        article, job.templates, job.files, lock, passages, notes, earlier, following.now
    )
    states = {page: citations.in_state(state) for page, state in job.states.items()}
    planned = plan_withdrawal if article.withdrawn else plan
    steps = tuple(_from_disk(step, job.states) for step in planned(states, pages))
    files, was = {**notes, **others}, {**job.notes, **job.others}
    after = {path: decode(content or b"", path) for path, content in files.items()}
    after |= {step.path: step.after.page or "" for step in steps}
    cases = [each for path, text in after.items() for each in citations.open_in(text, path)]
    paragraphs, named = paragraphs_of(passages), addresses_in(article)
    kept = dump_last_version(LastVersion(paragraphs, named, earlier, following.retired))
    article_files = (
        FileChange(job.path, job.content, content),
        _state_file(last_version_file(job.slug), job.last, None if article.withdrawn else kept),
        _state_file(cases_file(job.slug), job.cases, dump_cases([case for *_, case in cases])),
    )
    elsewhere = ((FileChange(path, was[path], new),) for path, new in files.items())
    alone = _not_decided_with_a_page(cases, steps, after, is_withdrawn=bool(article.withdrawn))
    problems = tuple(case.problem(line, column, following.passages) for line, column, case in alone)
    problems += tuple(_words_left(job)) if article.withdrawn else ()
    now = following.passages, following.retired
    changes = article_files, *elsewhere
    return Compiled(pages, states, steps, changes, citations.moved, problems, *now)


def _not_decided_with_a_page(
    cases: Iterable[tuple[int, int, Case]],
    steps: Iterable[Step],
    after: Mapping[str, str],
    *,
    is_withdrawn: bool,
) -> Iterator[tuple[int, int, Case]]:
    """Those of `cases`, each with its line and column, that no decision on the whole page settles.

    `after` has the texts as they will be, by path.
    """
    conflicts = {step.path: step.after.conflict or "" for step in steps}
    waiting = {step.path for step in steps if is_withdrawn and step.problems}
    for line, column, case in cases:
        conflict = conflicts.get(case.path, "")
        if case.path not in waiting and not _is_contested(after[case.path], line, conflict):
            yield line, column, case


def _words_left(job: Job) -> Iterator[Problem]:
    """A Problem for each file of people's in which words of the withdrawn article stand."""
    head, body = front_matter_and_body(normalised(decode(job.content, job.path)))
    if body.strip():
        message = "the article is withdrawn, and its words still stand here"
        fix = "delete all that is below the second '---'"
        yield Problem(job.path, head.count("\n") + 1, "withdrawn", message, fix)
    if job.lock:
        path = lock_file(Path(), job.slug).as_posix()
        message = "the article is withdrawn, and this has the first words of its paragraphs"
        yield Problem(path, 0, "withdrawn", message, "delete the file")


def _check_places(job: Job) -> None:
    """Raise ArticleError where a page is not where it has to be."""
    elsewhere = moved(job.states)
    if f"{job.slug}/{SOURCE}" in elsewhere:
        message = "every ¶ leads to this page, so it can be neither moved nor deleted"
        fix = f"bring it back; to begin the briefing anew, delete {BASE}/{job.slug} too"
        raise ArticleError(Problem(usual_path(f"{job.slug}/{SOURCE}"), 0, "source", message, fix))


def _followed_article(job: Job) -> tuple[Article, bytes, tuple[Passage, ...], Following]:
    """The article of `job` and its file, with the addresses in its front matter followed; its
    passages, and the way to them.
    """
    article, old = parse(job.content, job.path), decode(job.content, job.path)
    passages = split(article.body, article.language, article.author)
    source = job.states.get(f"{job.slug}/{SOURCE}")
    known = (source.base or source.page) if source else None
    last = parse_last_version(job.last) or on_source_page(known or "", article)
    following = Following(last, addressed(passages))
    new = follow_pins(old, article, following)
    content = job.content if new == old else new.encode()
    article = article if new == old else parse(content, job.path)
    check_addresses(article, passages)
    return article, content, passages, following


def _is_contested(text: str, line: int, conflict: str) -> bool:
    """Whether a line of a page is what a person made of a generated one, so that who decides on
    the `conflict` of the page decides on it too.
    """
    written, shown = normalised(text).split("\n")[line - 1], conflict.split("\n")
    others = [each for each in shown if each != written]
    return written in shown and bool(get_close_matches(written, others, 1, _SIMILAR))


def keep_contested(text: str, step: Step, slug: str, made: Compiled) -> str:
    """The `text` of a page, on which a person keeps what is contested: its citations are right."""
    now = Following(None, made.passages, made.retired)
    cases = [
        case
        for line, _, case in open_cases(text, step.path, slug, ())
        if _is_contested(text, line, step.before.conflict or "")
    ]
    for case in cases:
        text = follow(text, step.path, slug, now, decided=case).text
    return text


def close_case(job: Job, path: str, line: int, address: str) -> tuple[tuple[FileChange, ...], ...]:
    """What has to be written to keep the statement on a line of the page at `path` as it is.

    Raises BriefingError where no case is open there, or more than one without an `address`.
    """
    article = parse(job.content, job.path)
    passages = split(article.body, article.language, article.author)
    last = parse_last_version(job.last)
    is_last = last is not None and last.paragraphs == paragraphs_of(passages)
    if not (is_last or article.withdrawn):
        raise _undecided(path, line, "the article was changed after the last split", "split first")
    texts = {state.path: state.page or "" for state in job.states.values()}
    files = {**job.notes, **job.others}
    texts |= {each: decode(content or b"", each) for each, content in files.items()}
    text, known = texts[path], list(parse_cases(job.cases))
    cases = [case for at, _, case in open_cases(text, path, job.slug, known) if at == line]
    if address:
        cases = [case for case in cases if case.address == address][:1]
    names = ", ".join(f"{path}:{line}:{case.address}" for case in cases)
    if len({case.address for case in cases}) != 1:
        message = "more than one case is open here" if cases else "no case is open here"
        raise _undecided(
            path, line, message, f"name one: {names}" if cases else "see: briefing split"
        )
    if any(case.is_gone for case in cases):
        fix = "give the statement another passage, or take it out"
        raise _undecided(path, line, "its passage is gone, so nothing bears it out", fix)
    following, new = Following(last, addressed(passages)), text
    for case in cases:
        decided = replace(case, old="")
        new = follow(new, path, job.slug, following, known, decided).text
    if is_note(path, job.slug):
        new = follow_note(new, path, following, known, decided).text
    left = [each for each in known if replace(each, old="") != decided]
    return (
        (FileChange(path, _content(job, path), new.encode()),),
        (_state_file(cases_file(job.slug), job.cases, dump_cases(left)),),
    )


def _content(job: Job, path: str) -> bytes | None:
    contents = {state.path: state.content for state in job.states.values()}
    return {**contents, **job.notes, **job.others}[path]


def _undecided(path: str, line: int, message: str, fix: str) -> BriefingError:
    return BriefingError(Problem(path, line, "resolve", message, fix))


class _Citations:
    """Follows the citations of one article on one page after another."""

    def __init__(self, slug: str, following: Following, known: list[Case]) -> None:
        self.slug, self.following, self.known = slug, following, known
        self.cases = list(known)
        self.moved = 0

    def in_state(self, state: PageState) -> PageState:
        """The page with its citations followed, and what the compiler has written of it too.

        So the two differ in nothing but what a person did.
        """
        page, base, next_base = (
            follow(text or "", state.path, self.slug, self.following, known)
            for text, known in ((state.page, self.known), (state.base, ()), (state.next_base, ()))
        )
        self.moved += (Counter(page.moved) - Counter(base.moved)).total()
        self.cases += page.cases
        return replace(
            state,
            page=state.page and page.text,
            base=state.base and base.text,
            next_base=state.next_base and next_base.text,
        )

    def in_files(self, files: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
        """The contents of notes, and of pages elsewhere, with their citations followed."""
        return {path: content and self._in_file(content, path) for path, content in files.items()}

    def _in_file(self, content: bytes, path: str) -> bytes:
        text = old = decode(content, path)
        if is_note(path, self.slug):
            found = follow_note(text, path, self.following, self.known)
            text, self.moved = found.text, self.moved + len(found.moved)
            self.cases += found.cases
        found = follow(text, path, self.slug, self.following, self.known)
        self.moved += len(found.moved)
        self.cases += found.cases
        return found.text.encode() if found.text != old else content

    def open_in(self, text: str, path: str) -> Iterator[tuple[int, int, Case]]:
        """The open cases on a page as it will be."""
        return open_cases(text, path, self.slug, self.cases)


def _from_disk(step: Step, states: Mapping[str, PageState]) -> Step:
    """`step` from the page as it is on disk, with its citations as they are."""
    was = states.get(step.before.id, step.before)
    before = replace(step.before, page=was.page, base=was.base, next_base=was.next_base)
    is_followed = step.change is Change.NOTHING and step.after.page != before.page
    return replace(step, before=before, change=Change.MERGE if is_followed else step.change)


def _state_file(path: Path, before: bytes, after: str | None) -> FileChange:
    """The change of a file of which empty bytes say that it is not there."""
    return FileChange(path.as_posix(), before or None, after.encode() if after else None)

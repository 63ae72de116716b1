"""From an article, its pages and what cites it to the files that bring all of them up to date."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.article.alignment import AddressedText, addressed
from briefing.article.follow import Following
from briefing.article.follow_pins import follow_pins
from briefing.article.last_version import (
    LastVersion,
    addresses_in,
    dump_last_version,
    last_version_file,
    paragraphs_of,
    parse_last_version,
)
from briefing.article.model import Article, Passage
from briefing.article.read import parse
from briefing.article.source_lock import SourceLock, parse_lock
from briefing.article.split import check_addresses, split
from briefing.errors import ArticleError, BriefingError, Problem
from briefing.markdown.blocks import front_matter_and_body, normalised, page_blocks
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
from briefing.pages.passages import PICKED, page_by_people
from briefing.project import BASE, SOURCE, decode, lock_file


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
    of the article.
    """

    pages: Mapping[str, str]
    states: Mapping[str, PageState]
    steps: tuple[Step, ...]
    changes: tuple[tuple[FileChange, ...], ...]
    moved: int = 0
    problems: tuple[Problem, ...] = ()
    passages: tuple[AddressedText, ...] = ()


def compile_job(job: Job) -> Compiled | BriefingError:
    """What `job` gives, or why it gives nothing."""
    try:
        return _compiled(job)
    except BriefingError as error:
        return error


def _compiled(job: Job) -> Compiled:
    from briefing.pipeline import compile_article  # loads the embedding's libraries: 0.2 s

    article, content, passages, following = _followed_article(job)
    earlier = following.earlier()
    known = list(parse_cases(job.cases))
    if article.withdrawn:
        known = [replace(each, old="") for each in known]
    lock = None if article.withdrawn else _lock(job)
    citations = _Citations(job.slug, following, known)
    notes, others = citations.in_files(job.notes), citations.in_files(job.others)
    on_disk = {Path(page).name: state.page or "" for page, state in job.states.items()}
    made_of = job.templates, job.files, lock, passages, notes, earlier, on_disk
    pages = compile_article(article, *made_of)
    states = {page: _without_picks(citations.in_state(s)) for page, s in job.states.items()}
    planned = (plan_withdrawal if article.withdrawn else plan)(states, pages)
    steps = tuple(_from_disk(step, job.states) for step in planned)
    files, was = {**notes, **others}, {**job.notes, **job.others}
    after = {path: decode(content or b"", path) for path, content in files.items()}
    after |= {step.path: step.after.page or "" for step in steps}
    cases = [each for path, text in after.items() for each in citations.open_in(text, path)]
    kept = dump_last_version(LastVersion(paragraphs_of(passages), addresses_in(article), earlier))
    article_files = (
        FileChange(job.path, job.content, content),
        _state_file(last_version_file(job.slug), job.last, None if article.withdrawn else kept),
        _state_file(cases_file(job.slug), job.cases, dump_cases([case for _, case in cases])),
    )
    elsewhere = ((FileChange(path, was[path], new),) for path, new in files.items())
    conflicts = {step.path: step.after.conflict or "" for step in steps}
    waiting = {step.path for step in steps if article.withdrawn and step.problems}
    problems = [
        case.problem(line, following)
        for line, case in cases
        if case.path not in waiting
        and not _is_contested(after[case.path], line, conflicts.get(case.path, ""))
    ]
    problems += _words_left(job) if article.withdrawn else ()
    found = citations.moved, tuple(problems), following.passages
    return Compiled(pages, states, steps, (article_files, *elsewhere), *found)


def _lock(job: Job) -> SourceLock | None:
    """The lock of the source, of an article whose pages are where they may be."""
    _check_places(job)
    return parse_lock(job.lock, lock_file(Path(), job.slug).as_posix()) if job.lock else None


def _without_picks(state: PageState) -> PageState:
    """A page, if people have answered it without the passages that rules picked as its answer.

    They go from its base as well: to the merge it is as if they had never been there.
    """
    picks, is_pick = set[str](), False
    base = (state.base or "") if page_by_people(state.page or "").is_answered else ""
    for block in page_blocks(front_matter_and_body(normalised(base))[1]):
        is_pick = block.text.endswith(PICKED) or (is_pick and block.kind == "li")
        picks |= {block.key} if is_pick else set()

    def rest(text: str | None) -> str | None:
        head, body = front_matter_and_body(normalised(text or ""))
        blocks = (each for each in page_blocks(body) if each.key not in picks)
        return head + "".join(each.text + each.gap for each in blocks) if text and picks else text

    return replace(state, page=rest(state.page), base=rest(state.base))


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
    following = Following(parse_last_version(job.last), addressed(passages))
    new = follow_pins(old, article, following)
    content = job.content if new == old else new.encode()
    article = article if new == old else parse(content, job.path)
    check_addresses(article, passages)
    return article, content, passages, following


def _is_contested(text: str, line: int, conflict: str) -> bool:
    """Whether a person decides on a line of a page by deciding on the `conflict` of the page."""
    return normalised(text).split("\n")[line - 1] in conflict


def keep_contested(text: str, step: Step, slug: str, passages: tuple[AddressedText, ...]) -> str:
    """The `text` of a page, on which a person keeps what is contested: its citations are right."""
    cases = [
        case
        for line, case in open_cases(text, step.path, slug, ())
        if _is_contested(text, line, step.before.conflict or "")
    ]
    for case in cases:
        text = follow(text, step.path, slug, Following(None, passages), decided=case).text
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
    cases = [case for at, case in open_cases(text, path, job.slug, known) if at == line]
    cases = [case for case in cases if address in ("", case.address)] or cases[:0]
    names = ", ".join(f"{path}:{line}:{case.address}" for case in cases)
    if len(cases) != 1:
        message = "more than one case is open here" if cases else "no case is open here"
        raise _undecided(
            path, line, message, f"name one: {names}" if cases else "see: briefing split"
        )
    (case,) = cases
    if case.is_gone:
        fix = "give the statement another passage, or take it out"
        raise _undecided(path, line, "its passage is gone, so nothing bears it out", fix)
    following, decided = Following(None, addressed(passages)), replace(case, old="")
    new = follow(text, path, job.slug, following, known, decided).text
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

    def open_in(self, text: str, path: str) -> Iterator[tuple[int, Case]]:
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

"""Carries out what a person decided on a page that waits for a decision."""

from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.merge.plan import Change, Step, close, plan, shows
from briefing.merge.state import PageState, page_states, usual_path
from briefing.merge.write import apply, heal
from briefing.project import CONFLICTS, did_you_mean, read_folder
from briefing.run import compile_job, prepare


def resolve(root: Path, page: str, *, keep: bool) -> Step:
    """Close what is open on `page`, a path or an id: `keep` a person's words, or take the new.

    Raises BriefingError if nothing is open there, or something that no split has shown yet.
    """
    heal(root)
    name = _name(root, page)
    states, made = _compiled(root, name.removeprefix("docs/").split("/")[0])
    steps = [step for step in plan(states, made) if _is_open(step, keep=keep)]
    names = {step.before.id: step for step in steps} | {step.path: step for step in steps}
    step = names.get(name) or names.get(name.removesuffix(".md"))
    if step is None:
        fix = (
            did_you_mean(page, names) if names else "no page of this briefing waits for a decision"
        )
        raise _refused(page, "there is nothing to decide on this page", fix)
    new = made.get(usual_path(step.before.id))
    if step.before.taken_by:
        fix = f"give {step.path} another name first"
        raise _refused(page, f"its place is taken by the page '{step.before.taken_by}'", fix)
    if step.change is Change.CONFLICT and not shows(step.before.conflict, new or ""):
        message = "something else is generated now than what you were shown"
        raise _refused(page, message, "run 'briefing split', look at the conflict, then decide")
    step = close(step.before, new, keep=keep)
    apply(root, (step,))
    return step


def _name(root: Path, page: str) -> str:
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


def _is_open(step: Step, *, keep: bool) -> bool:
    return step.change in (Change.CONFLICT, Change.ORPHAN) or (
        step.change is Change.GONE and not keep
    )


def _refused(page: str, message: str, fix: str) -> BriefingError:
    return BriefingError(Problem(page, 0, "resolve", message, fix))

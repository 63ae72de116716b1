"""Says what brings the pages of a briefing up to date, and what a person has to decide. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from briefing.errors import ArticleError, Problem
from briefing.markdown.blocks import front_matter_and_body, normalised, page_blocks
from briefing.merge.layout import is_unedited
from briefing.merge.merge import Conflict, Merged, by_people, merge, top_and_rest
from briefing.merge.state import PageState, conflict_file, describe, usual_id, usual_path
from briefing.project import OVERVIEW, SOURCE

_MUCH = 0.5
"""Of a page that goes, what share of its blocks a new page has that may be the same theme's."""
_TO_DECIDE = """# To decide: {path}

The article was withdrawn. People had edited this page, and what they wrote is left of it. Take out
what is the article's, then run one of these two:

- `briefing resolve {path} --keep` leaves their words on the page.
- `briefing resolve {path} --take` removes them.
"""


class Change(Enum):
    """What a run does to one page; the value says it of some number of pages."""

    CREATE = "created"
    UPDATE = "updated"
    MERGE = "merged"
    CONFLICT = "conflict"
    REMOVE = "removed"
    ORPHAN = "orphaned"
    GONE = "left deleted"
    BLOCKED = "blocked"
    NOTHING = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """From one state of a page to another, and what a person has to know of it."""

    change: Change
    before: PageState
    after: PageState
    problems: tuple[Problem, ...] = ()

    @property
    def path(self) -> str:
        """The page's path below the root."""
        return self.before.path


def plan(states: Mapping[str, PageState], tree: Mapping[str, str]) -> tuple[Step, ...]:
    """What makes of `states` the briefing `tree` (usual path → text), with no edit lost."""
    there = {state.path: state.id for state in states.values() if state.page is not None}
    steps = []
    for path, text in tree.items():
        page = usual_id(path)
        absent = PageState(page, path, taken_by=there.get(path, ""))
        steps.append(_plan_page(states.get(page, absent), text))
    created = [step for step in steps if step.change is Change.CREATE]
    removals = [
        _plan_removal(state, created)
        for page, state in states.items()
        if usual_path(page) not in tree and (state.base, state.conflict) != (None, None)
    ]
    own = (each for each in states.values() if _is_own(each) and usual_path(each.id) not in tree)
    steps += [Step(Change.NOTHING, state, state) for state in own]
    return (*steps, *_with_what_is_cited(removals))


def _is_own(state: PageState) -> bool:
    """Whether it is a page that a person made, and no run has anything to do with."""
    return state.page is not None and (state.base, state.conflict) == (None, None)


def _with_what_is_cited(removals: Sequence[Step]) -> Iterator[Step]:
    """`removals`, of which the source page stays as long as a page that stays cites it."""
    staying = [step.before.page or "" for step in removals if step.change is Change.ORPHAN]
    is_cited = any(f"{SOURCE}.md#" in text for text in staying)
    for step in removals:
        is_source = Path(step.before.id).name == SOURCE and step.before.page is not None
        yield Step(Change.NOTHING, step.before, step.before) if is_source and is_cited else step


def plan_withdrawal(states: Mapping[str, PageState], tree: Mapping[str, str]) -> tuple[Step, ...]:
    """What leaves of the briefing the one page in `tree`, its stub, and what people wrote.

    That is for them to look at: their pages stay without what was generated, which is kept nowhere.
    """
    ((path, stub),) = tree.items()
    page = usual_id(path)
    others = (each for each in states.values() if each.id != page)
    return (
        _plan_stub(states.get(page, PageState(page, path)), stub),
        *(_take_down(each) for each in others if (each.page, each.base) != (None, None)),
    )


def unchanged_steps(states: Mapping[str, PageState]) -> tuple[Step, ...]:
    """The steps of a briefing for which nothing new is generated, people's own pages included."""
    return tuple(
        Step(Change.NOTHING if state.page is not None else Change.GONE, state, state)
        for state in states.values()
        if state.base is not None or state.page is not None
    )


def close(state: PageState, new: str | None, *, keep: bool) -> Step:
    """What closes a conflict: to `keep` the person's words, or else to take the `new` ones."""
    if new is None:
        if keep:
            return Step(Change.NOTHING, state, _settled(state, state.page, None))
        return Step(Change.REMOVE, state, _removed(state))
    if state.page is None or state.base is None:
        text = state.page if keep else new
    else:
        merged = _merged(state, new)
        text = merged.text if keep else merged.taken
    change = Change.MERGE if text != state.page else Change.NOTHING
    return Step(change, state, _settled(state, text, new))


def _plan_page(state: PageState, new: str) -> Step:
    """What brings one page up to date."""
    if state.taken_by and state.base is None:
        return _plan_blocked(state)
    if state.page is None and state.base is None:
        state = replace(state, path=usual_path(state.id))
        return Step(Change.CREATE, state, replace(state, page=new, base=new, former=()))
    if state.page is None:
        return Step(Change.GONE, state, replace(state, conflict=None, next_base=None))
    if state.base is None:
        if is_unedited(state.page, new):
            return Step(Change.NOTHING, state, _settled(state, state.page, new))
        return _plan_without_base(state, new)
    merged = _merged(state, new)
    after = _settled(state, merged.text, new)
    if merged.conflicts:
        after = replace(
            after,
            base=state.base,
            next_base=merged.next_base if merged.next_base != state.base else None,
            conflict=describe(state.path, merged.conflicts, new),
        )
        problems = (_conflict_problem(state, merged.text, each) for each in merged.conflicts)
        return Step(Change.CONFLICT, state, after, tuple(problems))
    change = Change.UPDATE if merged.text == new else Change.MERGE
    return Step(change if merged.text != state.page else Change.NOTHING, state, after)


def _plan_stub(state: PageState, stub: str) -> Step:
    if state.page is None or (state.base is None and state.conflict is None):
        return _plan_page(replace(state, base=None), stub)
    if state.base == stub:  # people have decided
        return _plan_page(state, stub)
    text = by_people(state.page, state.base, stub) if state.base is not None else state.page
    if is_unedited(text, stub):
        change = Change.UPDATE if text != state.page else Change.NOTHING
        return Step(change, state, _settled(state, text, stub))
    return _undecided(state, text, Change.CONFLICT)


def _take_down(state: PageState) -> Step:
    """What becomes of another page than the overview."""
    if state.page is None:
        return Step(Change.GONE, state, _removed(state))
    if _is_own(state):
        return Step(Change.NOTHING, state, state)
    text = state.page
    if state.base is not None:
        bare, _ = top_and_rest(state.base)
        text = bare if is_unedited(text, state.base) else by_people(text, state.base, bare)
        if is_unedited(text, bare):
            return Step(Change.REMOVE, state, _removed(state))
    return _undecided(state, text, Change.ORPHAN)


def _undecided(state: PageState, text: str, change: Change) -> Step:
    """The step to the `text` that people wrote, who have to decide on it."""
    message = "the article was withdrawn; what people had written on this page stays"
    fix = f"take out what is the article's, then: briefing resolve {state.path} --keep, or --take"
    conflict = _TO_DECIDE.format(path=state.path)
    problem = Problem(state.path, 0, "withdrawn", message, fix)
    return Step(change, state, replace(_settled(state, text, None), conflict=conflict), (problem,))


def _settled(state: PageState, page: str | None, base: str | None) -> PageState:
    """`state` with these texts, and nothing to decide."""
    former = _former(state)
    return replace(state, page=page, base=base, former=former, conflict=None, next_base=None)


def _removed(state: PageState, page: str | None = None) -> PageState:
    """`state` of a page that is no longer generated; `page` is what a person made of it."""
    former = _with_overview(state)
    return replace(state, page=page, base=None, former=former, conflict=None, next_base=None)


def _plan_blocked(state: PageState) -> Step:
    message = f"the page '{state.taken_by}' was put in the place of the page '{state.id}'"
    fix = f"give this file another name, then run again; its id keeps it the page {state.taken_by}"
    problem = Problem(state.path, 0, "blocked", message, fix)
    return Step(Change.BLOCKED, state, state, (problem,))


def _plan_without_base(state: PageState, new: str) -> Step:
    """What becomes of a page of which only a person can tell what a person wrote."""
    path, file = state.path, conflict_file(state.id)
    message = "it is not known what was generated for this page, so it is left as it is"
    fix = f"compare it with {file}, then: briefing resolve {path} --keep, or --take"
    problem = Problem(path, 0, "base", message, fix)
    after = replace(_settled(state, state.page, None), conflict=describe(path, (), new))
    return Step(Change.CONFLICT, state, after, (problem,))


def _merged(state: PageState, new: str) -> Merged:
    try:
        return merge(state.next_base or state.base or "", state.page or "", new)
    except ArticleError as error:
        raise ArticleError(
            *(replace(problem, path=state.path) for problem in error.problems)
        ) from error


def _conflict_problem(state: PageState, text: str, conflict: Conflict) -> Problem:
    """What to say of a `conflict` on the page with this `text`."""
    text, words = normalised(text), normalised(conflict.page).strip()
    line, message = 0, "a person deleted what the compiler now changes; it stays deleted"
    if words:
        message = (
            "a person and the compiler changed this differently; the page has the person's words"
        )
        line = text.count("\n", 0, text.index(words)) + 1 if words in text else 0
    fix = f"see {conflict_file(state.id)}, then: briefing resolve {state.path} --keep, or --take"
    return Problem(state.path, line, "conflict", message, fix)


def _plan_removal(state: PageState, created: Sequence[Step]) -> Step:
    """What becomes of a page that the article no longer gives."""
    if state.page is None and state.base is not None and not state.leaves:
        return Step(Change.GONE, state, replace(state, conflict=None, next_base=None))
    if state.page is None or state.base is None:
        return Step(Change.GONE, state, _removed(state, state.page))
    if is_unedited(state.page, state.base):
        return Step(Change.REMOVE, state, _removed(state))
    message, fix = orphaned(state.path)
    if heirs := [step for step in created if _share(state.base, step.after.page or "") >= _MUCH]:
        name = Path(state.id).name
        fix += (
            f". {heirs[0].path} is new and says much of the same: if it is the same theme, give "
            f"the theme the id '{name}' again, and split again"
        )
    problem = Problem(state.path, 0, "orphan", message, fix)
    return Step(Change.ORPHAN, state, _settled(state, state.page, state.base), (problem,))


def orphaned(path: str) -> tuple[str, str]:
    """What to say of the page at `path`, which the article no longer gives, and what to do."""
    message = "the article no longer gives this page, which a person edited; it stays"
    return message, f"briefing resolve {path} --keep makes it a page of your own, --take removes it"


def _share(old: str, new: str) -> float:
    """How much of the page `old` is in `new` too, by blocks: 0 to 1."""
    one, two = (
        {block.key for block in page_blocks(front_matter_and_body(normalised(text))[1])}
        for text in (old, new)
    )
    return len(one & two) / max(1, len(one))


def _former(state: PageState) -> tuple[str, ...]:
    """The paths that the page has had, with where it is now as the last."""
    had = state.former or (usual_path(state.id),)
    paths = (*(path for path in had if path != state.path), state.path)
    return paths if len(paths) > 1 else ()


def _with_overview(state: PageState) -> tuple[str, ...]:
    """The paths of a page that goes, with the overview, to which they redirect, as the last."""
    return (*(_former(state) or (state.path,)), usual_path(f"{Path(state.id).parent}/{OVERVIEW}"))

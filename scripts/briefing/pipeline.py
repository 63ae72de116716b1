"""The order of the steps from an article to its pages: pure, but for reading the templates."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.article.model import Article, Passage
from briefing.article.notes import read_notes
from briefing.article.source_lock import SourceLock, check_lock
from briefing.article.split import split_article
from briefing.classify.assignment import Assignment
from briefing.classify.classify import classify
from briefing.pages.compose import compose
from briefing.pages.passages import page_by_people
from briefing.pages.render import render
from briefing.project import TEMPLATES


def assign(article: Article, *, forced: bool = False) -> tuple[Assignment, ...]:
    """Every passage of `article` with its theme; with `forced`, none goes to the context.

    Raises ArticleError for a pin or an as-of range that matches no passage.
    """
    return classify(article, split_article(article), forced=forced)


def compile_article(
    article: Article,
    templates: Path = TEMPLATES,
    files: Mapping[str, str] | None = None,
    lock: SourceLock | None = None,
    passages: Sequence[Passage] = (),
    notes: Mapping[str, bytes | None] | None = None,
    earlier: Sequence[Mapping[str, str]] = (),
    on_disk: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The pages of the article's briefing: usual path below the root → text.

    `files` names the theme pages that people have renamed, as `compose` takes them; `lock` is that
    of its source; `passages` are those of the article, where they are known; `notes` are the files
    of its notes by path; `earlier` says of earlier versions, the oldest first, where their passages
    stand now (see article/last_version.py); `on_disk` are the texts of the pages of themes as
    they are now, by id. Raises ArticleError where article and source do not
    have the same paragraphs, or where a note is not sound.
    """
    if article.withdrawn:
        return render(compose(article, (), {}, None, ()), templates)
    passages = passages or split_article(article)
    if lock:
        check_lock(lock, article, passages)
    named = [each for each in passages if each.address]
    addresses = {f"{name}" for each in named for name in (each.address, f"¶{each.paragraph}")}
    added = read_notes(notes or {}, addresses)
    assignments = classify(article, passages)
    by_people = {name: page_by_people(text) for name, text in (on_disk or {}).items()}
    composed = compose(article, assignments, files or {}, lock, added, earlier, by_people)
    return render(composed, templates)

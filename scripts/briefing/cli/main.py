"""The command `briefing`: the commands that write (add, split, resolve, build), explain and serve.

A command imports what it needs when it runs: `briefing --help` must not wait for numpy.
"""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import __version__
from briefing.cli.check import check, rules, source, stale
from briefing.cli.shared import (
    PROBLEMS_FOUND,
    Commands,
    common,
    print_problems,
    print_result,
    progress,
    table,
    today_option,
)
from briefing.errors import BriefingError, Problem
from briefing.project import article_files, find_root, read_bytes
from briefing.workers import collect_rarely

if TYPE_CHECKING:
    from briefing.article.model import Article
    from briefing.merge.plan import Step
    from briefing.run import Outcome

_CASE = re.compile(r"(?P<page>.+?):(?P<line>\d+)(?::(?P<address>¶[\d.,¶ –-]+))?")
"""What names an open case: a page, a line, and the address of a citation there."""
_SHOWN = "docs/", "articles/"
_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Split a long article into themed briefing pages, and build the site that shows them."""
    collect_rarely()


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def add(file: Path, root: Path | None, quiet: bool) -> None:
    """Take a plain text or Markdown FILE as a new article, ready to fill in."""
    from briefing.article.add import add as make_article
    from briefing.article.add import outline
    from briefing.merge.write import write_text

    slug, text = make_article(read_bytes(file), file.as_posix())
    root = find_root(root)
    target = root / "articles" / f"{slug}.md"
    if target.exists():
        fix = "rename your file, or edit the article that is there"
        raise BriefingError(Problem(target.as_posix(), 0, "exists", "exists already", fix))
    write_text(root, target, text)
    print_result(quiet, f"{target}: {outline(text)}")
    print_result(quiet, f"Fill in the themes at its top, then run: briefing split {slug}")


@main.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@common
@click.pass_context
def split(
    ctx: click.Context, slugs: tuple[str, ...], dry_run: bool, root: Path | None, quiet: bool
) -> None:
    """Turn articles into pages in docs/; all of them where no SLUG is given."""
    outcomes = _split(find_root(root), slugs, quiet=quiet, dry_run=dry_run)
    if any(outcome.problems for outcome in outcomes):
        ctx.exit(PROBLEMS_FOUND)


@main.command()
@click.argument("page")
@click.option("--keep", is_flag=True, help="Leave a person's words as they are.")
@click.option("--take", is_flag=True, help="Put the new words in their place.")
@common
def resolve(page: str, keep: bool, take: bool, root: Path | None, quiet: bool) -> None:
    """Decide on PAGE, of which a split has said that a person has to.

    With PAGE:LINE, keep a statement whose passage changed: it is right as it stands. Where a line
    has several, name the passage: PAGE:LINE:¶4.1.
    """
    from briefing.run import resolve as decide
    from briefing.run import resolve_case

    if keep == take:
        raise click.UsageError("say either --keep or --take")
    if found := _CASE.fullmatch(page):
        if take:
            fix = "there is nothing to take: edit the statement, or say --keep"
            raise click.UsageError(fix)
        resolve_case(find_root(root), found["page"], int(found["line"]), found["address"] or "")
        print_result(quiet, f"{page}: kept")
        return
    step = decide(find_root(root), page, keep=keep)
    print_result(quiet, f"{step.path}: {'kept' if keep else 'taken'}")


@main.command()
@click.argument("article", metavar="SLUG|FILE")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="For machines; its schema is scripts/briefing/cli/explain.schema.json.",
)
@click.option("--no-context", is_flag=True, help="Force every passage into a declared theme.")
@common
def explain(article: str, as_json: bool, no_context: bool, root: Path | None, quiet: bool) -> None:
    """Show every passage of an article, its theme, and why."""
    from briefing.article.read import read
    from briefing.classify.assignment import explanation, explanation_rows
    from briefing.pipeline import assign

    file = Path(article)
    if not file.is_file():
        file = article_files(find_root(root), [article])[0]
    found = read(file)
    assignments = assign(found, forced=no_context)
    if as_json:
        click.echo(json.dumps(explanation(found, assignments), ensure_ascii=False, indent=2))
    else:
        click.echo(table(list(explanation_rows(assignments))))


@main.command()
@today_option
@common
@click.pass_context
def build(ctx: click.Context, today: datetime | None, root: Path | None, quiet: bool) -> None:
    """Split, then build the site into site/. With --today, pages due for review say so."""
    from briefing.site.build import build as build_site

    root = find_root(root)
    articles = _split_and_read(ctx, root, quiet)
    day = today.date().isoformat() if today else ""
    pages = build_site(root, articles, root / "site", day)
    print_result(quiet, f"The site has {pages} pages; open {root / 'site' / 'index.html'}")


def _host_and_port(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        message = f"{value!r} is no HOST:PORT, such as 127.0.0.1:8000"
        raise click.BadParameter(message, ctx, param)
    return host, int(port)


@main.command()
@click.option(
    "--address",
    callback=_host_and_port,
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
)
@common
@click.pass_context
def serve(ctx: click.Context, address: tuple[str, int], root: Path | None, quiet: bool) -> None:
    """Split, then show the site, rebuilt whenever a page in docs/ changes."""
    from briefing.site.build import serve as serve_site

    root = find_root(root)
    serve_site(root, _split_and_read(ctx, root, quiet), *address)


def _split_and_read(ctx: click.Context, root: Path, quiet: bool) -> "list[Article]":
    from briefing.article.read import read

    outcomes = _split(root, (), quiet=quiet, dry_run=False)
    if any(outcome.problems and not outcome.steps for outcome in outcomes):
        ctx.exit(PROBLEMS_FOUND)
    return [read(file, file.relative_to(root).as_posix()) for file in article_files(root)]


def _split(root: Path, slugs: Sequence[str], *, quiet: bool, dry_run: bool) -> "list[Outcome]":
    """Split the articles; print what is done to each page as it happens, and a summary."""
    from briefing.merge.plan import Change
    from briefing.run import remove_orphans, split_articles, update_log

    told_by_a_problem = (Change.CONFLICT, Change.ORPHAN, Change.GONE, Change.BLOCKED)
    files = article_files(root, slugs)
    running = split_articles(root, files, dry_run=dry_run)
    orphans = () if slugs else remove_orphans(root, files, dry_run=dry_run)
    outcomes = []
    articles = progress(running, len(files), "Splitting articles")
    for outcome in chain(articles, orphans, update_log(root, dry_run=dry_run)):
        outcomes.append(outcome)
        print_problems(outcome.problems)
        for step in outcome.steps:
            if dry_run and not quiet:
                _print_diff(step.path, step.before.page, step.after.page)
            elif step.change not in (Change.NOTHING, *told_by_a_problem):
                print_result(quiet, f"{step.path}: {step.change.value}")
        for change in chain.from_iterable(outcome.changes):
            if change.path.startswith(_SHOWN) and change.before != change.after:
                if dry_run and not quiet:
                    before, after = (
                        (text or b"").decode() for text in (change.before, change.after)
                    )
                    _print_diff(change.path, before, after)
                else:
                    what = "addresses" if outcome.slug else "entries"
                    print_result(quiet, f"{change.path}: {what} updated")
    steps = [step for outcome in outcomes for step in outcome.steps]
    print_result(quiet, f"Pages: {_summary(steps)}")
    if moved := sum(outcome.moved for outcome in outcomes):
        citations = "1 citation" if moved == 1 else f"{moved} citations"
        print_result(quiet, f"{citations} moved with their passages")
    return outcomes


def _summary(steps: "Iterable[Step]") -> str:
    """How many pages had which change: `3 updated, 1 merged, 2 conflicts, 12 unchanged`."""
    from briefing.merge.plan import Change

    counts = Counter(step.change for step in steps)
    several = {Change.CONFLICT: "conflicts"} if counts[Change.CONFLICT] > 1 else {}
    parts = [f"{counts[each]} {several.get(each, each.value)}" for each in Change if counts[each]]
    return ", ".join(parts) or "none"


def _print_diff(path: str, before: str | None, after: str | None) -> None:
    """Print how the text of a file changes as a unified diff; nothing if it does not."""
    from briefing.markdown.blocks import normalised

    old, new = (normalised(text or "").split("\n") for text in (before, after))
    one, two = (path if text is not None else "/dev/null" for text in (before, after))
    for number, line in enumerate(difflib.unified_diff(old, new, one, two, lineterm="")):
        is_head = number < 2
        colour = None if is_head else _DIFF_COLOURS.get(line[:1])
        click.secho(line, bold=is_head or None, fg=colour)


for command in (check, rules, stale, source):
    main.add_command(command)

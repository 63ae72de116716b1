"""The commands that say what is so: check, rules, stale and source."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.shared import (
    PROBLEMS_FOUND,
    Commands,
    common,
    print_problems,
    print_result,
    today_option,
)
from briefing.errors import BriefingError, Problem
from briefing.project import article_files, find_root, lock_file, read_bytes

if TYPE_CHECKING:
    from briefing.article.model import Article
    from briefing.checks.run import Found

_SEVERITIES = {"error": "red", "warning": "yellow", "info": "cyan", "unchecked": "magenta"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="For people, for the annotations of a pull request, or for machines.",
)
@click.option("--fix", is_flag=True, help="First mend what has one right answer.")
@click.option(
    "--all", "every", is_flag=True, help="Also list, not only count, what could not be checked."
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also check against FILE, the text that an article is about.",
)
@click.option("--slug", help="The article that FILE is about; else as for `source verify`.")
@click.option(
    "--since", metavar="REVISION", help="Also: is every change of a published figure logged?"
)
@common
@click.pass_context
def check(
    ctx: click.Context, paths: tuple[str, ...], form: str, fix: bool, every: bool,
    source: Path | None, slug: str | None, since: str | None, root: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Say what is wrong with the pages in docs/; all of them where no PATH is given."""
    from briefing.checks.run import check as check_pages

    if slug and not source:
        raise click.UsageError("--slug names the article that the FILE of --source is about")
    root = find_root(root)
    if fix:
        from briefing.checks.run import repair

        for path in repair(root, paths):
            print_result(quiet or form != "text", f"{path}: mended")
    found = check_pages(root, paths)
    if since:
        from briefing.checks.run import check_since

        found = found.and_also(check_since(root, since))
    if source:
        from briefing.checks.run import check_source

        article, text = _article_and_source(root, source, slug)
        found = found.and_also(check_source(root, article.slug, text, source.as_posix()))
    _print_found(found, form, every=every, quiet=quiet)
    if found.has_errors:
        ctx.exit(PROBLEMS_FOUND)


def _print_found(found: "Found", form: str, *, every: bool, quiet: bool) -> None:
    """Print what was `found`, in the `form` asked for, then a summary.

    What could not be checked in a line is only counted, unless `every` problem is asked for.
    """
    from briefing.checks import report

    if form == "json":
        click.echo(report.as_json(found.problems, len(found.contents)))
        return
    listed = (each for each in found.problems if each.severity != "unchecked" or not each.line)
    shown = found.problems if every else list(listed)
    for line in report.github(shown) if form == "github" else ():
        click.echo(line)
    for problem in shown if form == "text" else ():
        first, *rest = report.text(problem, found.contents).split("\n")
        click.secho(first, fg=_SEVERITIES[problem.severity])
        click.echo("\n".join([*rest, ""]))
    all_checked = all(each.severity != "unchecked" for each in found.problems)
    print_result(quiet and all_checked, report.summary(found.problems, len(found.contents)))


@click.command()
@today_option
@common
def stale(today: datetime | None, root: Path | None, quiet: bool) -> None:
    """List the pages whose review is due, and notes whose source was looked at a year ago."""
    from briefing.checks.load import load
    from briefing.checks.rules.ageing import stale as due
    from briefing.project import read_folders

    day = (today or datetime.now()).date()
    count = 0
    for folder in read_folders(find_root(root)):
        for each in due(load(folder), day):
            click.echo(each)
            count += 1
    print_result(quiet, f"{count} due on {day}")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="A list, or the page docs/rules.md.",
)
@common
def rules(form: str, root: Path | None, quiet: bool) -> None:
    """List what `briefing check` looks for."""
    from briefing.checks.report import rules_page
    from briefing.checks.rules import FAMILIES, RULES

    if form == "markdown":
        click.echo(rules_page(RULES, FAMILIES), nl=False)
        return
    for rule in RULES:
        click.echo(f"{rule.code}  {rule.severity:<8} {rule.name}: {rule.reason}")


@click.group(cls=Commands)
def source() -> None:
    """Tell by a lock, which holds no text, whether a copy is the text that was worked from."""


_file = click.argument("file", type=click.Path(path_type=Path))
_slug = click.option("--slug", help="The article; else the only one, or the one named like FILE.")


@source.command()
@_file
@_slug
@common
def lock(file: Path, slug: str | None, root: Path | None, quiet: bool) -> None:
    """Write the lock of FILE, the text that an article is about, beside the article."""
    from briefing.article.source_lock import dump_lock, make_lock
    from briefing.merge.write import write_text

    root = find_root(root)
    article, text = _article_and_source(root, file, slug)
    made = make_lock(text, article.language, article.author, article.title)
    target = lock_file(root, article.slug)
    write_text(root, target, dump_lock(made))
    print_result(quiet, f"{target}: {len(made.paragraphs)} paragraphs, none of their text")


@source.command()
@_file
@_slug
@common
@click.pass_context
def verify(
    ctx: click.Context, file: Path, slug: str | None, root: Path | None, quiet: bool
) -> None:
    """Say paragraph by paragraph whether FILE is the text that was worked from."""
    from briefing.article.source_lock import compare, is_whole, parse_lock, summary

    root = find_root(root)
    article, text = _article_and_source(root, file, slug)
    locked = lock_file(root, article.slug)
    if not locked.is_file():
        fix = "make it from the text that was worked from: briefing source lock FILE"
        raise BriefingError(Problem(locked.as_posix(), 0, "source-lock", "does not exist", fix))
    known = parse_lock(read_bytes(locked), locked.as_posix())
    verdicts = compare(known, text, article.language, article.author)
    problems = [each.problem(file.as_posix()) for each in verdicts]
    print_problems(problem for problem in problems if problem)
    print_result(quiet, f"{file}: {summary(verdicts)}")
    if any(problems):
        ctx.exit(PROBLEMS_FOUND)
    if not is_whole(known, text):
        print_result(quiet, "What is no paragraph (headings, byline, biography) differs.")


def _article_and_source(root: Path, file: Path, slug: str | None) -> "tuple[Article, str]":
    """The article with this `slug`, else the one that `file` is about; and the text in `file`."""
    from briefing.article.add import read_manuscript
    from briefing.article.read import read

    files = article_files(root)
    only = files[0].stem if len(files) == 1 else file.stem
    path = article_files(root, [slug or only])[0]
    article = read(path, path.relative_to(root).as_posix())
    return article, read_manuscript(read_bytes(file), file.as_posix()).text

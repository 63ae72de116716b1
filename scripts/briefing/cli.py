"""Arguments in, exit code out. The only room that prints, and that catches BriefingError.

A command imports what it needs when it runs: `briefing --help` must not wait for numpy.
"""

import errno
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__
from briefing.errors import BriefingError, Problem
from briefing.project import article_files, find_root, lock_file, read_bytes

if TYPE_CHECKING:
    from briefing.batch import Outcome
    from briefing.model import Article

_PROBLEMS_FOUND = 1
_SEVERITIES = {"error": "red", "warning": "yellow", "info": "cyan", "unchecked": "magenta"}


class _Commands(click.Group):
    """A group whose commands answer a BriefingError with its problems and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            _complain(error.problems)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when nobody reads on
            _complain(
                [Problem(str(error.filename or "-"), 0, "disk", error.strerror or str(error))]
            )
            ctx.exit(BriefingError.exit_code)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command has."""
    folder = click.Path(path_type=Path)
    root = "The project's folder; else the nearest one upwards with a mkdocs.yml."
    colour = click.Choice(["auto", "always", "never"])
    for option in (
        click.option("--root", type=folder, metavar="DIR", help=root),
        click.option("--quiet", is_flag=True, help="Say only what is wrong."),
        click.option(
            "--color", type=colour, default="auto", expose_value=False, callback=_set_colour,
            help="Colour what is said; auto: on a terminal.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def _set_colour(ctx: click.Context, _: click.Parameter, value: str) -> None:
    ctx.color = {"always": True, "never": False}.get(value)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Split a long article into themed briefing pages, and build the site that shows them."""


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_common
def add(file: Path, root: Path | None, quiet: bool) -> None:
    """Take a plain text or Markdown FILE as a new article, ready to fill in."""
    from briefing.add import add as make_article
    from briefing.add import outline
    from briefing.write import write_text

    slug, text = make_article(read_bytes(file), file.as_posix())
    root = find_root(root)
    target = root / "articles" / f"{slug}.md"
    if target.exists():
        fix = "rename your file, or edit the article that is there"
        raise BriefingError(Problem(target.as_posix(), 0, "exists", "exists already", fix))
    write_text(root, target, text)
    _say(quiet, f"{target}: {outline(text)}")
    _say(quiet, f"Fill in the themes at its top, then run: briefing split {slug}")


@main.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@_common
@click.pass_context
def split(
    ctx: click.Context, slugs: tuple[str, ...], dry_run: bool, root: Path | None, quiet: bool
) -> None:
    """Turn articles into pages in docs/; all of them where no SLUG is given."""
    outcomes = _split(find_root(root), slugs, quiet=quiet, dry_run=dry_run)
    if any(outcome.problems for outcome in outcomes):
        ctx.exit(_PROBLEMS_FOUND)


@main.command()
@click.argument("page")
@click.option("--keep", is_flag=True, help="Leave a person's words as they are.")
@click.option("--take", is_flag=True, help="Put the new words in their place.")
@_common
def resolve(page: str, keep: bool, take: bool, root: Path | None, quiet: bool) -> None:
    """Decide on PAGE, of which a split has said that a person has to."""
    from briefing.resolve import resolve as decide

    if keep == take:
        raise click.UsageError("say either --keep or --take")
    step = decide(find_root(root), page, keep=keep)
    _say(quiet, f"{step.path}: {'kept' if keep else 'taken'}")


@main.command()
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
    "--source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also check against FILE, the text that an article is about.",
)
@click.option("--slug", help="The article that FILE is about; else as for `source verify`.")
@click.option(
    "--since", metavar="REVISION", help="Also: is every change of a published figure logged?"
)
@_common
@click.pass_context
def check(
    ctx: click.Context, paths: tuple[str, ...], form: str, fix: bool, source: Path | None,
    slug: str | None, since: str | None, root: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Say what is wrong with the pages in docs/; all of them where no PATH is given."""
    from briefing.checks import report
    from briefing.checks.run import check as check_pages

    root = find_root(root)
    if fix:
        from briefing.checks.repair import repair

        for path in repair(root, paths):
            _say(quiet, f"{path}: mended")
    found = check_pages(root, paths)
    if since:
        from briefing.checks.run import check_since

        found = found.and_also(check_since(root, since))
    if source:
        from briefing.add import text_of
        from briefing.checks.run import check_source

        article = _article_of(root, source, slug)
        _, text = text_of(read_bytes(source), source.as_posix())
        found = found.and_also(check_source(root, article.slug, text, source.as_posix()))
    if form == "json":
        click.echo(report.as_json(found.problems, found.files))
    elif form == "github":
        for line in report.github(found.problems):
            click.echo(line)
    else:
        for problem in found.problems:
            first, *rest = report.text(problem, found.contents).split("\n")
            click.secho(first, fg=_SEVERITIES[problem.severity])
            click.echo("\n".join([*rest, ""]))
        _say(quiet, report.summary(found.problems, found.files))
    if found.has_errors:
        ctx.exit(_PROBLEMS_FOUND)


_today = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Such as 2026-03-31."
)


@main.command()
@_today
@_common
def stale(today: datetime | None, root: Path | None, quiet: bool) -> None:
    """List the pages whose review is due, and notes whose source was looked at a year ago."""
    from briefing.checks.freshness import stale_pages
    from briefing.checks.gather import gather
    from briefing.checks.load import load

    day = (today or datetime.now()).date()
    count = 0
    for folder in gather(find_root(root)):
        for path, each in stale_pages(load(folder), day):
            click.echo(f"{path}:{each.line}: {each.what}, {each.since}")
            count += 1
    _say(quiet, f"{count} due on {day}")


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="A list, or the page docs/rules.md.",
)
@_common
def rules(form: str, root: Path | None, quiet: bool) -> None:
    """List what `briefing check` looks for."""
    from briefing.checks.describe import markdown
    from briefing.checks.rules import RULES

    if form == "markdown":
        click.echo(markdown(RULES), nl=False)
        return
    for rule in RULES:
        click.echo(f"{rule.code}  {rule.severity:<8} {rule.name}: {rule.reason}")


@main.command()
@click.argument("article", metavar="SLUG|FILE")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="For machines; its schema is scripts/briefing/schemas/explain.schema.json.",
)
@click.option("--no-context", is_flag=True, help="Force every passage into a declared theme.")
@_common
def explain(article: str, as_json: bool, no_context: bool, root: Path | None, quiet: bool) -> None:
    """Show every passage of an article, its theme, and why."""
    from briefing.console import table
    from briefing.explain import account, rows
    from briefing.pipeline import assign
    from briefing.read import read

    file = Path(article)
    if not file.is_file():
        file = article_files(find_root(root), [article])[0]
    found = read(file)
    assignments = assign(found, forced=no_context)
    if as_json:
        click.echo(json.dumps(account(found, assignments), ensure_ascii=False, indent=2))
    else:
        click.echo(table(list(rows(assignments))))


@main.group(cls=_Commands)
def source() -> None:
    """Tell by a lock, which holds no text, whether a copy is the text that was worked from."""


_file = click.argument("file", type=click.Path(path_type=Path))
_slug = click.option("--slug", help="The article; else the only one, or the one named like FILE.")


@source.command()
@_file
@_slug
@_common
def lock(file: Path, slug: str | None, root: Path | None, quiet: bool) -> None:
    """Write the lock of FILE, the text that an article is about, beside the article."""
    from briefing.add import text_of
    from briefing.source import dump
    from briefing.source import lock as make_lock
    from briefing.write import write_text

    root = find_root(root)
    article = _article_of(root, file, slug)
    _, text = text_of(read_bytes(file), file.as_posix())
    made = make_lock(text, article.language, article.author, article.title)
    target = lock_file(root, article.slug)
    write_text(root, target, dump(made))
    _say(quiet, f"{target}: {len(made.paragraphs)} paragraphs, none of their text")


@source.command()
@_file
@_slug
@_common
@click.pass_context
def verify(
    ctx: click.Context, file: Path, slug: str | None, root: Path | None, quiet: bool
) -> None:
    """Say paragraph by paragraph whether FILE is the text that was worked from."""
    from briefing.add import text_of
    from briefing.compare import compare, is_whole, summary
    from briefing.source import parse as parse_lock

    root = find_root(root)
    article = _article_of(root, file, slug)
    locked = lock_file(root, article.slug)
    if not locked.is_file():
        fix = "make it from the text that was worked from: briefing source lock FILE"
        raise BriefingError(Problem(locked.as_posix(), 0, "source-lock", "does not exist", fix))
    known = parse_lock(read_bytes(locked), locked.as_posix())
    _, text = text_of(read_bytes(file), file.as_posix())
    verdicts = compare(known, text, article.language, article.author)
    problems = [each.problem(file.as_posix()) for each in verdicts]
    _complain([problem for problem in problems if problem])
    _say(quiet, f"{file}: {summary(verdicts)}")
    if any(problems):
        ctx.exit(_PROBLEMS_FOUND)
    if not is_whole(known, text):
        _say(quiet, "What is no paragraph (headings, byline, biography) differs.")


def _article_of(root: Path, file: Path, slug: str | None) -> "Article":
    from briefing.read import read

    files = article_files(root)
    only = files[0].stem if len(files) == 1 else file.stem
    path = article_files(root, [slug or only])[0]
    return read(path, path.relative_to(root).as_posix())


@main.command()
@_today
@_common
@click.pass_context
def build(ctx: click.Context, today: datetime | None, root: Path | None, quiet: bool) -> None:
    """Split, then build the site into site/. With --today, pages due for review say so."""
    from briefing.build import build as build_site

    root = find_root(root)
    articles = _split_and_read(ctx, root, quiet)
    day = today.date().isoformat() if today else ""
    pages = build_site(root, articles, root / "site", day)
    _say(quiet, f"The site has {pages} pages; open {root / 'site' / 'index.html'}")


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
@_common
@click.pass_context
def serve(ctx: click.Context, address: tuple[str, int], root: Path | None, quiet: bool) -> None:
    """Split, then show the site, rebuilt whenever a page in docs/ changes."""
    from briefing.build import serve as serve_site

    root = find_root(root)
    serve_site(root, _split_and_read(ctx, root, quiet), *address)


def _split_and_read(ctx: click.Context, root: Path, quiet: bool) -> "list[Article]":
    from briefing.read import read

    outcomes = _split(root, (), quiet=quiet, dry_run=False)
    if any(outcome.problems and not outcome.steps for outcome in outcomes):
        ctx.exit(_PROBLEMS_FOUND)
    return [read(file, file.relative_to(root).as_posix()) for file in article_files(root)]


def _split(root: Path, slugs: Sequence[str], *, quiet: bool, dry_run: bool) -> "list[Outcome]":
    """Split the articles, saying for each what happens as it happens."""
    from briefing.batch import remove_orphans, split_articles
    from briefing.console import progress
    from briefing.report import SILENT, diff, summary

    files = article_files(root, slugs)
    running = split_articles(root, files, dry_run=dry_run)
    orphans = () if slugs else remove_orphans(root, files, dry_run=dry_run)
    outcomes = []
    for outcome in chain(progress(running, len(files), "Splitting articles"), orphans):
        outcomes.append(outcome)
        _complain(outcome.problems)
        for step in outcome.steps:
            if dry_run and not quiet:
                _show(diff(step))
            elif step.change not in SILENT:
                _say(quiet, f"{step.path}: {step.change.value}")
    steps = [step for outcome in outcomes for step in outcome.steps]
    _say(quiet, f"Pages: {summary(steps)}")
    return outcomes


_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def _show(diff: Iterable[str]) -> None:
    for number, line in enumerate(diff):
        bold = number < 2
        click.secho(line, bold=bold or None, fg=None if bold else _DIFF_COLOURS.get(line[:1]))


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.secho(str(problem), err=True, fg="red")


def _say(quiet: bool, message: str) -> None:
    if not quiet:
        click.echo(message)

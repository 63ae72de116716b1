"""What the commands share: their options, how they print, and how they answer an error."""

import errno
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from briefing.errors import BriefingError, Problem

Item = TypeVar("Item")
PROBLEMS_FOUND, INTERRUPTED = 1, 130
"""The exit codes of a command that ran, and found problems; of one that Ctrl-C ended."""


class Commands(click.Group):
    """A group of commands that answer a BriefingError with its problems and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print an error of the project or of the disk, and exit."""
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            print_problems(error.problems)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when nobody reads on
            where, message = str(error.filename or "standard output"), error.strerror or str(error)
            fix = "free the place, or the permission, and run again"
            print_problems([Problem(where, 0, "disk", message, fix)])
            ctx.exit(BriefingError.exit_code)


def common(command: Callable[..., None]) -> Callable[..., None]:
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


today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Such as 2026-03-31."
)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print what is wrong, a line each, on standard error."""
    for problem in problems:
        click.secho(str(problem), err=True, fg="red")


def print_result(quiet: bool, message: str) -> None:
    """Print a result, unless only problems are asked for."""
    if not quiet:
        click.echo(message)


def table(rows: Sequence[Sequence[str]]) -> str:
    """`rows` as a table, the first of them its head; the last column is cut to what fits."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 250, color_system=None)
    grid = Table(box=None, pad_edge=False, expand=True)
    for name in rows[0][:-1]:
        grid.add_column(name, no_wrap=True, max_width=32, overflow="ellipsis")
    grid.add_column(rows[0][-1], no_wrap=True, ratio=1, min_width=24, overflow="ellipsis")
    for row in rows[1:]:
        grid.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(grid)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def progress(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Yield `items`; on a terminal, a bar shows how many of `total` are done, and then goes."""
    if not sys.stderr.isatty() or total < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(items, what, total, console=console, transient=True, show_speed=False)

"""What every command has: its options, its words, its answer to an error.

The only room that prints, with the commands, and that catches BriefingError.
"""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from briefing.errors import BriefingError, Problem

PROBLEMS_FOUND = 1


class Commands(click.Group):
    """A group whose commands answer a BriefingError with its problems and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of the project or of the disk is told in its words."""
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            complain(error.problems)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when nobody reads on
            complain([Problem(str(error.filename or "-"), 0, "disk", error.strerror or str(error))])
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


def complain(problems: Sequence[Problem]) -> None:
    """Say what is wrong, a line each, on standard error."""
    for problem in problems:
        click.secho(str(problem), err=True, fg="red")


def say(quiet: bool, message: str) -> None:
    """Say a result, unless only problems are asked for."""
    if not quiet:
        click.echo(message)

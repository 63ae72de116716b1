"""What a terminal shows beyond plain lines: tables and progress. The only importer of rich."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def table(rows: Sequence[Sequence[str]]) -> str:
    """`rows` as a table, the first of them its head; the last column is cut to what fits."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 250, color_system=None)
    drawn = Table(box=None, pad_edge=False, expand=True)
    for name in rows[0][:-1]:
        drawn.add_column(name, no_wrap=True, max_width=32, overflow="ellipsis")
    drawn.add_column(rows[0][-1], no_wrap=True, ratio=1, min_width=24, overflow="ellipsis")
    for row in rows[1:]:
        drawn.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def progress(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Yield `items`, with a bar on a terminal that goes when they are done."""
    if not sys.stderr.isatty() or total < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        items, what, total, console=Console(stderr=True), transient=True, show_speed=False
    )

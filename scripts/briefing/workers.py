"""Spreads work over several processes where there is much of it."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from briefing.errors import BriefingError, Problem

Work = TypeVar("Work")
Made = TypeVar("Made")
_ENOUGH = 8
"""Pieces of work from which on a second process repays its start."""
_MOST = 4
"""Processes. Each takes about 90 MB."""


def spread(do: Callable[[Work], Made], works: Sequence[Work]) -> Iterator[Made]:
    """What `do` makes of each of `works`, in order. Raises BriefingError if a process is ended."""
    count = min(os.cpu_count() or 1, _MOST, len(works))
    if len(works) < _ENOUGH or count < 2:
        yield from map(do, works)
        return
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context  # 20 ms that one article does not need

    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(count, context, initializer=_start_worker) as pool:
            with _without_interrupts():
                made = pool.map(do, works, chunksize=4)
            yield from made
    except BrokenProcessPool as error:
        fix = "free memory and run again; what is done stays done"
        problem = Problem("articles", 0, "workers", "a worker process was ended from outside", fix)
        raise BriefingError(problem) from error


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let the processes that are started here never see Ctrl-C: this one stops them.

    Here it comes as soon as they are started.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def collect_rarely() -> None:
    """Look for unused values in cycles, of which reading makes few, after more new values.

    As often as Python does by itself, it takes a twentieth of the time of a check.
    """
    gc.set_threshold(50_000)


def _start_worker() -> None:
    """In a worker: do not outlive a run that is killed, which could no longer stop it."""
    from multiprocessing import parent_process

    collect_rarely()
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()

"""The marks that git leaves in a file when two versions of it clash."""

import re
from collections.abc import Iterator

from briefing.errors import Problem

_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |\r?$)", re.MULTILINE)


def unfinished_merge(path: str, text: str) -> Iterator[Problem]:
    """A Problem if the `text` of the file at `path` has such marks, with the line of the first."""
    seen = any(sign * 7 in text for sign in "<|>")
    if match := _MARK.search(text) if seen else None:
        line = len(text[: match.start()].splitlines()) + 1
        message = "the file has the marks of an unfinished merge"
        fix = "choose between the versions, then delete the lines of '<', '|', '=' and '>'"
        yield Problem(path, line, "markers", message, fix)

"""Pages in, the same pages with what is certain put right out.

Only what has one right answer: the meaning of a sentence is never changed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from briefing.checks.load import load
from briefing.checks.model import Briefing
from briefing.checks.rules import RULES
from briefing.merge.write import write_text
from briefing.project import chosen, read_folders

_LINE_END = re.compile(r"\r\n|\r|\n")


def repair(root: Path, paths: Sequence[str] = ()) -> Iterator[str]:
    """Mend the pages of `root`, or of them those that `paths` name; yield the path of each."""
    folders = read_folders(root)
    wanted = chosen(root, folders, tuple(paths))
    for folder in folders:
        for path, text in repaired(load(folder)):
            if path in wanted:
                write_text(root, root / path, text)
                yield path


def repaired(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """The path and the new text of each page of `briefing` that a rule can repair."""
    for page in briefing.pages:
        if page.content is None or page.front_matter is None or not _is_utf8(page.content):
            continue
        text = page.text
        for rule in RULES:
            if rule.repair:
                text = rule.repair(text, page.path, briefing)
        if text != page.text:
            yield page.path, _with_line_ends_of(page.content.decode("utf-8"), text)


def _with_line_ends_of(raw: str, text: str) -> str:
    """`text`, which has as many lines as `raw`, with its line ends and its byte-order mark."""
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    ends = [*_LINE_END.findall(raw), ""]
    return mark + "".join(chain.from_iterable(zip(text.split("\n"), ends, strict=True)))


def _is_utf8(content: bytes) -> bool:
    """Whether no byte would be lost in what is written again."""
    return content.decode("utf-8", "ignore").encode() == content

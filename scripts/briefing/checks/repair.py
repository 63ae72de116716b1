"""Pages in, the same pages with what is certain put right out.

Only what has one right answer: the meaning of a sentence is never changed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.checks.gather import chosen, gather
from briefing.checks.load import load
from briefing.checks.model import Briefing, PageRule
from briefing.checks.rules import RULES
from briefing.write import write_text


def repair(root: Path, paths: Sequence[str] = ()) -> Iterator[str]:
    """Mend the pages of `root`, or of them those that `paths` name; yield the path of each."""
    folders = gather(root)
    wanted = chosen(root, folders, tuple(paths))
    for folder in folders:
        for path, text in repaired(load(folder)):
            if path in wanted:
                write_text(root, root / path, text)
                yield path


def repaired(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """The path and the new text of each page of `briefing` that a rule can repair."""
    for page in briefing.pages:
        if page.content is None or page.front_matter is None:
            continue
        text = page.text
        for rule in RULES:
            if isinstance(rule, PageRule) and rule.repair:
                text = rule.repair(text, page.path, briefing)
        if text != page.text:
            windows = b"\r\n" in page.content
            yield page.path, text.replace("\n", "\r\n") if windows else text

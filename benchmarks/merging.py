"""Time to merge 1,000 edited pages, beside git's merge of the same lines in the same run.

The pages are those of our first briefing, edited and generated anew: on each a person added a
bottom line and a title of their own, and the compiler changed a passage, a row and the tags. From
disk to disk; the median of RUNS runs after one that does not count.
"""

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from briefing.merge.plan import Change, plan
from briefing.merge.state import base_file, page_states
from briefing.merge.write import apply
from briefing.project import read_folder

ROOT = Path(__file__).resolve().parents[1]
PAGES = 1_000
RUNS = 3
PASSAGES = "## The article on this theme, annotated { #passages }\n"
Versions = tuple[str, str, str]


def versions(text: str, number: int) -> Versions:
    """What was generated for a page, what a person made of it, and what is generated now."""
    base = text.replace("id: deepseek-effect/", f"id: x/{number}-")
    line = f"## Disputed\n\nA person wrote this. [¶1.1](source.md#p1)\n\n{PASSAGES}"
    page = base.replace("title: ", "title: On ").replace(PASSAGES, line)
    head, passages, rest = base.partition(PASSAGES)
    new = head.replace("- theme\n", "- theme\n- trade\n").replace(" min ", " minutes ", 1)
    return base, page, new + passages + rest.replace(". [¶", ", as of now. [¶", 1)


def inputs() -> list[tuple[str, Versions]]:
    """The id and the versions of each page."""
    texts = [
        text
        for path in sorted((ROOT / ".briefing" / "base" / "deepseek-effect").glob("*.md"))
        if "\n- theme\n" in (text := path.read_text("utf-8"))
    ]
    pages = [versions(texts[number % len(texts)], number) for number in range(PAGES)]
    return [
        (base.partition("id: ")[2].partition("\n")[0], (base, page, new))
        for base, page, new in pages
    ]


def ours(root: Path, pages: list[tuple[str, Versions]]) -> float:
    """Seconds from the pages on disk to the merged ones on disk."""
    for name, (base, page, _) in pages:
        for file, text in ((base_file(name), base), (Path("docs") / f"{name}.md", page)):
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, "utf-8")
    start = time.perf_counter()
    steps = plan(
        page_states(root, read_folder(root, "x")),
        {f"docs/{name}.md": new for name, (*_, new) in pages},
    )
    apply(root, steps)
    taken = time.perf_counter() - start
    assert all(step.change is Change.MERGE for step in steps)
    return taken


def gits(root: Path, pages: list[tuple[str, Versions]]) -> float:
    """Seconds that git takes, one process a page, as it has to be called."""
    taken = 0.0
    for number, (_, texts) in enumerate(pages):
        files = [root / f"{number}-{side}" for side in ("base", "page", "new")]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        base, page, new = map(str, files)
        start = time.perf_counter()
        subprocess.run(["git", "merge-file", "--quiet", page, base, new], check=False)
        taken += time.perf_counter() - start
    return taken


def main() -> None:
    pages = inputs()
    times: list[tuple[float, float]] = []
    for _ in range(RUNS + 1):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            times.append((ours(Path(one), pages), gits(Path(two), pages)))
    mine, theirs = (statistics.median(side) for side in zip(*times[1:], strict=True))
    print(f"{PAGES:,} edited pages: {mine:.1f} s; git merge-file: {theirs:.1f} s", end="; ")
    print(f"ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    main()

"""Time of `briefing check`: one briefing, and 1,000 pages, of which then one is changed.

Beside it, in the same run, Python-Markdown converts the same pages, in one process. The pages are
those of our first briefing under other names, the subject's name another in each. A run is a
process of its own, the start of Python included; the median counts. "Cold" is without what an
earlier run noted.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BRIEFING = Path(sys.executable).with_name("briefing")
"""The installed command, which Python runs as a script."""
SLUG = "deepseek-effect"
PAGES = 1_000
PEER = """
import sys, markdown, pathlib
engine = markdown.Markdown(extensions=["tables", "attr_list", "md_in_html", "admonition", "toc"])
for path in pathlib.Path(sys.argv[1]).glob("docs/*/*.md"):
    engine.reset().convert(path.read_text("utf-8"))
"""
Times = tuple[float, float]
"""Seconds on the clock, and of all processors together."""


def copies(root: Path, count: int) -> int:
    """Fill `root` with as many briefings as make `count` pages, and return how many that are."""
    (root / "mkdocs.yml").write_text("site_name: Benchmark\n")
    (root / "articles").mkdir()
    shutil.copy(ROOT / "articles" / "entities.yml", root / "articles")
    pages = 0
    for number in range(count):
        slug = SLUG if number == 0 else f"copy-{number}"
        name = f"Deep{chr(97 + number // 26)}{chr(97 + number % 26)}"
        copy(ROOT / "articles" / f"{SLUG}.md", root / "articles" / f"{slug}.md", slug, name)
        for folder in ("docs", ".briefing/base"):
            (root / folder / slug).mkdir(parents=True)
            for file in (ROOT / folder / SLUG).glob("*.md"):
                copy(file, root / folder / slug / file.name, slug, name)
                pages += folder == "docs"
        if pages >= count:
            break
    return pages


def copy(file: Path, to: Path, slug: str, name: str) -> None:
    text = file.read_text("utf-8").replace(f"id: {SLUG}/", f"id: {slug}/")
    to.write_text(text.replace("DeepSeek", name), "utf-8")


def run(*command: str) -> Times:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    told = subprocess.run([sys.executable, *command], check=False, capture_output=True, text=True)
    taken = time.perf_counter() - start
    assert told.returncode == 0, told.stdout[:2000] + told.stderr[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(times: list[Times]) -> Times:
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def measure(root: Path, what: str, runs: int) -> None:
    times: dict[str, list[Times]] = {"cold": [], "nothing changed": [], "one page changed": []}
    page = root / "docs" / SLUG / "markets.md"
    check = (str(BRIEFING), "check", "--quiet", "--root", str(root))
    theirs = []
    for _ in range(runs):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        times["cold"].append(run(*check))
        times["nothing changed"].append(run(*check))
        page.write_text(page.read_text("utf-8") + "\n", "utf-8")
        times["one page changed"].append(run(*check))
        theirs.append(run("-c", PEER, str(root)))
    clock, processors = median(theirs)
    print(f"{what}, Python-Markdown: {clock:.2f} s, processors {processors:.2f} s")
    for name, taken in times.items():
        ours, work = median(taken)
        print(f"{what}, {name}: {ours:.2f} s, ratio {ours / clock:.2f};"
              f" processors {work:.2f} s, ratio {work / processors:.2f}")  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), 1)
        measure(Path(folder), "one briefing", 3)
    with tempfile.TemporaryDirectory() as folder:
        pages = copies(Path(folder), PAGES)
        measure(Path(folder), f"{pages:,} pages", 1)


if __name__ == "__main__":
    main()

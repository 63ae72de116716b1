"""Time of `briefing check`: our own site, and 1,000 pages, of which then one is changed.

The pages are those of our first briefing under other names. Each run is a process of its own, the
start of Python included; the median of RUNS runs. "Cold" is without what an earlier run noted.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLUG = "deepseek-effect"
PAGES = 1_000
RUNS = 3


def copies(root: Path, count: int) -> int:
    """Fill `root` with as many briefings as make `count` pages, and return how many that are."""
    (root / "mkdocs.yml").write_text("site_name: Benchmark\n")
    (root / "articles").mkdir()
    pages = 0
    for number in range(count):
        slug = SLUG if number == 0 else f"copy-{number}"
        shutil.copy(ROOT / "articles" / f"{SLUG}.md", root / "articles" / f"{slug}.md")
        for folder in ("docs", ".briefing/base"):
            (root / folder / slug).mkdir(parents=True)
            for file in (ROOT / folder / SLUG).glob("*.md"):
                text = file.read_text("utf-8").replace(f"id: {SLUG}/", f"id: {slug}/")
                (root / folder / slug / file.name).write_text(text, "utf-8")
                pages += folder == "docs"
        if pages >= count:
            break
    return pages


def seconds(root: Path) -> float:
    command = [sys.executable, "-m", "briefing", "check", "--quiet", "--root", str(root)]
    start = time.perf_counter()
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    taken = time.perf_counter() - start
    assert told.returncode == 0, told.stdout[:2000]
    return taken


def measure(root: Path, what: str) -> None:
    times: dict[str, list[float]] = {"cold": [], "nothing changed": [], "one page changed": []}
    page = root / "docs" / SLUG / "markets.md"
    for _ in range(RUNS):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        times["cold"].append(seconds(root))
        times["nothing changed"].append(seconds(root))
        page.write_text(page.read_text("utf-8") + "\n", "utf-8")
        times["one page changed"].append(seconds(root))
    for name, taken in times.items():
        print(f"{what}, {name}: {statistics.median(taken):.2f} s")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), 1)
        measure(Path(folder), "one briefing")
    with tempfile.TemporaryDirectory() as folder:
        pages = copies(Path(folder), PAGES)
        measure(Path(folder), f"{pages:,} pages")


if __name__ == "__main__":
    main()

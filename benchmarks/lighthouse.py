"""Lighthouse's scores for the site on a phone, beside stock Material's for the same pages.

Stock is MkDocs Material as it comes: no template, style or script of ours, and the fonts of the
reader's machine, since a benchmark may ask no other host. Both sites come from one server that
compresses. Medians of RUNS runs; leave the machine alone meanwhile, for the first score depends on
it. The weight is what a first load takes on the wire to show the page: not the search index, which
the theme fetches after that. A score of ours below LEAST is a failure.

Needs Chromium or Chrome, and Lighthouse: the `lighthouse` on the path, or the one that LIGHTHOUSE
names. Install it with npm, outside this project.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser import QUIET, find_browser  # noqa: E402
from serving import served  # noqa: E402
from sites import copy_project  # noqa: E402

PAGES = (
    "",
    "deepseek-effect/",
    "deepseek-effect/cost-claims/",
    "deepseek-effect/source/",
    "glossary/",
)
RUNS = 3
LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
OURS_ONLY = re.compile(r"^(template|hide): .*\n", re.M)


def missing() -> str:
    """What the benchmark lacks, in words; empty if nothing."""
    if not lighthouse():
        return "there is no Lighthouse; install it with npm, then LIGHTHOUSE=/path/to/lighthouse"
    return "" if find_browser() else "there is no Chromium or Chrome"


def lighthouse() -> str | None:
    return os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")


def build_ours(address: str, site: Path) -> None:
    """This project's site, built in a copy: the one in site/ has another address."""
    project = copy_project(site.with_suffix(".project"))
    run("briefing", "build", "--quiet", "--root", project, address=address)
    shutil.move(project / "site", site)


def build_stock(address: str, site: Path) -> None:
    """The pages with the theme alone, and of our settings only the syntax of their Markdown."""
    project = site.with_suffix(".project")
    shutil.copytree(ROOT / "docs", project / "docs", ignore=shutil.ignore_patterns("assets"))
    for page in project.rglob("*.md"):
        page.write_text(OURS_ONLY.sub("", page.read_text("utf-8")), "utf-8")
    settings = {
        "site_name": "Briefings",
        "site_url": address,
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["abbr", "admonition", "attr_list", "def_list", "md_in_html"],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    run("mkdocs", "build", "--quiet", "-f", project / "mkdocs.yml", "-d", site)


def run(command: str, *arguments: str | Path, address: str = "") -> None:
    environment = os.environ | {"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    program = Path(sys.executable).with_name(command)
    subprocess.run([program, *arguments], cwd=ROOT, env=environment, check=True)


def measure(url: str) -> list[int]:
    """The scores of a page, and its weight in bytes."""
    flags = f"--chrome-flags=--headless {' '.join(QUIET)}"
    command = [str(lighthouse()), url, flags, "--quiet", "--output=json"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": str(find_browser())}
    told = subprocess.run(command, env=environment, capture_output=True, check=True)
    report: dict[str, Any] = json.loads(told.stdout)
    scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
    requests = report["audits"]["network-requests"]["details"]["items"]
    weight = sum(each["transferSize"] for each in requests if "/search" not in each["url"])
    return [*scores, weight]


def main() -> int:
    """Exit code 1 where a score of ours is below LEAST."""
    if lacking := missing():
        print(f"Skipped: {lacking}")
        return 0
    low: list[str] = []
    print(f"{'':<36}{'performance':>14}{'accessibility':>16}{'practices':>12}{'SEO':>8}{'kB':>8}")
    for name, build in (("ours", build_ours), ("stock", build_stock)):
        with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "site") as address:
            build(address, Path(folder) / "site")
            for page in PAGES:
                runs = [measure(address + page) for _ in range(RUNS)]
                *scores, weight = (statistics.median(each) for each in zip(*runs, strict=True))
                cells = zip((*scores, weight / 1000), (14, 16, 12, 8, 8), strict=True)
                row = "".join(f"{value:>{width}.0f}" for value, width in cells)
                print(f"{name + ' /' + page:<36}{row}", flush=True)
                if name == "ours" and min(scores) < LEAST:
                    low.append(f"/{page}")
    if low:
        print(f"A score is below {LEAST}: {', '.join(low)}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

"""Time and memory of the compiler, each beside a named peer in the same run.

Medians of RUNS runs after one that does not count; a whole process each, but for passages a second.
The articles are made of our own account in articles/, its paragraphs turned round, so that each
differs; an article has about 1,400 words.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefing.article.model import Article
from briefing.article.read import read

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
ARTICLES = 1_000
ACCOUNT = ROOT / "articles" / "deepseek-effect.md"
WATCH = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
COMMAND = [str(Path(sys.executable).with_name("briefing"))]


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of `work` in seconds, after one run that does not count."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, capture_output=True, check=True)


def a_project(folder: Path, articles: int) -> Path:
    """A project with that many articles of about 1,400 words."""
    head, _, body = ACCOUNT.read_text("utf-8").partition("\n---\n")
    paragraphs = body.strip().split("\n\n")
    (folder / "articles").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Speed\n")
    for number in range(articles):
        turn = number % len(paragraphs)
        text = "\n\n".join([*paragraphs[turn:], *paragraphs[:turn], f"Article {number}."])
        (folder / "articles" / f"article-{number}.md").write_text(f"{head}\n---\n\n{text}\n")
    return folder


def show(what: str, ours: float, unit: str, peer: str, theirs: float) -> None:
    print(f"{what:<44}{ours:>9.2f} {unit:<12}{peer:<42}{theirs:>9.2f}{ours / theirs:>8.2f}")


def start_up() -> None:
    ours = seconds(process(*COMMAND, "--help"))
    show("briefing --help", ours, "s", "mkdocs --help",
         seconds(process(sys.executable, "-m", "mkdocs", "--help")))  # fmt: skip


def one_article(folder: Path) -> None:
    root = a_project(folder / "one", 1)

    def cold() -> None:
        for name in (".cache", "docs", ".briefing"):
            shutil.rmtree(root / name, ignore_errors=True)
        process(*COMMAND, "split", "--root", str(root))()

    ours = seconds(cold)
    site = process(sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"))
    theirs = seconds(site)
    show("one article, file to pages, cold", ours, "s", "mkdocs build of those pages", theirs)


def passages_a_second() -> None:
    from briefing.pipeline import assign

    try:
        import wordllama
    except ImportError:  # the lock leaves out what only its code needs
        print("split and classify: not compared, to do so: .venv/bin/pip install wordllama")
        return

    article: Article = read(ACCOUNT)
    article = replace(article, pins=(), as_of=())
    texts = [assignment.passage.text for assignment in assign(article)]
    ours = len(texts) / seconds(lambda: assign(article), 20)
    model = wordllama.WordLlama.load(
        cache_dir=Path(wordllama.__file__).parent, disable_download=True
    )
    theirs = len(texts) / seconds(lambda: model.embed(texts), 20)
    show("split and classify, loaded", ours, "passages/s", "wordllama, embedding them only", theirs)


def many_articles(folder: Path) -> None:
    root = a_project(folder / "many", ARTICLES)
    command = (*COMMAND, "split", "--quiet", "--root", str(root))
    split = process(*command)
    start = time.perf_counter()
    watched = subprocess.run(
        [sys.executable, "-c", WATCH, *command], capture_output=True, check=True, text=True
    )
    ours = time.perf_counter() - start
    memory = int(watched.stdout) / 1024
    pages = sorted(root.glob("docs/*/*.md"))
    show(f"{ARTICLES:,} articles to {len(pages):,} pages", ours, "s",
         "Python-Markdown converting those pages", convert(pages))  # fmt: skip
    print(f"{'  largest of its three processes':<44}{memory:>9.0f} MB")
    again = seconds(split, 3)
    copy = process("cp", "-r", str(root), str(folder / "copy"))
    show("  a second run, nothing to do", again, "s", "cp -r of the project", seconds(copy, 1))


def convert(pages: list[Path], sample: int = 200) -> float:
    """Seconds that Python-Markdown takes for `pages`, reckoned from a sample of them."""
    import markdown

    chosen = [path.read_text("utf-8") for path in pages[:: max(1, len(pages) // sample)]]
    engine = markdown.Markdown(extensions=["tables", "attr_list", "md_in_html", "toc"])
    return seconds(lambda: [engine.reset().convert(text) for text in chosen], 1) * (
        len(pages) / len(chosen)
    )


def main() -> None:
    print(f"{'':<44}{'ours':>9} {'':<12}{'peer':<42}{'theirs':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        start_up()
        one_article(Path(folder))
        passages_a_second()
        many_articles(Path(folder))


if __name__ == "__main__":
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    main()

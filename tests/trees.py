"""Trees of pages for the tests that write them, and what is on disk after."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from briefing.merge.plan import plan
from briefing.merge.state import page_states
from briefing.merge.write import apply, heal
from briefing.project import read_folder

TREES = st.dictionaries(st.sampled_from(["index", "a", "b"]), st.text(max_size=5), min_size=1).map(
    lambda pages: {f"docs/x/{name}.md": f"{text}\n" for name, text in pages.items()}
)


def pages(root: Path) -> dict[str, str]:
    found = sorted((root / "docs").rglob("*.md"))
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in found}


def bring(root: Path, tree: dict[str, str]) -> None:
    heal(root)
    apply(root, plan(page_states(root, read_folder(root, "x")), tree))


class Killed(BaseException):
    """Stands for the end of the process: nothing in the project catches it."""


def killed_at(count: int) -> Callable[[Path, Path], Path]:
    """A `Path.replace` that ends the process instead of doing its work for the `count`th time."""
    left = [count]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return real(self, target)

    return replace

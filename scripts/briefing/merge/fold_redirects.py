"""The paths that pages had, and where they lead now. Knows no site engine."""

from pathlib import Path

from briefing.merge.state import BASE, former_paths
from briefing.project import read_bytes


def redirects(root: Path) -> dict[str, str]:
    """Old path → path of today, both below `docs/`, for every page that was moved or removed.

    What leads to a page that is gone too leads to the start page.
    """
    found: dict[str, str] = {}
    for file in sorted((root / BASE).rglob("*.moved")):
        paths = former_paths(read_bytes(file).decode("utf-8", "replace"))
        *former, now = [path.removeprefix("docs/") for path in paths] or [""]
        found |= dict.fromkeys(former, now)
    return {old: _there(root, new) for old, new in found.items() if not _is_page(root, old)}


def _there(root: Path, page: str) -> str:
    return page if _is_page(root, page) else "index.md"


def _is_page(root: Path, page: str) -> bool:
    return (root / "docs" / page).is_file()

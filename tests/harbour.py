"""The harbour article in a project of its own, and what people and the article do to it."""

from pathlib import Path

FOLDER = Path("docs/harbour")
BASES = Path(".briefing/base/harbour")


def change(root: Path, old: str, new: str, file: str = "articles/harbour.md") -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def drop_theme(root: Path, theme: str, following: str) -> None:
    article = root / "articles" / "harbour.md"
    text = article.read_text("utf-8")
    start, end = text.index(f"  - id: {theme}"), text.index(following)
    article.write_text(text[:start] + text[end:], "utf-8")


def contest(root: Path) -> Path:
    """Edit a passage that the article then rewrites."""
    change(root, "spend $12 million on", "spend 12 million dollars on", f"{FOLDER}/money.md")
    change(root, "spend $12 million", "spend $13 million")
    return root / FOLDER / "money.md"

"""An article, its themes and its passages in; for each passage its theme, with the reasons, out.

Imports `text` and `article`. Knows no page, no template and, but for the embedding, no disk.
"""

"""A statement and the passages that it cites in, a verdict on each figure, date and quotation out.

Imports `text`, `extract`, `markdown` and the source lock; knows no page, no rule and no disk.
"""

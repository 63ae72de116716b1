"""A statement and the passages that it cites, compared: a verdict on each figure, date, quotation.

Imports `text`, `extract`, `markdown` and the source lock of `article`.
"""

"""The one reader of Markdown, and what writes it.

In come the texts of pages and articles; out come blocks, headings, links and citations as the
site's engine shows them, front matter as typed values, and text that Markdown shows as it is.
Imports `errors`, `project` and `text`.
"""

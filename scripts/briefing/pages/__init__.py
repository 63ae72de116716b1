"""From assignments to pages.

In come an article, the theme of each passage and the lock of its source; out come the pages of the
briefing, first as values, then as Markdown by path. Imports nothing that comes after: no merge,
no check. Only `render` knows the templates.
"""

"""From assignments to pages.

In come an article, the theme of each passage and the lock of its source; out come the pages of the
briefing, first as values, then as Markdown by path. It imports errors, project, text, markdown,
article, extract and classify; only `render` knows the templates.
"""

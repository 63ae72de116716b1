"""From new pages to the pages that people have edited.

In come the pages on disk, what was last generated for them, and what is generated now; out come
merged pages, written whole or not at all, and conflicts for people to decide. Imports the reader
of Markdown, and nothing of how a page is made.
"""

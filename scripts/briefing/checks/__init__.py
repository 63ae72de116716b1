"""Checks the pages of a project: `run.check` takes its root and returns the problems found.

The files of a briefing are loaded, its pages' statements held against the article (compare/), and
all rules applied (rules/). It imports errors, project, text, markdown, article, extract, pages,
merge, workers and cache.
"""

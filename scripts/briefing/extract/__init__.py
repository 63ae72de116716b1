"""A passage's text as what stands in it: figures, dates, quotations, speakers, hedges.

Where a text leaves room for doubt, nothing is found. Imports `text`; takes plain text, no Markdown.
"""

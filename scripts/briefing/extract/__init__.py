"""The words of a passage in, what stands in them out: figures, dates, quotations, speakers, cues.

Abstains rather than guesses. Imports `text`, and knows no article and no Markdown.
"""

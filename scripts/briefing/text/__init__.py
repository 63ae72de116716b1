"""Words, sentences, dates, numbers, units, money and names: a text in, what it says as values out.

Knows no Markdown, no article and no disk. Imports nothing of the compiler but `errors`.
"""

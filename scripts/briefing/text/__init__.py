"""A text as the values that it holds: words, sentences, dates, numbers, units, money, names.

Takes plain text in any language, no Markdown. Imports no other package of the compiler.
"""

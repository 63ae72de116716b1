"""An article's passages and themes as assignments: for each passage its theme, with the reasons.

Imports `text` and `article`; beside them only the files of the embedding are read.
"""

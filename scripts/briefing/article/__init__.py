"""In: the bytes of a file, an article's or one that is to become one; or the source it is about.
Out: an Article with its passages, or every reason why not; the lock of its source.
Imports errors, project, text and markdown.
"""

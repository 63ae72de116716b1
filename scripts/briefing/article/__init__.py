"""In: the bytes of a file, an article's or one that is to become one; or the source it is about.
Out: an Article with its passages, or every reason why not; what became of each passage in the next
version; the lock of its source.
Imports errors, project, text and markdown.
"""

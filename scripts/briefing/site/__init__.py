"""Pages in `docs/` → the site in `site/`: built by MkDocs, then finished and its links checked.

In: the project's folder and its articles. Out: files in `site/`, or a SiteError.
May import every package but `cli`; the only one that knows MkDocs, selectolax and resvg_py.
"""

"""A briefing compiler: it makes themed and sourced briefing pages of one long article."""

import os

__version__ = "0.1.0"

# Before numpy is loaded: sums in one thread have one order, so the same bytes come out on any
# machine; and threads only cost time at the size of an article.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

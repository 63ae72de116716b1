"""A briefing compiler: one long article in, themed and sourced briefing pages out."""

__version__ = "0.1.0"

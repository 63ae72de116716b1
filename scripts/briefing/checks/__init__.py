"""The rules that pages have to keep. `run.check` is the way in; `rules.py` lists the rules."""

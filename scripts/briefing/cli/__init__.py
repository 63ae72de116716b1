"""Arguments → what is printed, and the exit code: 0 well, 1 problems, 2 cannot run.

In: the arguments of `briefing`. Out: results on standard output, problems on standard error.
May import every package; the only one that prints and that catches BriefingError.
"""

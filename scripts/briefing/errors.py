"""What can be wrong, in words for the person who has to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    `line` and `column` count from 1; 0 means the file, or the line, as a whole. `severity` is
    "error", "warning", "info", or "unchecked" for what could not be checked, which is no pass.
    As text it is one line.
    """

    path: str
    line: int
    code: str
    message: str
    fix: str = ""
    column: int = 0
    severity: str = "error"

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{where}: {self.message}" + (f" ({self.fix})" if self.fix else "")
        return " ".join(text.split())


class BriefingError(Exception):
    """The run cannot go on; `problems` say why. Caught once, in `cli`."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ArticleError(BriefingError):
    """An article cannot be read as it stands."""

    exit_code = 1


class SiteError(BriefingError):
    """The site engine refused the pages, or the built site is not sound."""

    exit_code = 1

"""What a checker found wrong. Each checker says where in its own terms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An error is what will be refused, or will not work; all else is advice."""

    message: str  # what to do about it
    is_error: bool = True

    @property
    def level(self) -> str:
        return "error" if self.is_error else "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFinding(Finding):
    """Of a checker whose rules have names. `place` leads into the file; empty for the whole."""

    rule: str
    place: str = ""

    def shown(self, file: str) -> str:
        where = f"{file}: {self.place}" if self.place else file
        return f"{where}: {self.rule}: {self.message}"

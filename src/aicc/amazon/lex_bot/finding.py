"""One thing that the checker found in an archive, and how it is shown."""

from dataclasses import dataclass

from aicc.domain.json import JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An error is what the import or the build refuses; all else is advice.

    `path` is the file inside the archive, with the member where there is one; empty for the whole.
    """

    rule: str
    message: str  # what to do about it
    path: str = ""
    is_error: bool = True

    def shown(self, file: str) -> str:
        where = f"{file}: {self.path}" if self.path else file
        return f"{where}: {self.rule}: {self.message}"

    def as_json(self) -> JsonMap:
        return {"path": self.path, "rule": self.rule, "message": self.message}

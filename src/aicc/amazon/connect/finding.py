"""One thing that the checker found in a flow, and how it is shown."""

from dataclasses import dataclass

from aicc.domain.json import JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An error is what the service refuses; all else is advice. `action` is empty for the file."""

    rule: str
    message: str  # what to do about it
    action: str = ""
    type: str = ""
    is_error: bool = True

    def shown(self, file: str) -> str:
        where = f"{file}: {self.action}" if self.action else file
        return f"{where}: {self.rule}: {self.message}"

    def as_json(self) -> JsonMap:
        return {
            "action": self.action,
            "type": self.type,
            "rule": self.rule,
            "message": self.message,
        }


def advice(rule: str, message: str, *, action: str = "", type: str = "") -> Finding:
    return Finding(rule=rule, message=message, action=action, type=type, is_error=False)

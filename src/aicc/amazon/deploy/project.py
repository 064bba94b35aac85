"""One environment of one company: the name that everything made for it begins with."""

import re
from dataclasses import dataclass
from enum import StrEnum

from aicc.errors import InvalidInputError

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_NAME = 24  # a bucket has 63 characters, of which account and region take most
REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")


class Part(StrEnum):
    """The stacks, in the order in which one needs the other."""

    BASE = "base"
    WEB = "web"
    CONNECT = "connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    name: str
    region: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > LONGEST_NAME:
            raise InvalidInputError(
                f"PROJECT_NAME {self.name!r}: small letters, figures and single dashes, a letter "
                f"first, at most {LONGEST_NAME}: aicc-prod"
            )
        if not REGION.fullmatch(self.region):
            raise InvalidInputError(f"AWS_REGION {self.region!r}: no region, as ap-northeast-2 is")

    @property
    def environment(self) -> str:
        """What stands behind the last dash: `prod` of aicc-prod."""
        _, _, environment = self.name.rpartition("-")
        return environment if environment != self.name else "dev"

    @property
    def tags(self) -> dict[str, str]:
        return {"project": self.name, "environment": self.environment}

    def stack(self, part: Part) -> str:
        return f"{self.name}-{part}"

    def bucket(self, account: str) -> str:
        return f"{self.name}-deploy-{account}-{self.region}"

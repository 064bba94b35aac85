"""What every run works with: the account, the person who watches, the notes that are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aicc.amazon.deploy import smoke
from aicc.amazon.deploy.bucket import Bucket
from aicc.amazon.deploy.cloud import Cloud
from aicc.amazon.deploy.image import Images
from aicc.amazon.deploy.programs import Run, run
from aicc.amazon.deploy.progress import Say
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.run_state import RunState
from aicc.amazon.deploy.stacks import Stack, Stacks


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    cloud: Cloud
    stacks: Stacks
    images: Images
    say: Say
    note: Say  # into the log alone
    state: RunState
    folder: Path  # of wheels and zips that are made on the way
    fetch: smoke.Fetch = smoke.fetch
    programs: Run = run

    def account(self) -> str:
        return str(self.cloud.call("sts", "get_caller_identity")["Account"])

    def bucket(self, project: Project) -> Bucket:
        return Bucket(self.cloud, project, self.account())

    def found(self, project: Project) -> dict[Part, Stack]:
        """The stacks that are there, as they are at this moment, whoever made them."""
        looked = {part: self.stacks.find(project.stack(part)) for part in Part}
        return {part: stack for part, stack in looked.items() if stack is not None}

    def found_ours(self, project: Project, parts: Iterable[Part] = Part) -> dict[Part, Stack]:
        """`ConflictError` where one of them is not ours: asked before the first is changed."""
        looked = {part: self.stacks.found_ours(project.stack(part)) for part in parts}
        return {part: stack for part, stack in looked.items() if stack is not None}


def outputs_of(stacks: Mapping[Part, Stack]) -> dict[str, str]:
    """Of all of them together; what one is called is what the parameter of the next is called."""
    return {name: value for stack in stacks.values() for name, value in stack.outputs.items()}

"""Going back to an earlier release: its templates, values, code and image are all kept."""

from aicc.amazon.deploy.kept_secrets import PARAMETERS, as_told
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.releases import Release, Releases, StackRecord
from aicc.amazon.deploy.stacks import StackRequest
from aicc.amazon.deploy.templates import template_from
from aicc.amazon.deploy.world import World
from aicc.errors import ConflictError


class Rollback:
    def __init__(self, project: Project, world: World, release: str) -> None:
        self._project = project
        self._world = world
        self._release = release
        self._bucket = world.bucket(project)
        self._releases = Releases(self._bucket)

    def target(self, wanted: str = "") -> Release:
        return self._releases.to_go_back_to(wanted)

    def run(self, to: Release) -> None:
        """A stack that an earlier release had not is left as it is: going back removes nothing."""
        self._world.found_ours(self._project, to.stacks)
        for part, record in to.stacks.items():
            self._world.state.step(f"stack {part}")
            self._put(part, record)
        self._world.state.step("record")
        again = Release(
            id=self._release, version=to.version, pack=to.pack, stacks=to.stacks, again=to.origin
        )
        self._releases.keep(again)

    def _put(self, part: Part, record: StackRecord) -> None:
        name = self._project.stack(part)
        template = template_from(self._bucket.get(record.template).decode())
        stack = self._world.stacks.made_ready(name)
        if stack is None:
            raise ConflictError(f"{name} is not there: apply makes it")
        # where its secrets are is the stack's matter, not the release's
        told = as_told(stack.parameters, PARAMETERS & template.parameters.keys())
        parameters = {**record.parameters, **told}
        request = StackRequest(
            name=name,
            template_url=self._bucket.url(record.template),
            parameters=parameters,
            kept=(template.hidden & stack.parameters.keys()) - parameters.keys(),
            tags=self._project.tags,
        )
        change_set = self._world.stacks.planned(request, f"aicc-{self._release}")
        if not change_set.changes:
            self._world.say(f"{name}: is as it was then")
            return
        lost = [each.resource for each in change_set.changes if each.loses_data]
        if lost:
            self._world.stacks.drop(change_set)
            raise ConflictError(f"{name}: going back would remove or replace {', '.join(lost)}")
        self._world.say(f"{name}: {len(change_set.changes)} changes back")
        self._world.stacks.carry_out(change_set)

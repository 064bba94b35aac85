"""What is there, in words: each stack, the release that runs, and a run that was cut off."""

from collections.abc import Iterator, Mapping

from aicc.amazon.deploy.ownership import GUIDE
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.releases import Release, Releases
from aicc.amazon.deploy.run_state import LastRun
from aicc.amazon.deploy.stack_states import ABSENT, is_well
from aicc.amazon.deploy.stacks import Stack
from aicc.amazon.deploy.world import World, outputs_of


class Status:
    def __init__(self, project: Project, world: World) -> None:
        self._project = project
        self._world = world

    def lines(self) -> Iterator[str]:
        found = self._world.found(self._project)
        for part in Part:
            yield from self._stack(part, found.get(part))
        yield from self._release()
        yield from self._service(outputs_of(found))
        yield from _run(self._world.state.last())

    def is_well(self) -> bool:
        """Of what is there: nothing failed, nothing waits."""
        found = self._world.found(self._project)
        return bool(found) and all(is_well(each.status) for each in found.values())

    def _stack(self, part: Part, stack: Stack | None) -> Iterator[str]:
        name = self._project.stack(part)
        if stack is None:
            yield f"{name}: {ABSENT.means}"
            return
        yield f"{name}: {stack.status}: {stack.state.means}"
        if not self._world.stacks.is_ours(stack):
            yield f"  beware  it was not made for this environment, and is not touched: {GUIDE}"
        if not is_well(stack.status):
            for each in self._world.stacks.failures(name):
                yield f"  failed  {each}"
        if stack.state.advice:
            yield f"  next    {stack.state.advice}"

    def _release(self) -> Iterator[str]:
        bucket = self._world.bucket(self._project)
        if not bucket.exists():
            return
        releases = Releases(bucket)
        release, stopped = releases.current(), releases.stopped()
        if release is not None:
            yield f"release {_told(release)}"
        if stopped is not None:
            yield f"  begun after it, not finished: {_told(stopped)}"

    def _service(self, outputs: Mapping[str, str]) -> Iterator[str]:
        if "ServiceUrl" in outputs:
            yield f"service at {outputs['ServiceUrl']}"
        if {"ClusterName", "ServiceName"} <= outputs.keys():
            answer = self._world.cloud.call(
                "ecs",
                "describe_services",
                cluster=outputs["ClusterName"],
                services=[outputs["ServiceName"]],
            )
            for each in answer.get("services", ()):
                yield f"  {each['runningCount']} of {each['desiredCount']} tasks run"


def _told(release: Release) -> str:
    went_back = f", gone back to from a later one ({release.again})" if release.again else ""
    return f"{release.id}: version {release.version}, pack {release.pack}{went_back}"


def _run(last: LastRun | None) -> Iterator[str]:
    if last is None:
        return
    if last.was_cut_off:
        yield f"the last {last.command} ({last.began_at}) was cut off at: {last.step}"
        yield f"  next    {last.command} again: it goes on from there"
    elif last.error:
        yield f"the last {last.command} ({last.ended_at}) failed at: {last.step}"
        yield f"  failed  {last.error}"
        yield f"  next    mend that, then {last.command} again"

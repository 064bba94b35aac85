"""The flows of a bot: those that start now, and earlier versions that conversations stand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from aicc.domain.flow import Flow
from aicc.domain.run import FlowRun


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLibrary:
    """`current` by id; `earlier` by id and version."""

    current: Mapping[str, Flow]
    earlier: Mapping[tuple[str, str], Flow] = field(default_factory=dict)

    @classmethod
    def of(cls, flows: Iterable[Flow], earlier: Iterable[Flow] = ()) -> Self:
        return cls(
            current={flow.id: flow for flow in flows},
            earlier={(flow.id, flow.version): flow for flow in earlier},
        )

    def find(self, flow_id: str, version: str) -> Flow | None:
        """The version that a conversation began with; the current one where that is gone."""
        current = self.current.get(flow_id)
        if current is not None and current.version == version:
            return current
        return self.earlier.get((flow_id, version)) or current

    def flow_of(self, run: FlowRun) -> Flow | None:
        """The flow that the run can go on in; None when its step is gone with its version."""
        flow = self.find(run.flow_id, run.version)
        if flow is None or run.step_id not in flow.steps:
            return None
        return flow

    def has(self, run: FlowRun) -> bool:
        """The run's flow is there, and so are those that wait for it to end."""
        waiting = [(self.find(each.flow_id, each.version), each.step_id) for each in run.frames]
        are_there = all(flow and step_id in flow.steps for flow, step_id in waiting)
        return are_there and self.flow_of(run) is not None

    def begun_in(self, run: FlowRun) -> list[Flow]:
        """The flow that the run is in, and those that wait for it to end."""
        outer = ((frame.flow_id, frame.version) for frame in run.frames)
        found = (self.find(*each) for each in ((run.flow_id, run.version), *outer))
        return [flow for flow in found if flow]

    def asks(self, run: FlowRun) -> bool:
        """The run stands on a question."""
        flow = self.flow_of(run)
        return flow is not None and flow.steps[run.step_id].asks

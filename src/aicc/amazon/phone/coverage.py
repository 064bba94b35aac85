"""Which branches of the contact flows a set of calls took."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aicc.amazon.connect.model import Action, Flow
from aicc.amazon.phone.call import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCoverage:
    """Branches are named "action: way", as the trace names them."""

    flow: str
    branches: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def taken(self) -> int:
        return len(self.branches) - len(self.missed)

    def __str__(self) -> str:
        share = 100 * self.taken / len(self.branches) if self.branches else 100.0
        return f"{self.flow}: {self.taken} of {len(self.branches)} branches ({share:.0f} %)"


def flow_coverage(flows: Mapping[str, Flow], taken: Iterable[Taken]) -> list[FlowCoverage]:
    """Of the flows that were entered, by name."""
    walked = {(each.flow, f"{each.action}: {each.way}") for each in taken}
    entered = {flow for flow, _ in walked}
    found = []
    for name, flow in sorted(flows.items()):
        if name not in entered:
            continue
        branches = tuple(dict.fromkeys(_branches(flow)))
        missed = tuple(each for each in branches if (name, each) not in walked)
        found.append(FlowCoverage(flow=name, branches=branches, missed=missed))
    return found


def _branches(flow: Flow) -> Iterator[str]:
    for action in flow.actions:
        yield from (f"{action.identifier}: {way}" for way, _ in _ways(action))


def _ways(action: Action) -> Iterator[tuple[str, str]]:
    """Where an action has conditions, its plain way on is only their mirror."""
    for name, target in action.transitions.ways():
        if name != "NextAction" or not action.transitions.conditions:
            yield name, target

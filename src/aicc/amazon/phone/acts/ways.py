"""Actions that choose a branch by what is known: comparisons, hours, metrics, loops, chance."""

from collections.abc import Mapping

from aicc.amazon.connect.model import Action
from aicc.amazon.phone.acts.talk import seconds
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.contact import queue_named
from aicc.amazon.phone.outcome import Failed, Matched, Next, Outcome
from aicc.clock import KST
from aicc.domain.json import Json

CONTINUES, DONE = "ContinueLooping", "DoneLooping"


def compare(call: Call, action: Action) -> Outcome:
    return Matched(value=call.text(action.parameters.get("ComparisonValue")))


def hours(call: Call, action: Action) -> Outcome:
    if not call.world.is_open:
        here = call.world.now.astimezone(KST)
        call.note(f"closed at {here:%a %H:%M}: --at 2026-03-03T10:00 calls in the daytime")
    return Matched(value=str(call.world.is_open))


def metric(call: Call, action: Action) -> Outcome:
    kind = call.text(action.parameters.get("MetricType"))
    value = _metrics(call).get(kind)
    return Failed(why=f"no metric {kind!r}") if value is None else Matched(value=str(value))


def _metrics(call: Call) -> Mapping[str, int]:
    world, is_waiting = call.world, call.person_at_s is not None
    return {
        "NumberOfAgentsAvailable": world.agents if not is_waiting else 0,
        "NumberOfAgentsStaffed": world.agents,
        "NumberOfAgentsOnline": world.agents,
        "NumberOfContactsInQueue": world.waiting + is_waiting,
        "OldestContactInQueueAgeSeconds": int(call.queued_s * 1000),  # milliseconds, for all that
    }


def get_metrics(call: Call, action: Action) -> Outcome:
    """`$.Metrics`, of the queue that is named or else the contact's own."""
    named = call.text(action.parameters.get("QueueId"))
    queue = queue_named(named) if named else call.contact.queue
    if queue is None:
        return Failed(why="the contact has no queue yet")
    now = _metrics(call)
    available = now["NumberOfAgentsAvailable"]
    figures: dict[str, Json] = {
        "Queue": {
            "Name": queue.name,
            "ARN": queue.arn,
            "Size": str(now["NumberOfContactsInQueue"]),
            "OldestContactAge": str(now["OldestContactInQueueAgeSeconds"]),
        },
        "Agents": {
            "Online": {"Count": str(now["NumberOfAgentsOnline"])},
            "Staffed": {"Count": str(now["NumberOfAgentsStaffed"])},
            "Available": {"Count": str(available)},
            "Busy": {"Count": str(now["NumberOfAgentsStaffed"] - available)},
        },
    }
    call.contact.metrics = figures
    return Next()


def distribute(call: Call, action: Action) -> Outcome:
    """A figure from 1 to 100 against thresholds of 1 + the shares so far."""
    return Matched(value=str(call.world.random.randint(1, 100)))


def loop(call: Call, action: Action) -> Outcome:
    """So often round; then done, and counted anew when the call comes here again."""
    if call.frame is None:
        return Failed(why="no flow is walked")
    loops = call.frame.loops
    if loops[action.identifier] >= seconds(call, action.parameters.get("LoopCount"), 0.0):
        loops[action.identifier] = 0
        return Matched(value=DONE)
    loops[action.identifier] += 1
    return Matched(value=CONTINUES)

"""How many people come, told anew by who joins or stays away: my brother comes, too."""

from collections.abc import Iterable
from datetime import datetime

from aicc.conversation.scenario.allowed import NO_VALIDATION, in_range
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.conversation.scenario.retaking import Retaken
from aicc.domain.flow import Flow, Step
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.korean.answers.people import COUNTERS, party_changed


def changed_party(
    flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said, now: datetime
) -> Retaken | None:
    """The number with them; it is asked again where nobody says how many they are."""
    step = next((each for each in answered if COUNTERS.intersection(each.counters)), None)
    kept = run.answers.get(step.slot) if step else None
    party = party_changed(said) if isinstance(kept, int) and step else None
    if step is None or party is None or not isinstance(kept, int) or step.id == run.step_id:
        return None
    if isinstance(read_answer(flow.steps[run.step_id], said, now), Read):
        return None
    number = party.total or kept + party.more
    if party.is_open or not in_range(step.validation or NO_VALIDATION, number):
        return step.id, None
    return (step.id, number) if number != kept else None

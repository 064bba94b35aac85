"""The rule for a choice that is told by what it is like, and not by its name."""

from aicc.conversation.decision import AnswerStep, Decision
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.described import described
from aicc.conversation.situation import Situation
from aicc.conversation.stopping import stop_asked
from aicc.domain.acts import ToFlow
from aicc.domain.flow import InputType
from aicc.domain.stance import Stance
from aicc.korean.text.asking import asks

# Cosines, by tests/conversation/unseen/tuned.yaml
NEAR, AHEAD = 0.48, 0.12
SURELY_NEAR, SURELY_AHEAD = 0.6, 0.15  # where something else could be made of the sentence
LEAVES = 0.75
MOST_NEAR, MOST_AHEAD = 0.75, 0.25  # what also sounds like leaving: to be done with the service


def choose_as_described(now: Situation) -> Decision | None:
    """The shop in the south, what is paid in each month, the zip that does not close."""
    running, said = now.opened.running, now.reading.said
    if running is None or now.is_attempt or stop_asked(now.opened.session):
        return None
    step = running.step
    if step.input_type is not InputType.SELECTION or step.offer or asks(said):
        return None
    if now.reading.guard or now.reading.closed or now.reading.is_instead:
        return None
    found = described(step.options, said)
    if found is None:
        return None
    is_told = found.nearness >= MOST_NEAR and found.ahead >= MOST_AHEAD
    if _leaves(now) and not is_told:
        return None
    near, ahead = (SURELY_NEAR, SURELY_AHEAD) if _is_other(now) else (NEAR, AHEAD)
    if found.nearness < near or found.ahead < ahead:
        return None
    value = found.option.value
    return AnswerStep(at=running, read=Read(value=value, branch=value))


def _is_other(now: Situation) -> bool:
    """Another scenario could be meant."""
    return now.sure is not None and isinstance(now.sure.target, ToFlow)


def _leaves(now: Situation) -> bool:
    return now.stance.stance is Stance.LEAVE and now.stance.chance >= LEAVES

"""No loop without end: what a conversation that does not move is offered, another thing each time.

Other words, then keys or buttons, are the step's own tries. After them a person is offered, then a
call back where the pack takes one, then the scenario is left with a goodbye.
"""

from aicc.conversation.decision import Decision, LeaveFlow, OfferCallback, OfferPerson, Say
from aicc.conversation.situation import Situation
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import Flow, Step
from aicc.domain.run import FlowRun

MOST_STALLS = 2  # turns at one question that led nowhere; the next one gets a way out
MOST_MISSES = 2  # outside of a scenario
MOST_TURNS = 80  # of one walk, whatever is said: the longest one of a test has 19
TURNS_A_STEP = 4  # in a scenario with more questions


def is_stuck(run: FlowRun, step: Step, times: int = 1) -> bool:
    """Refusals, silences, digressions and explanations count together."""
    return run.stalls >= times * max(MOST_STALLS, step.max_retries)


def is_endless(run: FlowRun, flow: Flow) -> bool:
    """Who goes round and round is let go, however well each answer fits."""
    return run.turns >= max(MOST_TURNS, TURNS_A_STEP * len(flow.steps))


def way_out(now: Situation, key: SentenceKey) -> Decision:
    """`key` says why a person is offered, which is the first that is."""
    session, running = now.opened.session, now.opened.running
    if session.exits == 0 and not session.ticket:
        return OfferPerson(key=key, is_miss=running is None)
    callback = now.opened.house.pack.callback
    is_there = callback in now.opened.flows.current
    is_in_it = running is not None and callback in running.run.flow_ids
    if session.exits <= 1 and is_there and not is_in_it:
        return OfferCallback(flow_id=callback, is_miss=running is None)
    if running:
        return LeaveFlow(key=SentenceKey.LEFT_OFF)
    if session.exits <= 1 and not session.ticket:  # nothing is lost by asking once more
        return OfferPerson(key=key, is_miss=True)
    return Say(key=SentenceKey.GIVEN_UP, is_miss=True)

"""The rules for what no step and no list of words could read: leaving, yes and no in other words,
urgency, a complaint. A learned reader tells them apart, and is asked nowhere else. It is never the
consent to something that is done."""

from aicc.conversation.decision import AnswerStep, AskToStop, Decision, ExplainStep, Say
from aicc.conversation.opening import Running
from aicc.conversation.scenario.allowed import does_something
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.explaining import AskedBack
from aicc.conversation.scenario.yes_no import NO, YES
from aicc.conversation.situation import Situation
from aicc.conversation.stopping import stop_asked
from aicc.domain.acts import Act
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType
from aicc.domain.stance import Stance
from aicc.korean.answers.reserves import has_reserves

# Chances, by tests/understanding/data/stances.yaml: at these no sentence set aside was taken for
# a yes, and what was wrongly taken for leaving were refusals.
LEAVES = 0.5  # asks whether to stop, which costs a turn where it is wrong
SURELY = 0.75  # where something else could be made of the sentence
AGREES = 0.75
TURNS_DOWN = 0.6
FEWEST = 5  # letters: less is a mumble
SHOWN = 0.5  # urgency, a complaint, a moment's patience
MOST_SHOWN = 2  # turns at one question that are answered with a kind word

_KINDLY = {
    Stance.HURRY: SentenceKey.HURRY_IN_FLOW,
    Stance.GRUMBLE: SentenceKey.GRUMBLE_IN_FLOW,
    Stance.WAIT: SentenceKey.WAIT,
}


def answer_in_other_words(now: Situation) -> Decision | None:
    """Who asks a relative first, looks in the car or comes next week is asked whether to stop; a
    yes or a no that is in no list answers a question of yes or no."""
    running = now.opened.running
    if running is None or stop_asked(now.opened.session):
        return None
    return _leave(now, running) or _yes_or_no(now, running)


def _leave(now: Situation, running: Running) -> Decision | None:
    if now.is_attempt and not wants_no_option(now, running):
        return None
    stance = now.stance
    is_left = stance.stance is Stance.LEAVE or _refuses(now, running)
    if "?" in now.reading.said.plain or not is_left:
        return None
    is_other = now.sure is not None or now.reading.later is not None
    least = SURELY if is_other else LEAVES
    if stance.chance < least or _is_about_another(now, running):
        return None
    return AskToStop(at=running)


def _refuses(now: Situation, running: Running) -> bool:
    """A no, where nothing was asked that it answers."""
    is_confirm = running.step.input_type is InputType.CONFIRM
    return not is_confirm and now.stance.stance is Stance.NO and now.stance.chance >= TURNS_DOWN


def _is_about_another(now: Situation, running: Running) -> bool:
    """Another thing than what is going on is not wanted."""
    best = now.near[0] if now.near else None
    plan = now.opened.house.plans.get(best.intent) if best else None
    if best is None or best.act not in {Act.UNWANTED, Act.UNDO} or plan is None:
        return False
    return bool(plan.flow) and plan.flow not in running.run.flow_ids


def _yes_or_no(now: Situation, running: Running) -> Decision | None:
    """A doubt, a condition or a complaint is neither."""
    if running.step.input_type is not InputType.CONFIRM or now.is_attempt:
        return None
    stance, chance = now.stance.stance, now.stance.chance
    if now.letters < FEWEST or (now.sure is not None and chance < SURELY):
        return None
    agrees = stance is Stance.YES and chance >= AGREES and not has_reserves(now.reading.said)
    if agrees and not does_something(running.flow, running.step, YES):
        return AnswerStep(at=running, read=Read(value=YES, branch=YES))
    if stance is Stance.NO and chance >= TURNS_DOWN and "?" not in now.reading.said.plain:
        return AnswerStep(at=running, read=Read(value=NO, branch=NO))
    return None


def wants_no_option(now: Situation, running: Running) -> bool:
    """A few free words that are asked for would be anything: a change of mind is none of them."""
    step, stance = running.step, now.stance
    is_short = bool(step.validation and step.validation.pattern)
    is_free = step.input_type is InputType.TEXT and is_short
    return is_free and stance.stance is Stance.LEAVE and stance.chance >= SURELY


def answer_kindly(now: Situation) -> Decision | None:
    """Urgency, a complaint or a moment's patience: a word to it before the question comes again."""
    running, stance = now.opened.running, now.stance if now.opened.running else None
    if running is None or stance is None or now.is_attempt or stance.chance < SHOWN:
        return None
    if stance.stance not in _KINDLY or running.run.stalls >= MOST_SHOWN:
        return None
    if stance.stance is not Stance.GRUMBLE or running.step.input_type is not InputType.CONFIRM:
        return Say(key=_KINDLY[stance.stance])
    if running.step.why and not running.run.explained:
        return ExplainStep(at=running, about=AskedBack(step_id=running.step.id, asks_why=True))
    return Say(key=SentenceKey.GRUMBLE_AT_CONFIRM)

"""Everything that could be said or done, each with the chance that it is what is wanted.

A candidate's features are named and few; `weights.json` turns them into one chance. The trace
shows them, so that whoever asks why can add up the figures for themselves.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeAlias

from aicc.conversation.following import followings
from aicc.conversation.house import House, IntentPlan
from aicc.conversation.reading import Part, Reading
from aicc.conversation.scenario.allowed import takes_number
from aicc.domain.acts import Act, Target, ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.faq import NOT_HERE, FaqHit
from aicc.korean.text.ellipsis import LeavesOut

Features: TypeAlias = Mapping[str, float]

_WEIGHTS = Path(__file__).with_name("weights.json")
_KINDS: Mapping[type[Target], str] = {
    ToFaq: "entry",
    ToFlow: "flow",
    ToReply: "reply",
    ToPerson: "flow",
}
_OTHERS = (Act.ASK, Act.UNDO, Act.STATUS, Act.TROUBLE, Act.UNWANTED)
_DONE_BY = {Act.DO: 1.0, Act.NONE: 0.9, Act.REPORTED: 0.5}  # how much each means "do it"
_HITS = 8
FITS_BEFORE = 0.35  # a sentence that surely leaves something out is read with it from here on
SURE_ALONE = 0.9  # what fits so well by itself has left nothing out
SAYS_ENOUGH = 0.5
WORD_FOR_WORD = 0.97  # the chance of an entry that is asked in its own words
UNNAMED = 0.75  # score of a thing not done here that is meant without its name
SMALL_TALK_SURE = 0.5  # a guess at it would be said to whoever talks of something else
FEWEST_FILLED, MOST_FILLED = 2, 4  # answers to one scenario in a sentence
LEAST_MASS = 0.1  # of a topic and an act: with less nothing speaks for it
STORY = 3  # clauses: what is wanted stands in one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`intent` and `act` are the topic and what is wanted of it, where that led here; `hit` is the
    entry where a search did."""

    target: Target
    chance: float
    part: int  # of the sentence that speaks for it most
    intent: str = ""
    act: Act | None = None
    hit: FaqHit | None = None
    features: Features = field(default_factory=dict)


_Weighed: TypeAlias = dict[Target, Candidate]


@dataclass(slots=True, kw_only=True)
class _Found:
    features: dict[str, float]
    intent: str = ""
    act: Act | None = None
    hit: FaqHit | None = None
    weight: float = 0.0


def candidates(reading: Reading, house: House) -> tuple[Candidate, ...]:
    """Best first; one for each target."""
    found = _weighed(reading, house, completed=False)
    with_before = _weighed(reading, house, completed=True)
    if reading.spoken_of:
        if not _stands_alone(reading, house, found):
            found = _followed(reading, found, with_before)
    elif with_before and _reads_better(reading, found, with_before):
        found = with_before
    halves = _weighed(reading, house, completed=False, joined=True)
    if halves and _are_two(reading, house, found, halves):
        found = {**{to: each for to, each in found.items() if not isinstance(to, ToFaq)}, **halves}
    return tuple(sorted(found.values(), key=lambda each: -each.chance))


def _are_two(reading: Reading, house: House, whole: _Weighed, halves: _Weighed) -> bool:
    """Each half is nearly sure of a matter of its own, and no entry answers all of it."""
    if any(isinstance(to, ToFaq) and each.chance >= SURE_ALONE for to, each in whole.items()):
        return False
    ways = {at: [each for each in halves.values() if each.part == at] for at in _joined_at(reading)}
    best = [max((each.chance for each in each_way), default=0.0) for each_way in ways.values()]
    least = house.thresholds.faq - house.thresholds.margin
    return len(best) > 1 and min(best) >= least


def _joined_at(reading: Reading) -> tuple[int, ...]:
    return tuple(at for at, part in enumerate(reading.parts) if part.is_joined)


def _stands_alone(reading: Reading, house: House, alone: _Weighed) -> bool:
    """Whatever was spoken of before: an entry that surely fits, or something to be done."""
    is_sure = any(part.completed is LeavesOut.SURELY for part in reading.parts)
    least = SURE_ALONE if is_sure else house.thresholds.intent
    return any(
        each.chance >= (SURE_ALONE if isinstance(each.target, ToFaq) else least)
        for each in alone.values()
    )


def _followed(reading: Reading, alone: _Weighed, with_before: _Weighed) -> _Weighed:
    """Entries by what they are worth after what was spoken of; the rest as it stands alone."""
    found: _Weighed = {to: each for to, each in alone.items() if not isinstance(to, ToFaq)}
    entries = {**_entries(with_before), **_entries(alone)}
    hits = {name: each.hit for name, each in entries.items() if each.hit}
    completed = next((at for at, part in enumerate(reading.parts) if part.completed), 0)
    for each in followings(reading, _chances(alone), _chances(with_before), hits):
        name = each.hit.entry.id
        known = entries.get(name)
        found[ToFaq(name)] = Candidate(
            target=ToFaq(name),
            chance=each.chance,
            part=completed if each.is_near or not known else known.part,
            intent=known.intent if known else "",
            act=known.act if known else None,
            hit=each.hit,
            features=each.features,
        )
    return found


def _chances(read: _Weighed) -> dict[str, float]:
    return {name: each.chance for name, each in _entries(read).items()}


def _entries(read: _Weighed) -> dict[str, Candidate]:
    return {target.faq_id: each for target, each in read.items() if isinstance(target, ToFaq)}


def _reads_better(reading: Reading, alone: _Weighed, with_before: _Weighed) -> bool:
    """What the conversation is about completes a sentence, unless that names something to be done:
    a question may still be one about what was spoken of."""
    best = max(each.chance for each in with_before.values())
    other = max((each.chance for each in alone.values()), default=0.0)
    is_sure = any(part.completed is LeavesOut.SURELY for part in reading.parts)
    if other >= SURE_ALONE:
        return False
    if is_sure:
        return best >= FITS_BEFORE
    names_a_deed = any(
        each.chance >= SAYS_ENOUGH and not isinstance(each.target, ToFaq) for each in alone.values()
    )
    return not names_a_deed and best >= max(SAYS_ENOUGH, other)


def _weighed(reading: Reading, house: House, *, completed: bool, joined: bool = False) -> _Weighed:
    best: dict[Target, Candidate] = {}
    for at, part in enumerate(reading.parts):
        if bool(part.completed) is not completed or part.is_joined is not joined:
            continue
        is_story = len(reading.parts) > STORY and not part.is_clause
        for target, found in _of_part(part, house, reading.number, is_story=is_story).items():
            says_it = found.features["mass"] >= LEAST_MASS or found.features.get("filled")
            if not isinstance(target, ToFaq) and not says_it:
                continue
            chance = chance_of(target, found.features)
            if found.hit and (
                _is_word_for_word(part, found.hit) or _is_named(part, found.hit, house)
            ):
                chance = max(chance, WORD_FOR_WORD)
            if target not in best or best[target].chance < chance:
                best[target] = Candidate(
                    target=target,
                    chance=chance,
                    part=at,
                    intent=found.intent,
                    act=found.act,
                    hit=found.hit,
                    features=found.features,
                )
    return best


def _is_word_for_word(part: Part, hit: FaqHit) -> bool:
    """Asked just as the entry is written, whatever else the sentence may resemble."""
    return not part.completed and _letters(part.said.plain) == _letters(hit.matched)


def _is_named(part: Part, hit: FaqHit, house: House) -> bool:
    """Not done here, and called by a name that says it alone: another bank's card that was lost
    is not one of ours."""
    if NOT_HERE not in hit.entry.tags or part.completed:
        return False
    names = (topic.names for topic in house.pack.not_here if topic.entry.id == hit.entry.id)
    return _names_one(part, next(names, ()))


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def chance_of(target: Target, features: Features) -> float:
    kind = _KINDS[type(target)]
    weights = _weights()["untaught" if kind == "entry" and "learned" not in features else kind]
    total = weights["bias"] + sum(
        weights.get(name, 0.0) * value for name, value in features.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _of_part(part: Part, house: House, number: str, *, is_story: bool) -> dict[Target, _Found]:
    hits = part.faq.hits()[:_HITS]
    found: dict[Target, _Found] = {}
    for score in part.topics.intents:
        plan = house.plans.get(score.name)
        if plan and (score.confidence >= SMALL_TALK_SURE or not _is_small_talk(plan)):
            for act, target, weight in _led_to(part, plan):
                is_done = target == plan.when.get(Act.DO)
                mass = score.confidence * (1 - score.contrast * is_done)
                _add(found, target, mass * weight, score.name, act)
    for name, plan in house.plans.items():
        answers = part.filled.get(plan.flow or "", 0)
        if plan.flow and answers >= FEWEST_FILLED:
            _add(found, ToFlow(plan.flow), 0.0, name, Act.DO)
            found[ToFlow(plan.flow)].features["filled"] = min(answers, MOST_FILLED) - 1
    learned = _learned(part, house, hits)
    for rank, (hit, knows) in enumerate(zip(hits, learned, strict=True)):
        if _may_be_meant(part, hit):
            _add_hit(found, part, hits, rank, hit)
            found[ToFaq(hit.entry.id)].features |= knows
    best = hits[0].score if hits else 0.0
    done = [each.features["mass"] for target, each in found.items() if isinstance(target, ToFlow)]
    shared = {
        "asks": part.acts.chance(Act.ASK) + part.acts.chance(Act.STATUS),
        "bare": part.acts.chance(Act.NONE),
        "scope": part.topics.scope,
        "clause": float(part.is_clause),
        "early": 1 - part.place,
        "story": float(is_story),
    }
    for target, each in found.items():
        rival = max(done, default=0.0) if isinstance(target, ToFaq) else best
        each.features |= {**shared, "rival": rival, "other": _most(found, each)}
    if number:
        _mark_number(found, house, number)
    return found


def _mark_number(found: Mapping[Target, _Found], house: House, number: str) -> None:
    """It speaks for the scenarios that begin with such a number, and against entries, which have
    no use for it."""
    flows = (house.pack.flows.get(plan.flow) for plan in house.plans.values() if plan.flow)
    takers = {ToFlow(flow.id) for flow in flows if flow and takes_number(flow, number)}
    for target, each in found.items():
        each.features["number"] = float(
            bool(takers) and (isinstance(target, ToFaq) or target in takers)
        )


def _most(found: Mapping[Target, _Found], but: _Found) -> float:
    """How much speaks for the strongest other topic."""
    return max((each.weight for each in found.values() if each.intent != but.intent), default=0.0)


def _led_to(part: Part, plan: IntentPlan) -> Iterator[tuple[Act, Target, float]]:
    """What the topic's acts lead to, with how much of the sentence speaks for each."""
    acts = part.acts
    does = plan.when.get(Act.DO)
    if does and _is_small_talk(plan):  # is whatever act it is, and all of the sentence
        if not part.is_clause:
            yield Act.DO, does, 1.0
        return
    doing = sum(acts.chance(act) * weight for act, weight in _DONE_BY.items())
    others = {act: acts.chance(act) for act in _OTHERS}
    rest = sum(others.values()) or 1.0
    if does:
        yield Act.DO, does, doing
    for act, chance in others.items():
        target = plan.when.get(act)
        if target is None or (act is Act.UNWANTED and part.place < 1):
            continue  # what is not wanted comes before what is
        yield act, target, (1 - doing) * chance / rest


def _is_small_talk(plan: IntentPlan) -> bool:
    """A greeting, thanks, a question about the bot: a sentence is all that it leads to."""
    return isinstance(plan.when.get(Act.DO), ToReply)


def _add(found: dict[Target, _Found], target: Target, mass: float, intent: str, act: Act) -> None:
    each = found.setdefault(target, _Found(features={"mass": 0.0}))
    each.features["mass"] += mass
    if mass > each.weight or not each.intent:
        each.weight, each.intent, each.act = mass, intent, act


def _add_hit(
    found: dict[Target, _Found], part: Part, hits: Sequence[FaqHit], rank: int, hit: FaqHit
) -> None:
    rivals = [other.score for at, other in enumerate(hits) if at != rank]
    tagged = max((part.topics.chance(tag) for tag in hit.entry.tags), default=0.0)
    each = found.setdefault(ToFaq(hit.entry.id), _Found(features={"mass": 0.0}))
    each.hit = hit
    each.features |= {
        "score": hit.score,
        "gap": hit.score - max(rivals, default=0.0),
        "meaning": hit.signals.get("meaning", 0.0),
        "whole": hit.signals.get("whole", 0.0),
        "tag": tagged,
        "not_here": float(NOT_HERE in hit.entry.tags),
    }


def _learned(part: Part, house: House, hits: Sequence[FaqHit]) -> Iterator[dict[str, float]]:
    """How far each entry stands out to the model of all of them, where it has learned of it."""
    scores = house.entries.read(part.said) if house.entries and hits else None
    for hit in hits:
        score = scores.of(hit.entry) if scores else None
        yield {} if score is None else {"learned": score}


def _may_be_meant(part: Part, hit: FaqHit) -> bool:
    """What the company does not do is only said to who names it, or asks nearly in its words."""
    if NOT_HERE not in hit.entry.tags or hit.score >= UNNAMED:
        return True
    return _names_one(part, hit.entry.keywords)


def _names_one(part: Part, words: Sequence[str]) -> bool:
    said = part.said.plain.replace(" ", "").lower()
    return any(word.replace(" ", "").lower() in said for word in words)


def label_of(target: Target, house: House, intent: str, hit: FaqHit | None) -> str:
    """What a button calls it."""
    plan = house.plans.get(intent)
    match target:
        case ToFlow(flow_id=flow_id):
            flow = house.pack.flows.get(flow_id)
            return flow.name if flow else flow_id
        case ToFaq():
            return hit.entry.question if hit else ""
        case ToReply() | ToPerson():
            return plan.label if plan else ""


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return weights

"""Situations made by hand from a row of `policy.yaml`: no engine, no model, no search.

A small bank stands behind all of them. Chances are given, not worked out: the rules are tested,
and not the weights that every training moves.
"""

from dataclasses import dataclass, replace
from typing import Any

from aicc.conversation.answers import OneSearch
from aicc.conversation.candidates import Candidate
from aicc.conversation.desk_side import DeskSide
from aicc.conversation.house import House, IntentPlan
from aicc.conversation.opening import Opened
from aicc.conversation.reading import NEEDS_NO_MODEL, Part, Reading
from aicc.conversation.scenario.answers import Read, Refusal
from aicc.conversation.scenario.correcting import Correction
from aicc.conversation.secrecy import Secrecy
from aicc.conversation.situation import Situation
from aicc.domain.acts import Act, Target, ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.closed import Closed
from aicc.domain.danger import Danger, DangerKind
from aicc.domain.escalation import EscalationVerdict
from aicc.domain.faq import FaqEntry, FaqFound, FaqHit
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    HumanAgent,
    Taken,
    Ticket,
)
from aicc.domain.meaning import IntentScore, Thresholds, Topics
from aicc.domain.memory import About
from aicc.domain.run import FlowRun
from aicc.domain.session import Choice
from aicc.domain.turn import Channel, Incoming
from aicc.domain.wish import Wish
from aicc.korean.answers.guards import Guard
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain
from aicc.packs.pack import Pack, PackDanger
from aicc.understanding.acts.reader import ActReading
from tests.fakes import A_DAY, a_deadline, a_session

Row = dict[str, Any]

# All of them, and what lies a margin below, are exact in binary: an edge is an edge.
THRESHOLDS = Thresholds(intent=0.75, faq=0.625, margin=0.25)


@dataclass(frozen=True, kw_only=True)
class Weighed(Situation):
    """A situation whose candidates are given."""

    candidates: tuple[Candidate, ...] = ()


class Searched(OneSearch):
    """A search that has been made."""

    def __init__(self, found: FaqFound) -> None:
        self._found = found
        self.took_ms = None


def situation(bank: Row, row: Row) -> Weighed:
    opened = _opened(bank, row)
    found = tuple(_candidate(bank, each) for each in row.get("candidates", ()))
    return Weighed(opened=opened, reading=_reading(row, opened, found), candidates=found)


def house(bank: Row) -> House:
    flows = {each["id"]: flow_from_plain(each["id"], each) for each in bank["flows"]}
    pack = Pack(
        id="bank",
        name="은행",
        locale="ko",
        scenario_type="bank",
        thresholds=THRESHOLDS,
        idle_s=600.0,
        resume_s=600.0,
        queues={},
        intents={},
        out_of_scope=(),
        not_here=(),
        danger=PackDanger(add={}, without=(), say={}),
        entities=(),
        flows=flows,
        plain_flows={},
        faqs=(),
        synonyms=(),
        replies={},
        actions={},
    )
    return House(
        pack=pack,
        plans={name: _plan(name, each) for name, each in bank["topics"].items()},
        thresholds=THRESHOLDS,
        withdraw_words=frozenset(bank["withdraw_words"]),
    )


def _plan(name: str, when: Row) -> IntentPlan:
    led = {Act(act): _target(to) for act, to in when.items()}
    does = led.get(Act.DO)
    return IntentPlan(
        label=name,
        when=led,
        flow=does.flow_id if isinstance(does, ToFlow) else None,
        reply=does.key if isinstance(does, ToReply) else None,
    )


def _target(text: str) -> Target:
    kind, _, name = text.partition(" ")
    match kind:
        case "flow":
            return ToFlow(name)
        case "faq":
            return ToFaq(name)
        case "reply":
            return ToReply(name)
        case "person":
            return ToPerson(EscalationReason.COMPLEX_INQUIRY, queue=name)
    raise ValueError(text)


def _candidate(bank: Row, given: Row) -> Candidate:
    target = _target(given["to"])
    hit = None
    if isinstance(target, ToFaq):
        about = bank["entries"][target.faq_id]
        entry = FaqEntry(
            id=target.faq_id,
            question=about["question"],
            answer="-",
            tags=tuple(about.get("tags", ())),
        )
        hit = FaqHit(entry=entry, score=given["chance"], matched=entry.question)
    return Candidate(
        target=target,
        chance=given["chance"],
        part=given.get("part", 0),
        intent=given.get("intent", ""),
        act=Act(given["act"]) if "act" in given else None,
        hit=hit,
    )


def _opened(bank: Row, row: Row) -> Opened:
    flows = {each["id"]: flow_from_plain(each["id"], each) for each in bank["flows"]}
    session = replace(
        a_session(turns=row.get("turns", 3)),
        run=_run(row["at"], row) if "at" in row else None,
        misses=row.get("misses", 0),
        exits=row.get("exits", 0),
        ticket=row.get("ticket"),
        choices=tuple(Choice(**each) for each in row.get("offered", ())),
        about=About(**row["about"]) if "about" in row else None,
        silences=row.get("silences", 0),
        asked_more=row.get("asked_more", False),
    )
    lives = house(bank)
    lives = replace(lives, pack=replace(lives.pack, callback=row.get("callback", "")))
    return Opened(
        incoming=Incoming(
            session_id="s1",
            user_id="u1",
            message_id="m1",
            channel=Channel.VOICE if row.get("voice") else Channel.CHAT,
            text="" if row.get("keys") else row["said"],
            dtmf=row["said"] if row.get("keys") else "",
            is_live=not row.get("not_live", False),
        ),
        house=replace(lives, plans={}) if row.get("without_topics") else lives,
        said=as_said(row["said"]),
        session=session,
        flows=FlowLibrary.of(flows.values()),
        deadline=a_deadline(),
        must_ask=row.get("must_ask", False),
        has_lost_flow=row.get("lost", False),
        unfinished=_run(row["unfinished"], {}) if "unfinished" in row else None,
        desk=_desk(row),
    )


def _desk(row: Row) -> DeskSide:
    """`held_by`: the person who talks with the customer."""
    standing = Taken(by=HumanAgent(id=row.get("held_by", "")), since=A_DAY)
    request = HandoffRequest(
        tenant_id="bank",
        request_id="r1",
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="",
        at=A_DAY,
    )
    ticket = Ticket(number="A-0001", request=request, standing=standing)
    return DeskSide(ticket=ticket if "held_by" in row else None, follows=row.get("follows", False))


def _run(place: str, row: Row) -> FlowRun:
    """`place` is "flow/step"; the row's counts are those of the walk."""
    flow_id, _, step_id = place.partition("/")
    return FlowRun(flow_id=flow_id, step_id=step_id).having(
        tries=row.get("tries", 0),
        answer_count=row.get("given", 0),
        explained=row.get("explained", 0),
        stalls=row.get("stalls", 0),
        turns=row.get("walked", 0),
    )


def _reading(row: Row, opened: Opened, found: tuple[Candidate, ...]) -> Reading:
    session = opened.session
    later = {"kept": FlowRun(flow_id="loss", step_id="number", heard={"note": "-"})}
    chosen = {choice.label: choice for choice in session.choices}
    parts = row.get("parts", [{}] * (1 + max((each.part for each in found), default=0)))
    return Reading(
        said=opened.said,
        guard=Guard(row["guard"]) if "guard" in row else None,
        closed=Closed(row["closed"]) if "closed" in row else None,
        danger=Danger(kind=DangerKind(row["danger"]), words=()) if "danger" in row else None,
        meaning=NEEDS_NO_MODEL,
        secrecy=Secrecy(),
        escalation=EscalationVerdict(
            needed=row.get("wants_a_person", False),
            reason=EscalationReason.VIP,
            priority=EscalationPriority.HIGH,
        ),
        parts=tuple(_part(opened, at, each) for at, each in enumerate(parts)),
        answer=_answer(row),
        correction=Correction(**row["correction"]) if "correction" in row else None,
        browsed=session.run.having(shown={"from": 3}) if session.run and "browsed" in row else None,
        later=later.get(row["later"], session.run) if "later" in row else None,
        chosen=chosen[row["chosen"]] if "chosen" in row else None,
        number=row.get("number", ""),
        wishes=frozenset(Wish(each) for each in row.get("wishes", ())),
        is_instead=row.get("instead", False),
    )


def _answer(row: Row) -> Read | Refusal | None:
    by_verb = row.get("by_verb", False)
    if "answer" in row:
        return Read(value=row["answer"], by_verb=by_verb)
    return Refusal(key=SentenceKey(row["refusal"]), by_verb=by_verb) if "refusal" in row else None


def _part(opened: Opened, at: int, given: Row) -> Part:
    """The first is all that was said; the others are clauses of it."""
    best = Act(given.get("act", Act.NONE))
    score = IntentScore(name=given.get("topic", "-"), confidence=given.get("confidence", 0.0))
    return Part(
        said=opened.said,
        topics=Topics(intents=(score,), scope=given.get("scope", 0.25)),
        acts=ActReading(best, tuple(float(act is best) for act in Act)),
        faq=Searched(FaqFound(degraded=given.get("search_away", ""))),
        is_clause=at > 0,
    )

"""`aicc test --on phone` and `--on lex`: a pack's conversation tests through contact flows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aicc.amazon.connect.model import Flow, flow_from
from aicc.amazon.phone.bot import BOT_NAME
from aicc.amazon.phone.coverage import flow_coverage
from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.testing import PhoneResult, PhoneStage, Recorder, replay_on_phone
from aicc.channels.lex_hook import MODE
from aicc.clock import HandClock
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.domain.json import JsonMap
from aicc.domain.turn import Channel
from aicc.packs.pack import Pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.trials.conversations import Result
from aicc.trials.stage import ScriptedBackend
from aicc.wiring import memory_backend, memory_parts
from chatbot_engine import engine_from

from .output import out
from .phone import FIRST_FLOW, open_shelf
from .phone_desk import desk_on, handlers_over
from .stage import stage_over


def replay_on_phones(
    pack: Pack,
    conversations: Sequence[tuple[Path, ConversationFile]],
    content: ContentStore | None = None,
    *,
    talks: bool = False,
) -> tuple[list[Result], bool]:
    """What differed, and whether every turn that was said had its reply. `talks`: through a bot
    that talks itself, whose silences Lex keeps to itself."""
    on = phone_stage(pack, content=content, shelf=talk_shelf() if talks else None)
    results = [
        replay_on_phone(path, conversation, on)
        for path, conversation in conversations
        if Channel.VOICE in conversation.channels and not (talks and _has_silence(conversation))
    ]
    for result in results:
        _report(result, "lex  " if talks else "phone")
    taken = [way for result in results for way in result.taken]
    for covered in flow_coverage(on.shelf.flows, taken):
        out.print(str(covered), markup=False)
        for way in covered.missed:
            out.print(f"  not taken: {way}", markup=False)
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed")
    return [each.result for each in results], not failed


def talk_shelf() -> tuple[FlowShelf, Flow]:
    """A flow of one Lex block, in which the code hook answers and asks."""
    block: JsonMap = {
        "Text": "?",
        "LexV2Bot": {"AliasArn": f"{{{{lex:{BOT_NAME}}}}}"},
        "LexSessionAttributes": {MODE: "talk"},
    }
    errors: list[JsonMap] = [
        {"ErrorType": each, "NextAction": "end"}
        for each in ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
    ]
    talk: JsonMap = {
        "Identifier": "talk",
        "Type": "ConnectParticipantWithLexBot",
        "Parameters": block,
        "Transitions": {"NextAction": "end", "Errors": errors},
    }
    end: JsonMap = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}}
    flow = flow_from({"Version": "2019-10-30", "StartAction": "talk", "Actions": [talk, end]})
    return FlowShelf({"talk": flow}), flow


def _has_silence(conversation: ConversationFile) -> bool:
    return any(not (turn.say or turn.keys) for turn in conversation.turns)


def phone_stage(
    pack: Pack,
    flow: str = FIRST_FLOW,
    content: ContentStore | None = None,
    shelf: tuple[FlowShelf, Flow] | None = None,
) -> PhoneStage:
    clock = HandClock()
    backend = ScriptedBackend(lambda: memory_backend(pack, clock))
    parts = replace(memory_parts(pack, clock), backend=backend, content=content or MemoryContent())
    engine = engine_from(parts, clock=clock)
    stage = stage_over(parts, engine, clock, backend)
    desk = desk_on(parts, engine, clock)
    recorder = Recorder(turn=engine.reply, session=stage.session)
    service = replace(desk.service, reply=recorder)
    flows, first = shelf or open_shelf(flow)
    return PhoneStage(
        stage=stage,
        recorder=recorder,
        handlers=handlers_over(service),
        bot=desk.bot,
        shelf=flows,
        first=first,
    )


def _report(found: PhoneResult, on: str) -> None:
    result = found.result
    mark, colour = ("ok  ", "green") if found.passed else ("FAIL", "red")
    style = colour if out.is_terminal else None
    left = f" ({found.unsaid} turns after the call had left the bot)" if found.unsaid else ""
    out.print(f"{mark} {on} {result.name}{left}", style=style, markup=False)
    for difference in result.differences:
        out.print(f"       {result.path.name}: {difference}", markup=False)
    if found.unanswered:
        out.print(f"       {result.path.name}: {found.unanswered} turns had no reply")

"""`aicc test --on phone`: a pack's conversation tests through the contact flows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aicc.amazon.phone.coverage import flow_coverage
from aicc.amazon.phone.testing import PhoneResult, PhoneStage, Recorder, replay_on_phone
from aicc.clock import HandClock
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
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
) -> tuple[list[Result], bool]:
    """What differed, and whether every turn that was said had its reply."""
    on = phone_stage(pack, content=content)
    results = [
        replay_on_phone(path, conversation, on)
        for path, conversation in conversations
        if Channel.VOICE in conversation.channels
    ]
    for result in results:
        _report(result)
    taken = [way for result in results for way in result.taken]
    for covered in flow_coverage(on.shelf.flows, taken):
        out.print(str(covered), markup=False)
        for way in covered.missed:
            out.print(f"  not taken: {way}", markup=False)
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed")
    return [each.result for each in results], not failed


def phone_stage(
    pack: Pack, flow: str = FIRST_FLOW, content: ContentStore | None = None
) -> PhoneStage:
    clock = HandClock()
    backend = ScriptedBackend(lambda: memory_backend(pack, clock))
    parts = replace(memory_parts(pack, clock), backend=backend, content=content or MemoryContent())
    engine = engine_from(parts, clock=clock)
    stage = stage_over(parts, engine, clock, backend)
    desk = desk_on(parts, engine, clock)
    recorder = Recorder(turn=engine.reply, session=stage.session)
    service = replace(desk.service, reply=recorder)
    shelf, first = open_shelf(flow)
    return PhoneStage(
        stage=stage,
        recorder=recorder,
        handlers=handlers_over(service),
        bot=desk.bot,
        shelf=shelf,
        first=first,
    )


def _report(found: PhoneResult) -> None:
    result = found.result
    mark, colour = ("ok  ", "green") if found.passed else ("FAIL", "red")
    style = colour if out.is_terminal else None
    left = f" ({found.unsaid} turns after the call had left the bot)" if found.unsaid else ""
    out.print(f"{mark} phone {result.name}{left}", style=style, markup=False)
    for difference in result.differences:
        out.print(f"       {result.path.name}: {difference}", markup=False)
    if found.unanswered:
        out.print(f"       {result.path.name}: {found.unanswered} turns had no reply")

"""`aicc connect export-tests`: a pack's conversations as test cases of Amazon Connect."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aicc import logs
from aicc.amazon.connect.native_tests import Exchange, create_request
from aicc.amazon.phone.shown import Kind, Line
from aicc.amazon.phone.testing import PhoneStage, replay_on_phone
from aicc.domain.json import JsonMap
from aicc.domain.turn import Channel
from aicc.errors import PackError
from aicc.packs.files import read_conversations
from aicc.packs.loader import find_pack, load_pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.redact import mask_value

from .output import out
from .phone_test import phone_stage

LANGUAGES = {"ko": "ko-KR", "en": "en-US"}


def export_tests(pack_name: str, flow_arn: str, folder: Path) -> None:
    logs.configure(mask=mask_value, level="critical")  # what fails in a conversation is meant to
    path = find_pack(pack_name)
    conversations = read_conversations(path) if path.is_dir() else []
    if not conversations:
        raise PackError(f"{path}: there are no conversation tests (tests/*.yaml)")
    pack = load_pack(pack_name)
    stage = phone_stage(pack)
    folder.mkdir(parents=True, exist_ok=True)
    for file, conversation in conversations:
        why = _not_there(conversation)
        exchanges = [] if why else list(heard_and_said(file, conversation, stage))
        if not why and len(exchanges) <= len(conversation.turns):
            why = "the call leaves the bot before everything is said"
        if why:
            out.print(f"left out  {file.name}: {why}", markup=False)
            continue
        request = create_request(
            f"{pack.id} {file.stem}",
            conversation.name,
            flow_arn,
            exchanges,
            LANGUAGES[pack.locale],
        )
        written = _write(folder / f"{file.stem}.json", request)
        out.print(f"{written}: {len(conversation.turns)} turns", markup=False)


def heard_and_said(
    path: Path, conversation: ConversationFile, stage: PhoneStage
) -> Iterator[Exchange]:
    """The call as it goes here: what is heard before each turn, and at last what is heard after."""
    lines: list[Line] = []
    replay_on_phone(path, conversation, replace(stage, show=lines.append))
    heard, left = "", iter(conversation.turns)
    for line in lines:
        if line.kind is Kind.BOT:
            heard = line.text
        elif line.kind is Kind.CALLER and heard:
            turn = next(left, None)
            if turn is None:
                break
            yield Exchange(heard=heard, said=turn.say or "", keys=turn.keys or "")
            heard = ""
    if heard:
        yield Exchange(heard=heard)


def _not_there(conversation: ConversationFile) -> str:
    """What only the desk has: a clock that is moved, a back end that says what it is told to."""
    if Channel.VOICE not in conversation.channels:
        return "not for the phone"
    if conversation.backend or conversation.now:
        return "it sets the clock or the back end"
    if any(turn.silence or turn.after for turn in conversation.turns):
        return "it waits"
    return ""


def _write(path: Path, request: JsonMap) -> Path:
    path.write_text(json.dumps(request, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path

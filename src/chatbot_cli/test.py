"""`aicc test`: replay a pack's conversation tests."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import typer

from aicc import logs
from aicc.clock import KST
from aicc.domain.turn import Channel
from aicc.errors import PackError
from aicc.packs.files import read_conversations
from aicc.packs.loader import find_pack, load_pack
from aicc.redact import mask_value
from aicc.replay import Result, replay
from aicc.wiring import memory_parts
from chatbot_engine import engine_from

from .output import out

# A Monday morning, so that "tomorrow" and "this week" mean the same in every run.
TEST_NOW = datetime(2026, 3, 2, 10, 0, tzinfo=KST)


class On(StrEnum):
    ALL = "all"
    CHAT = "chat"
    VOICE = "voice"


def replay_pack(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    on: Annotated[On, typer.Option(help="Which channel to test.")] = On.ALL,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit XML file here.")] = None,
) -> None:
    """Replay the conversations in the pack's tests folder and say what differed."""
    logs.configure(mask=mask_value, level="error")
    folder = find_pack(pack)
    conversations = read_conversations(folder) if folder.is_dir() else []
    if not conversations:
        raise PackError(f"{folder}: there are no conversation tests (tests/*.yaml)")
    engine = engine_from(memory_parts(load_pack(pack), _test_clock), clock=_test_clock)
    results = [
        replay(path, conversation, channel, engine.reply)
        for path, conversation in conversations
        for channel in map(Channel, conversation.channels)
        if on in {On.ALL, On(channel)}
    ]
    _report(results)
    if junit:
        junit.write_bytes(_junit(folder.name, results))
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed")
    if failed:
        raise typer.Exit(1)


def _test_clock() -> datetime:
    return TEST_NOW


def _report(results: Sequence[Result]) -> None:
    for result in results:
        mark = "ok  " if result.passed else "FAIL"
        colour = "green" if result.passed else "red"
        style = colour if out.is_terminal else None
        out.print(f"{mark} {result.channel:5} {result.name}", style=style, markup=False)
        for difference in result.differences:
            out.print(f"       {result.path.name}: {difference}", markup=False)


def _junit(suite: str, results: Sequence[Result]) -> bytes:
    failed = sum(not result.passed for result in results)
    root = ElementTree.Element(
        "testsuite", name=f"aicc test {suite}", tests=str(len(results)), failures=str(failed)
    )
    for result in results:
        case = ElementTree.SubElement(
            root,
            "testcase",
            classname=f"{suite}.{result.path.stem}",
            name=f"{result.name} ({result.channel})",
        )
        if not result.passed:
            said = "\n".join(map(str, result.differences))
            ElementTree.SubElement(case, "failure", message=str(result.differences[0])).text = said
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written

"""`aicc test`: replay a pack's conversation tests, and say what they leave out."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import typer

from aicc import logs
from aicc.errors import PackError
from aicc.packs.files import read_conversations
from aicc.packs.loader import find_pack, load_pack
from aicc.packs.schema.conversation import ConversationFile
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.trials.conversations import Result, replay
from aicc.trials.coverage import Coverage, coverage
from aicc.trials.dialogues.verdict import Verdict
from aicc.trials.stage import Stage
from aicc.wiring import published_content

from .dialogues import judge_dialogues
from .fuzz import fuzz_pack
from .output import out
from .phone_test import replay_on_phones
from .stage import stage_for

Conversations = Sequence[tuple[Path, ConversationFile]]


class On(StrEnum):
    ALL = "all"
    CHAT = "chat"
    VOICE = "voice"
    PHONE = "phone"
    LEX = "lex"


def replay_pack(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="PACK", help="Shipped name or path; with --dialogues the files of dialogues."
        ),
    ],
    on: Annotated[
        On, typer.Option(help="Which channel to test; lex: a bot that talks by itself.")
    ] = On.ALL,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit XML file here.")] = None,
    min_coverage: Annotated[
        float, typer.Option(min=0, max=100, help="Fail below so many percent of the scenarios.")
    ] = 0.0,
    as_shipped: Annotated[
        bool,
        typer.Option("--as-shipped", help="The pack's files alone, without what was published."),
    ] = False,
    fuzz: Annotated[
        bool, typer.Option("--fuzz", help="Walk the scenarios with made-up customers instead.")
    ] = False,
    walks: Annotated[int, typer.Option(min=1, help="With --fuzz: how many.")] = 200,
    seed: Annotated[int, typer.Option(help="With --fuzz: the same seed walks the same.")] = 1,
    dialogues: Annotated[
        bool, typer.Option("--dialogues", help="Judge the replies to files of dialogues instead.")
    ] = False,
    kind: Annotated[
        list[str] | None, typer.Option(help="With --dialogues: of this kind only; repeatable.")
    ] = None,
    show: Annotated[
        list[Verdict] | None, typer.Option(help="With --dialogues: show such turns; repeatable.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --dialogues: the table as JSON.")
    ] = False,
) -> None:
    """Replay the conversations in the pack's tests folder and say what differed.

    What staff published in the data folder lies over the pack, as it does for customers.
    """
    if dialogues:
        logs.configure(mask=mask_value, level="critical")
        judge_dialogues(names, kinds=kind or (), show=show or (), as_json=as_json)
        return
    if len(names) != 1:
        raise typer.BadParameter("one pack at a time")
    logs.configure(mask=mask_value, level="critical" if fuzz else "error")
    folder = find_pack(names[0])
    conversations = read_conversations(folder) if folder.is_dir() else []
    if fuzz:
        said = [conversation for _, conversation in conversations]
        if not fuzz_pack(load_pack(names[0]), said, walks=walks, seed=seed):
            raise typer.Exit(1)
        return
    if not conversations:
        raise PackError(f"{folder}: there are no conversation tests (tests/*.yaml)")
    pack = load_pack(names[0])
    content = None if as_shipped else published_content(Settings.load(), pack)
    if on in {On.PHONE, On.LEX}:
        talks = on is On.LEX
        results, all_passed = replay_on_phones(pack, conversations, content, talks=talks)
    else:
        stage = stage_for(pack, content)
        results, all_passed = _replay_here(stage, conversations, on, min_coverage)
    if junit:
        junit.write_bytes(_junit(folder.name, results))
    if not all_passed:
        raise typer.Exit(1)


def _replay_here(
    stage: Stage, conversations: Conversations, on: On, min_coverage: float
) -> tuple[list[Result], bool]:
    """The results, and whether all passed and enough of the scenarios was walked."""
    results = [
        replay(path, conversation, channel, stage)
        for path, conversation in conversations
        for channel in conversation.channels
        if on in {On.ALL, On(channel)}
    ]
    _report(results)
    replies = (turn.reply for result in results for turn in result.turns)
    walked = coverage(stage.pack.flows, stage.backend.actions, replies)
    _report_coverage(walked)
    failed = sum(not result.passed for result in results)
    out.print(f"{len(results) - failed} passed, {failed} failed")
    is_short = walked.percent < min_coverage
    if is_short:
        out.print(f"covered are {walked.percent:.1f} %, less than {min_coverage:g} %")
    return results, not failed and not is_short


def _report(results: Sequence[Result]) -> None:
    for result in results:
        mark = "ok  " if result.passed else "FAIL"
        colour = "green" if result.passed else "red"
        style = colour if out.is_terminal else None
        out.print(f"{mark} {result.channel:5} {result.name}", style=style, markup=False)
        for difference in result.differences:
            out.print(f"       {result.path.name}: {difference}", markup=False)


def _report_coverage(walked: Coverage) -> None:
    if not walked.steps:
        return
    out.print(f"covered: {walked}", markup=False)
    for way in walked.missed_ways:
        out.print(f"  not covered: {way}", markup=False)


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

"""What the schema alone cannot see: names that do not meet, steps nobody reaches, dead texts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from aicc.domain.flow import Flow
from aicc.errors import InvalidInputError
from aicc.packs.entity_options import EntityOptions, entity_options, with_entities
from aicc.packs.files import (
    LineFinder,
    LineFinding,
    PackFilesError,
    flow_files,
    flows_of,
    read_conversations,
    read_folder,
)
from aicc.packs.from_files import flow_from_plain
from aicc.packs.lint.actions import check_actions, with_those_of
from aicc.packs.lint.acts import check_acts, check_danger, check_not_here, named_in_targets
from aicc.packs.lint.content import check_entities, check_faqs, check_intents, check_queues
from aicc.packs.lint.conversations import check_conversations
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, error, warning
from aicc.packs.lint.flow import Neighbours, check_flow
from aicc.packs.lint.keeping import check_pack_keeps
from aicc.packs.lint.replies import check_replies
from aicc.packs.lint.values import check_values
from aicc.packs.schema.conversation import ConversationFile

CHECKS = (
    check_queues,
    check_danger,
    check_intents,
    check_acts,
    check_not_here,
    check_entities,
    check_replies,
    check_faqs,
)


def lint(folder: Path, actions: Actions) -> list[LineFinding]:
    """Every finding in the pack, by file and line. `actions` are the back end's own."""
    unread: list[LineFinding] = []
    conversations: dict[str, ConversationFile] = {}
    try:
        read = read_conversations(folder)
        conversations = {_name(folder, path): conversation for path, conversation in read}
    except PackFilesError as wrong:
        unread += wrong.findings
    try:
        plain = read_folder(folder)
    except PackFilesError as wrong:
        return _in_order([*unread, *wrong.findings])
    known = with_those_of(plain, actions)
    found = [finding for check in CHECKS for finding in check(plain)]
    found += check_actions(plain, actions)
    found += check_values(plain, known)
    found += _check_flows(folder, plain, known)
    found += check_conversations(plain, conversations, known)
    return _in_order([*unread, *_located(folder, found)])


def _check_flows(folder: Path, plain: Plain, actions: Actions) -> Iterator[PlaceFinding]:
    names = [_name(folder, path) for path in flow_files(folder)]
    counts = Counter(flow["id"] for flow in plain["flows"])
    entities = entity_options(plain["entities"]["entities"])
    around = Neighbours(
        queues=plain["pack"]["queues"],
        actions=actions,
        flows=_readable(flows_of(plain), entities),
        entities=entities,
    )
    yield from check_pack_keeps(plain, around.flows)
    own = {flow["id"] for flow in plain["flows"]}
    started = named_in_targets(plain, "flow") | around.entered
    for file, flow in zip(names, plain["flows"], strict=True):
        if counts[flow["id"]] > 1:
            yield error(file, ("id",), f"flow {flow['id']} is there twice: one hides the other")
        if flow["id"] not in started:
            yield warning(file, ("id",), f"flow {flow['id']} never starts: no intent names it")
        yield from check_flow(file, flow, around)
    for at, flow in enumerate(plain["kits"]):
        if flow["id"] not in started | own:
            message = f"kit {flow['id']} is never used: no step enters it"
            yield warning("pack.yaml", ("kits", at), message)


def _readable(flows: Iterable[Plain], entities: EntityOptions) -> dict[str, Flow]:
    """The flows that can be read; why another cannot is a finding of its own."""
    read: dict[str, Flow] = {}
    for plain in flows:
        with suppress(InvalidInputError):
            read[plain["id"]] = with_entities(flow_from_plain(plain["id"], plain), entities)
    return read


def _located(folder: Path, found: Iterable[PlaceFinding]) -> Iterator[LineFinding]:
    finders: dict[str, LineFinder] = {}
    for each in found:
        path = folder / each.file
        finder = finders.get(each.file) or finders.setdefault(each.file, LineFinder(path))
        line = finder.line(each.place)
        yield LineFinding(file=path, line=line, message=each.message, is_error=each.is_error)


def _in_order(findings: Iterable[LineFinding]) -> list[LineFinding]:
    return sorted(findings, key=lambda each: (str(each.file), each.line))


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()

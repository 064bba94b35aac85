"""Conversation tests as test cases of Amazon Connect itself, in its testing language.

Experimental: the shapes are those of AWS's pages on the testing language, and were never run in
an instance; published accounts of them differ in details.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError

VERSION = "2019-10-30"
LONGEST_HEARD = 200  # characters of a prompt that are compared
_FLOW = re.compile(
    r"(arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance/[0-9a-f-]{36})/contact-flow/(\S+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the caller hears, and says or keys upon it; neither at the end."""

    heard: str
    said: str = ""
    keys: str = ""


def create_request(
    name: str, description: str, flow_arn: str, exchanges: Sequence[Exchange], language: str
) -> JsonMap:
    """What CreateTestCase takes; `language` as Connect writes it, ko-KR."""
    found = _FLOW.fullmatch(flow_arn)
    if not found:
        raise InvalidInputError(f"{flow_arn!r}: not the ARN of a contact flow")
    content = {
        "Version": VERSION,
        "Metadata": {},
        "Observations": list(_observations(exchanges, language)),
    }
    entry: JsonMap = {
        "Type": "VOICE_CALL",
        "VoiceCallEntryPointParameters": {"FlowId": found[2]},
    }
    return {
        "InstanceId": found[1],
        "Name": name,
        **({"Description": description} if description else {}),
        "Content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        "EntryPoint": entry,
        "Status": "PUBLISHED",  # else what is wrong with the content is not said
    }


def _observations(exchanges: Sequence[Exchange], language: str) -> Iterator[JsonMap]:
    """One leads to the next; the last ends the test."""
    yield _observation("begin", "TestInitiated", {}, [], "turn-1")
    for number, each in enumerate(exchanges, 1):
        is_last = number == len(exchanges)
        heard: JsonMap = {
            "Text": each.heard[:LONGEST_HEARD],
            "MatchingCriteria": {"Type": "Similarity"},
        }
        acts = [_end()] if is_last else [_instruction(number, each, language)]
        following = "" if is_last else f"turn-{number + 1}"
        yield _observation(f"turn-{number}", "MessageReceived", heard, acts, following)


def _observation(
    identifier: str, event: str, properties: JsonMap, actions: list[JsonMap], following: str
) -> JsonMap:
    return {
        "Identifier": identifier,
        "Event": {
            "Identifier": f"{identifier}-event",
            "Type": event,
            "Actor": "System",
            "Properties": properties,
        },
        "Actions": actions,
        "Transitions": {"NextObservations": [following] if following else []},
    }


def _instruction(number: int, exchange: Exchange, language: str) -> JsonMap:
    instruction: dict[str, Any] = (
        {"Type": "DtmfInput", "Properties": {"Value": exchange.keys}}
        if exchange.keys
        else {
            "Type": "TextUtterance",
            "Properties": {"Text": exchange.said, "LanguageCode": language},
        }
    )
    return _action(
        f"act-{number}", "SendInstruction", {"Actor": "Customer", "Instruction": instruction}
    )


def _end() -> JsonMap:
    return _action("end", "TestControl", {"Command": {"Type": "EndTest"}})


def _action(identifier: str, kind: str, parameters: JsonMap) -> JsonMap:
    return {
        "Identifier": identifier,
        "Type": kind,
        "Parameters": {"ActionType": kind, **parameters},
        "Transitions": {"NextAction": ""},
    }

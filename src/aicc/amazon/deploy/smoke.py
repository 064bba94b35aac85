"""Whether what was deployed answers: the functions are warmed and asked, the service is asked."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aicc.amazon.deploy.cloud import Cloud, CloudError
from aicc.packs.pack import Pack

SERVICE_TRIES, BETWEEN_S, ASK_S = 20, 15.0, 10.0
WARM_UP = {"warmup": True}
_SHOWN = 60  # characters of a reply

Fetch = Callable[[str, float], int]  # a URL, seconds: its status, 0 where nobody answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    name: str
    is_well: bool
    told: str


def fetch(url: str, within_s: float) -> int:
    import urllib3

    try:
        with urllib3.PoolManager(retries=False, timeout=within_s) as pool:
            return int(pool.request("GET", url, redirect=False).status)
    except urllib3.exceptions.HTTPError:
        return 0


def functions(cloud: Cloud, outputs: Mapping[str, str], pack: Pack, run: str) -> Iterator[Checked]:
    """The turn function answers a sentence that the pack knows; `run` makes the contact's id."""
    for name in ("TurnFunctionArn", "LexHookFunctionArn"):
        if name in outputs:
            yield _asked(cloud, name, outputs[name], WARM_UP, lambda answer: "is warm")
    if "TurnFunctionArn" in outputs:
        event = turn_event(f"deploy-check-{run}", _sentence(pack))
        yield _asked(cloud, "a turn", outputs["TurnFunctionArn"], event, _reply)


def service(url: str, cloud: Cloud, ask: Fetch = fetch) -> Checked:
    """A balancer needs some minutes until it sends anything on."""
    status = 0
    for left in reversed(range(SERVICE_TRIES)):
        status = ask(f"{url.rstrip('/')}/health", ASK_S)
        if status == 200:
            return Checked(name="service", is_well=True, told=f"{url}/health answers")
        if left:
            cloud.sleep(BETWEEN_S)
    told = f"answers {status}" if status else "does not answer"
    return Checked(name="service", is_well=False, told=f"{url}/health {told}")


def turn_event(contact: str, text: str) -> dict[str, Any]:
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {"ContactId": contact, "Channel": "VOICE", "Attributes": {}},
            "Parameters": {"UserInput": text},
        },
    }


def _asked(
    cloud: Cloud,
    name: str,
    function: str,
    event: Mapping[str, Any],
    read: Callable[[Any], str],
) -> Checked:
    try:
        answer = cloud.call(
            "lambda", "invoke", FunctionName=function, Payload=json.dumps(event).encode()
        )
        payload: Any = json.loads(answer["Payload"].read() or b"{}")
        if answer.get("FunctionError"):
            return Checked(name=name, is_well=False, told=cloud.shown(_fault(payload)))
        return Checked(name=name, is_well=True, told=read(payload))
    except (CloudError, ValueError) as error:
        return Checked(name=name, is_well=False, told=str(error))


def _reply(answer: Any) -> str:
    """`ValueError` where the function could not make a turn."""
    if not isinstance(answer, dict) or answer.get("error") != "false":
        raise ValueError("answers with an error: its log says why")
    return f"answers {str(answer.get('response_text', ''))[:_SHOWN]!r}"


def _fault(payload: Any) -> str:
    given = payload if isinstance(payload, dict) else {}
    return f"{given.get('errorType', 'failed')}: {given.get('errorMessage', 'its log says why')}"


def _sentence(pack: Pack) -> str:
    examples = (each.examples[0] for each in pack.intents.values() if each.examples)
    return next(examples, pack.name)

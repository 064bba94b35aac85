"""From plain dicts to steps and flows; the dicts may leave out what has a default."""

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from aicc.domain.bot_sentence import quick_replies
from aicc.domain.flow import (
    Call,
    Case,
    Flow,
    InputType,
    Offer,
    Option,
    Step,
    StepCard,
    Validation,
    Wording,
)
from aicc.domain.handoff import EscalationPriority
from aicc.domain.validations import VALIDATIONS
from aicc.errors import InvalidInputError

Plain = Mapping[str, Any]

_VERSION_BYTES = 6


def flow_from_plain(flow_id: str, data: Plain) -> Flow:
    """A flow from the dict form; what does not stop it from starting becomes a warning."""
    steps = [_step(flow_id, step) for step in data.get("steps") or ()]
    if not steps:
        raise InvalidInputError(f"flow {flow_id}: it has no steps")
    by_id = {step.id: step for step in steps}
    if len(by_id) < len(steps):
        raise InvalidInputError(f"flow {flow_id}: two steps have the same id")
    identified_by = data.get("identified_by") or ""
    if identified_by and identified_by not in by_id:
        raise InvalidInputError(f"flow {flow_id}: identified_by names no step: {identified_by}")
    return Flow(
        id=flow_id,
        name=str(data.get("name") or flow_id),
        steps=by_id,
        first=steps[0].id,
        version=version_of(data),
        keep={name: seconds_in(time) for name, time in (data.get("keep") or {}).items()},
        identified_by=identified_by,
        warnings=tuple(_warnings(by_id, data)),
    )


def version_of(data: Plain) -> str:
    """A name for the content: the same flow has the same one wherever it is loaded, and whether
    or not it may be put behind the identity kit."""
    content = {name: value for name, value in data.items() if name != "identified_by"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return blake2b(text.encode(), digest_size=_VERSION_BYTES).hexdigest()


_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds_in(written: str) -> float:
    """A time as packs write it: 90s, 10m, 2h, 1d."""
    return float(written[:-1]) * _SECONDS[written[-1]]


def targets(step: Step) -> dict[str, str]:
    """Every step that this one can go to, by the field that names it."""
    named = {"next_step": step.next_step, "on_error": step.on_error}
    found = {field: target for field, target in named.items() if target}
    found |= {f"branches.{outcome}": target for outcome, target in step.branches.items()}
    return found | {f"choose.{at}": case.next_step for at, case in enumerate(step.cases)}


def _step(flow_id: str, data: Plain) -> Step:
    if not isinstance(data, Mapping):
        raise InvalidInputError(f"flow {flow_id}: a step must be a mapping, not {data!r}")
    try:
        return Step(
            id=str(data["id"]),
            message=data.get("message") or "",
            voice=data.get("voice") or "",
            voice_again=data.get("voice_again") or "",
            input_type=InputType(data.get("input_type") or InputType.NONE),
            validation=_validation(data.get("validation")),
            options=tuple(_option(option) for option in data.get("options") or ()),
            buttons=quick_replies(data.get("buttons") or ()),
            card=_card(data.get("card")),
            entity=data.get("entity") or "",
            offer=_offer(data.get("offer")),
            labels=tuple(data.get("labels") or ()),
            yes=tuple(data.get("yes") or ()),
            no=tuple(data.get("no") or ()),
            counters=tuple(data.get("counters") or ()),
            volunteered=bool(data.get("volunteered", True)),
            call=_call(data.get("call")),
            enters=data.get("enter") or "",
            sets=dict(data.get("set") or {}),
            cases=tuple(_case(case) for case in data.get("choose") or ()),
            outcome=data.get("outcome") or "",
            save_as=data.get("save_as") or "",
            secret=bool(data.get("secret")),
            help=_wording(data.get("help")),
            why=_wording(data.get("why")),
            refusals=_wordings(data.get("retry_message")),
            silences=_wordings(data.get("silence_message")),
            max_retries=int(data.get("max_retries", 2)),
            next_step=data.get("next_step"),
            branches=dict(data.get("branches") or {}),
            on_error=data.get("on_error"),
            **_handoff(data.get("handoff")),
        )
    except (KeyError, TypeError, ValueError) as error:
        name = data.get("id", "without an id")
        raise InvalidInputError(f"flow {flow_id}: step {name}: {error}") from error


def _validation(data: str | Plain | None) -> Validation | None:
    if data is None:
        return None
    if isinstance(data, str):
        return VALIDATIONS.get(data, Validation(name=data))
    known = {name: value for name, value in data.items() if value is not None}
    return Validation(**known)


def _option(data: str | Plain) -> Option:
    if isinstance(data, str):
        return Option(value=data)
    return Option(value=data["value"], synonyms=tuple(data.get("synonyms") or ()))


def _offer(data: Plain | None) -> Offer | None:
    if not data:
        return None
    return Offer(
        source=data["list"],
        show=data["show"],
        voice=data.get("voice") or "",
        detail=data.get("detail") or "",
    )


def _card(data: Plain | None) -> StepCard | None:
    return StepCard(title=data.get("title") or "", rows=dict(data["rows"])) if data else None


def _case(data: Plain) -> Case:
    return Case(when=data["when"], next_step=data["next_step"])


def _wordings(data: str | list[str | Plain] | None) -> tuple[Wording, ...]:
    """One sentence, or several that are said one after the other."""
    given = [data] if isinstance(data, str) else data or []
    return tuple(wording for each in given if (wording := _wording(each)))


def _wording(data: str | Plain | None) -> Wording | None:
    if not data:
        return None
    if isinstance(data, str):
        return Wording(message=data)
    return Wording(message=data["message"], voice=data.get("voice") or "")


def _handoff(data: str | Plain | None) -> dict[str, Any]:
    if data is None or isinstance(data, str):
        return {"handoff": data}
    priority = EscalationPriority(data.get("priority") or EscalationPriority.NORMAL)
    return {"handoff": data["queue"], "priority": priority}


def _call(data: Plain | None) -> Call | None:
    if data is None:
        return None
    return Call(action=data["action"], arguments=dict(data.get("arguments") or {}))


def _warnings(steps: Mapping[str, Step], data: Plain) -> Iterator[str]:
    for step in steps.values():
        for field, target in targets(step).items():
            if target not in steps:
                yield f"step {step.id}: {field} names {target}, which is not a step of this flow"
    for plain in data["steps"]:
        rule = plain.get("validation")
        if isinstance(rule, str) and rule not in VALIDATIONS:
            yield f"step {plain['id']}: there is no validation named {rule}"

"""Actions whose answers this phone cannot know: views, customer profiles, cases, agent assistants.

`/result` says how one ends: `none`, `many`, `error`, or `ok`, or the branch by its name, with
values as `key=value`. Without it what is looked up is not found, and what is written succeeds.
"""

import json
from collections.abc import Callable, Mapping

from aicc.amazon.connect.model import Action
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.outcome import NO_CONDITION, NO_MATCH, Failed, Matched, Next, Outcome
from aicc.domain.json import Json

_FAULTS = {"none": ("NoneFoundError", "NoneFound"), "many": ("MultipleFoundError", "MultipleFound")}


def show_view(call: Call, action: Action) -> Outcome:
    """What it shows, and what whoever sees it presses."""
    resource = action.parameters.get("ViewResource")
    name = call.text(resource.get("Id")) if isinstance(resource, Mapping) else ""
    data = json.dumps(action.parameters.get("ViewData") or {}, ensure_ascii=False)
    call.note(f"shows the view {name}: {data}")
    told = call.caller.told("result", f"the view {name}: its action, with key=value")
    if told is None:
        return Failed(error=NO_CONDITION, why="nobody presses anything: /result ACTION key=value")
    pressed, values = _read(told)
    call.contact.spaces["Views"] = {"Action": pressed, "ViewResultData": values}
    return Matched(value=pressed)


def looked_up(space: str) -> Callable[[Call, Action], Outcome]:
    return lambda call, action: _ended(call, action, space, "none")


def written(space: str) -> Callable[[Call, Action], Outcome]:
    return lambda call, action: _ended(call, action, space, "ok")


def _ended(call: Call, action: Action, space: str, default: str) -> Outcome:
    told = call.caller.told("result", f"{action.type}: ok key=value, none, many, error")
    name, values = _read(told or default)
    if name == "ok":
        call.contact.spaces[space] = values
        return Next(remark=", ".join(values))
    if name == "error":
        return Failed(error=NO_MATCH, why="as told")
    wired = (each for each in _FAULTS.get(name, (name,)) if action.transitions.on_error(each))
    return Failed(error=next(wired, NO_MATCH), why=f"{name}: /result says another")


def _read(told: str) -> tuple[str, dict[str, Json]]:
    name, *pairs = told.split() or ["ok"]
    return name, {key: value for key, _, value in (pair.partition("=") for pair in pairs)}

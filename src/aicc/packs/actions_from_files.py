"""From the plain form of actions.yaml to actions and how they are served."""

from collections.abc import Mapping
from typing import Any

from aicc.domain.action import BackendAction, ValueKind
from aicc.domain.serving import Auth, Body, HttpService, LambdaService, ServedAction

Plain = Mapping[str, Any]

_BODILESS = frozenset({"GET", "DELETE"})


def actions_from_plain(data: Plain) -> dict[str, ServedAction]:
    """By name; of two with the same name the last, which is a finding of its own."""
    return {action["name"]: _action(action) for action in data["actions"]}


def _action(data: Plain) -> ServedAction:
    outcomes = data["outcomes"]
    typed = {
        name: kind
        for values in outcomes.values()
        if isinstance(values, Mapping)
        for name, kind in values.items()
    }
    kinds = {name: ValueKind(kind) for name, kind in typed.items() if isinstance(kind, str)}
    lists = {
        name: {each: ValueKind(inner) for each, inner in kind[0].items()}
        for name, kind in typed.items()
        if not isinstance(kind, str)
    }
    about = BackendAction(
        arguments=frozenset(data["arguments"]),
        outcomes={outcome: frozenset(values) for outcome, values in outcomes.items()},
        cannot_be_undone=data["cannot_be_undone"],
        kinds=kinds,
        lists=lists,
    )
    return ServedAction(
        about=about,
        service=_service(data),
        timeout_s=data["timeout_s"],
        retries=data["retries"],
    )


def _service(data: Plain) -> HttpService | LambdaService | None:
    if data["http"]:
        return _http(data["http"])
    if data["lambda"]:
        function = data["lambda"]
        return LambdaService(function=function["function"], qualifier=function["qualifier"] or "")
    return None


def _http(data: Plain) -> HttpService:
    usual = Body.QUERY if data["method"] in _BODILESS else Body.JSON
    return HttpService(
        method=data["method"],
        url=data["url"],
        auth=Auth(data["auth"]),
        secret=data["secret"] or "",
        service=data["service"] or "",
        region=data["region"] or "",
        headers=data["headers"],
        body=Body(data["body"] or usual),
        # a compiled pack is JSON, whose keys are texts
        statuses={int(status): outcome for status, outcome in data["statuses"].items()},
        code=data["code"] or "",
        codes=data["codes"],
        values=data["values"],
    )

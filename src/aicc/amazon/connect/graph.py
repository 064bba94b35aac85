"""Where a flow can go: what is reached from its start, with or without passing something."""

from collections.abc import Callable, Mapping

from aicc.amazon.connect.model import Action, Flow


def reached(flow: Flow, stop: Callable[[Action], bool] = lambda _: False) -> set[str]:
    """Identifiers on some way from the start; a way ends behind an action that `stop` names."""
    actions = flow.by_identifier()
    found: set[str] = set()
    ahead = [flow.start_action]
    while ahead:
        identifier = ahead.pop()
        action = actions.get(identifier)
        if action is None or identifier in found:
            continue
        found.add(identifier)
        if not stop(action):
            ahead.extend(target for _, target in action.transitions.ways())
    return found


def endless(flow: Flow, pauses: Callable[[Action], bool]) -> set[str]:
    """Identifiers that lead back to themselves without passing an action that pauses."""
    actions = flow.by_identifier()
    ways = {
        identifier: {target for _, target in action.transitions.ways() if target in actions}
        for identifier, action in actions.items()
        if not pauses(action)
    }
    return {identifier for identifier in ways if _returns(identifier, ways)}


def _returns(start: str, ways: Mapping[str, set[str]]) -> bool:
    found: set[str] = set()
    ahead = list(ways[start])
    while ahead:
        identifier = ahead.pop()
        if identifier == start:
            return True
        if identifier in ways and identifier not in found:
            found.add(identifier)
            ahead.extend(ways[identifier])
    return False

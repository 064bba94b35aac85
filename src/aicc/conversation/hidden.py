"""What of a running scenario may not be written in the clear: taken out, and put back.

Secret answers, what was found out since the first of them, and whatever a transcript would mask:
a telephone number is one in an answer, too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from aicc.domain.json import Json, JsonMap, as_map, as_maps
from aicc.domain.run import FlowRun
from aicc.domain.session import Session
from aicc.redact import mask_value, tells_resident

KEPT = "kept"  # no walk is called so


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """`shown` may be written down: its runs name what they have lost. `hidden` is that, by walk:
    {"9c1f…": {"answers": {"phone": "010…"}, "heard": [{}, {"phone": "010…"}]}}
    with a map for each flow that a walk stands in, and answers that outlived theirs as "kept"."""

    shown: Session
    hidden: JsonMap = field(default_factory=dict)


def parted(session: Session) -> Parted:
    hidden: dict[str, Json] = {}

    def shown(run: FlowRun) -> FlowRun:
        part = _PartedRun.of(run)
        if part.values and run.walk:
            hidden[run.walk] = part.values
        return part.shown

    after = _changed(session, shown)
    gone = {
        each.name: each.value
        for each in session.kept
        if each.is_secret or each.was_found or _is_personal(each.value)
    }
    if gone:
        hidden[KEPT] = _kept(gone)
        kept = [replace(each, value=None) if each.name in gone else each for each in session.kept]
        after = replace(after, kept=tuple(kept))
    return Parted(shown=after, hidden=hidden)


def joined(session: Session, hidden: JsonMap) -> Session:
    """The session with what was hidden; what is not there stays lost."""
    after = _changed(session, lambda run: _joined(run, as_map(hidden.get(run.walk))))
    values = as_map(hidden.get(KEPT))
    kept = (replace(each, value=values.get(each.name, each.value)) for each in session.kept)
    return replace(after, kept=tuple(kept)) if values else after


def _changed(session: Session, change: Callable[[FlowRun], FlowRun]) -> Session:
    if not (session.run or session.paused or session.unfinished):
        return session
    return replace(
        session,
        run=change(session.run) if session.run else None,
        paused=tuple(map(change, session.paused)),
        unfinished=change(session.unfinished) if session.unfinished else None,
    )


@dataclass(frozen=True, slots=True)
class _PartedRun:
    shown: FlowRun
    values: JsonMap

    @classmethod
    def of(cls, run: FlowRun) -> "_PartedRun":
        secret = {*run.secrets, *run.found_since_secret}
        answers = {name: value for name, value in run.answers.items()
                   if name in secret or _is_personal(value)}  # fmt: skip
        levels = [*(frame.heard for frame in run.frames), run.heard]
        heard = [_waiting(level, list(answers.values())) for level in levels]
        if not answers and not any(heard):
            return cls(run, {})
        frames = zip(run.frames, heard, strict=False)
        shown = run.having(
            answers=_without(run.answers, answers),
            heard=_without(run.heard, heard[-1]),
            frames=tuple(replace(each, heard=_without(each.heard, gone)) for each, gone in frames),
            lost=tuple(dict.fromkeys((*run.lost, *answers))),
        )
        kept = {"heard": [_kept(each) for each in heard]} if any(heard) else {}
        return cls(shown, {"answers": _kept(answers), **kept})


def _waiting(heard: JsonMap, secrets: list[Json]) -> JsonMap:
    """A secret that was taken back with its question waits under the name of that question."""
    if not heard:
        return heard
    return {name: value for name, value in heard.items() if value in secrets or _is_personal(value)}


def _joined(run: FlowRun, values: JsonMap) -> FlowRun:
    if not values:
        return run
    found = as_map(values.get("answers"))
    answers = {name: found[name] for name in run.lost if name in found}
    heard = as_maps(values.get("heard"))
    if len(heard) != len(run.frames) + 1:
        heard = [{}] * (len(run.frames) + 1)
    frames = zip(run.frames, heard, strict=False)
    return run.having(
        answers={**run.answers, **answers},
        heard={**run.heard, **heard[-1]},
        frames=tuple(replace(each, heard={**each.heard, **more}) for each, more in frames),
        lost=tuple(name for name in run.lost if name not in answers),
    )


def _is_personal(value: Json) -> bool:
    return bool(mask_value(value) != value)


def _kept(values: JsonMap) -> dict[str, Json]:
    """A registration number is kept nowhere, not even under a seal."""
    return {name: value for name, value in values.items() if not tells_resident(value)}


def _without(values: JsonMap, gone: Mapping[str, object]) -> JsonMap:
    if not gone:
        return values
    return {name: value for name, value in values.items() if name not in gone}

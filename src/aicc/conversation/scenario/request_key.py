"""The key of a call: asked twice with the same one, a company's system does the thing once."""

import json
from collections.abc import Mapping
from hashlib import blake2b

from aicc.domain.flow import Step
from aicc.domain.run import FlowRun

_DIGEST_BYTES = 16


def request_key(
    tenant_id: str,
    session_id: str,
    run: FlowRun,
    step: Step,
    arguments: Mapping[str, str],
    *,
    cannot_be_undone: bool,
) -> str:
    """The same when a turn is made again. What cannot be undone keeps its key in all the walk
    until it was answered, so that trying again after a late answer cannot do it twice. Anything
    else may be wanted again, such as a new code, once a question was answered in between.

    Empty without a session, where nothing tells two customers apart.
    """
    if not session_id:
        return ""
    since = _last_answer(run, step) if cannot_be_undone else str(run.answer_count)
    action = step.call.action if step.call else ""
    said = [part for name in sorted(arguments) for part in (name, arguments[name])]
    where = [tenant_id, session_id, run.walk, run.flow_id, step.id, action, since]
    named = "".join(f"{len(part)}:{part}" for part in (*where, *said))
    return blake2b(named.encode(errors="replace"), digest_size=_DIGEST_BYTES).hexdigest()


def _last_answer(run: FlowRun, step: Step) -> str:
    """What the same step was answered before in this walk, such as a receipt."""
    return json.dumps(run.answers.get(step.slot), sort_keys=True)

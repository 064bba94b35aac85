"""The key of a call: asked twice with the same one, a company's system does the thing once."""

from collections.abc import Mapping
from hashlib import blake2b

from aicc.domain.flow import Call
from aicc.domain.run import FlowRun

_DIGEST_BYTES = 16


def request_key(
    tenant_id: str,
    session_id: str,
    run: FlowRun,
    call: Call,
    arguments: Mapping[str, str],
    *,
    once_a_walk: bool,
) -> str:
    """The same when a turn is made again. What is done `once_a_walk` has one key in all the walk,
    so that trying again after a late answer cannot do it twice; anything else may be wanted
    again, such as a new code, and has another key once a question was answered in between.

    Empty without a session, where nothing tells two customers apart.
    """
    if not session_id:
        return ""
    answered = 0 if once_a_walk else len(run.asked) + sum(len(f.asked) for f in run.frames)
    said = [part for name in sorted(arguments) for part in (name, arguments[name])]
    where = [tenant_id, session_id, run.walk, run.flow_id, run.step_id, str(answered)]
    named = "".join(f"{len(part)}:{part}" for part in (*where, call.action, *said))
    return blake2b(named.encode(errors="replace"), digest_size=_DIGEST_BYTES).hexdigest()

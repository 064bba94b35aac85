"""Actions that leave the flow or call something else: Lambda, flows, modules, queues, the end."""

from collections.abc import Mapping

from aicc.amazon.connect.model import Action
from aicc.amazon.phone.acts.talk import seconds
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.contact import queue_named
from aicc.amazon.phone.events import flow_event
from aicc.amazon.phone.lambdas import SYNCHRONOUS_LIMIT_S, LambdaFaultError, flat_strings
from aicc.amazon.phone.outcome import Ending, Ends, Failed, Goes, Next, Outcome
from aicc.amazon.phone.shelf import name_in
from aicc.domain.json import Json


def invoke_lambda(call: Call, action: Action) -> Outcome:
    given = action.parameters
    reference = call.text(given.get("LambdaFunctionARN"))
    limit_s = seconds(call, given.get("InvocationTimeLimitSeconds"), SYNCHRONOUS_LIMIT_S)
    event = flow_event(call.contact, call.texts(given.get("LambdaInvocationAttributes")))
    call.contact.external = {}
    try:
        answer = call.lambdas.invoke(reference, event, limit_s)
        if given.get("InvocationType") == "ASYNCHRONOUS":
            return Next(remark=name_in(reference))
        call.contact.external = _external(answer, given.get("ResponseValidation"))
    except LambdaFaultError as fault:
        return Failed(why=f"{name_in(reference)}: {fault}")
    return Next(remark=name_in(reference))


def _external(answer: Json, validation: Json) -> Mapping[str, Json]:
    kind = validation.get("ResponseType") if isinstance(validation, Mapping) else None
    if kind == "JSON":
        return answer if isinstance(answer, Mapping) else {"value": answer}
    return flat_strings(answer)


def target_queue(call: Call, action: Action) -> Outcome:
    reference = call.text(action.parameters.get("QueueId") or action.parameters.get("AgentId"))
    if not reference:
        return Failed(why="no queue is named")
    call.contact.queue = queue_named(reference)
    return Next(remark=call.contact.queue.name)


def to_queue(call: Call, action: Action) -> Outcome:
    if call.contact.queue is None:
        return Failed(why="no queue was set before")
    if call.world.queue_is_full:
        return Failed(error="QueueAtCapacity")
    return Ends(ending=Ending.QUEUED)


def to_other_queue(call: Call, action: Action) -> Outcome:
    named = target_queue(call, action)
    return named if isinstance(named, Failed) else to_queue(call, action)


def to_flow(call: Call, action: Action) -> Outcome:
    reference = call.text(action.parameters.get("ContactFlowId"))
    flow = call.shelf.find(reference)
    return Goes(flow=flow) if flow else Failed(why=f"there is no flow {reference!r} here")


def callback(call: Call, action: Action) -> Outcome:
    number, given = call.contact.callback_number, action.parameters
    if number is None:
        return Failed(why="no callback number was set")
    reference = call.text(given.get("QueueId"))
    queue = queue_named(reference) if reference else call.contact.queue
    if queue is None:
        return Failed(why="there is no queue for the callback")
    delay_s = seconds(call, given.get("InitialCallDelaySeconds"), 0.0)
    tries = call.text(given.get("MaximumConnectionAttempts")) or "1"
    call.note(
        f"a callback is booked: {number}, queue {queue.name}, in {delay_s:g} s, {tries} attempts"
    )
    return Next()


def task(call: Call, action: Action) -> Outcome:
    call.note(f"a task is made: {call.text(action.parameters.get('Name'))}")
    return Next()


def disconnect(call: Call, action: Action) -> Outcome:
    return Ends(ending=Ending.DISCONNECTED)


def finish(call: Call, action: Action) -> Outcome:
    return Ends(ending=Ending.FINISHED)


def return_from_module(call: Call, action: Action) -> Outcome:
    data = action.parameters.get("ResultData")
    call.contact.module_result = {"ResultData": data, "Result": action.parameters.get("Result")}
    return Ends(ending=Ending.RETURNED)

"""Walking a flow: one action after the other, each by its own function in a table."""

from collections.abc import Callable, Mapping

from aicc.amazon.connect.model import Action, Flow
from aicc.amazon.phone.acts import contact as acts_contact
from aicc.amazon.phone.acts import leave as acts_leave
from aicc.amazon.phone.acts import others as acts_others
from aicc.amazon.phone.acts import talk as acts_talk
from aicc.amazon.phone.acts import ways as acts_ways
from aicc.amazon.phone.call import Call, Frame, Taken
from aicc.amazon.phone.outcome import Ending, Ends, Failed, Goes, Matched, Next, Outcome
from aicc.amazon.phone.shown import Kind
from aicc.amazon.phone.ways import Way, way_of

Act = Callable[[Call, Action], Outcome]

MOST_SILENT_STEPS = 2000  # more actions than these without a word of the caller is an endless loop
DEEPEST_MODULE = 5


def walk(call: Call, flow: Flow) -> Ending:
    """From the flow's start until it is left, through the flows that it goes over to."""
    outer = call.frame
    try:
        while True:
            left = _walk_one(call, flow)
            if isinstance(left, Ending):
                return left
            flow = left.flow
    finally:
        call.frame = outer


def _walk_one(call: Call, flow: Flow) -> Ending | Goes:
    name = call.shelf.name_of(flow)
    call.frame = Frame(flow=flow, name=name)
    call.contact.flow_attributes = {} if call.depth == 0 else call.contact.flow_attributes
    actions, at = flow.by_identifier(), flow.start_action
    while True:
        action = actions.get(at)
        if action is None:
            return _broken(call, f"{name}: there is no action {at!r}")
        call.steps += 1
        if call.steps > MOST_SILENT_STEPS:
            return _broken(call, f"{name}: {MOST_SILENT_STEPS} actions without the caller: a loop")
        outcome = _act(call, action)
        if isinstance(outcome, Ends):
            _trace(call, name, action, str(outcome.ending))
            return outcome.ending
        if isinstance(outcome, Goes):
            _take(call, name, action, Way(name="NextAction", target=None), outcome)
            return outcome
        way = way_of(action, outcome)
        _take(call, name, action, way, outcome)
        if way.target is None:
            return _broken(call, f"{name}: {action.identifier!r} has no way on for {way.name}")
        at = way.target


def _act(call: Call, action: Action) -> Outcome:
    act = ACTS.get(action.type)
    if act:
        return act(call, action)
    call.note(f"this phone does not know {action.type} ({action.identifier})")
    return Failed(why="unknown here") if call.unknown_fails else Next()


def _take(call: Call, flow: str, action: Action, way: Way, outcome: Outcome) -> None:
    """Counted for coverage, and shown."""
    call.taken.append(Taken(flow=flow, action=action.identifier, way=way.name))
    _trace(call, flow, action, f"{way.name} -> {way.target or 'left'}{_remark(outcome)}")
    if isinstance(outcome, Failed) and outcome.why:
        call.note(f"{action.identifier}: {outcome.why}")


def _remark(outcome: Outcome) -> str:
    if isinstance(outcome, Matched):
        return f" ({outcome.value})"
    if isinstance(outcome, Next) and outcome.remark:
        return f" ({outcome.remark})"
    return f" ({outcome.error})" if isinstance(outcome, Failed) else ""


def _trace(call: Call, flow: str, action: Action, did: str) -> None:
    call.put(Kind.ACTION, f"{flow} · {action.identifier} · {action.type}: {did}")


def _broken(call: Call, why: str) -> Ending:
    call.note(f"{why}: Connect hangs up here")
    return Ending.BROKEN


def module(call: Call, action: Action) -> Outcome:
    """Its own actions, then on in the flow that invoked it."""
    reference = call.text(action.parameters.get("FlowModuleId"))
    flow = call.shelf.find(reference)
    if flow is None:
        return Failed(why=f"there is no module {reference!r} here")
    if call.depth >= DEEPEST_MODULE:
        return Failed(why=f"modules inside modules go {DEEPEST_MODULE} deep")
    call.depth += 1
    try:
        ending = walk(call, flow)
    finally:
        call.depth -= 1
    if ending is Ending.RETURNED:
        result = call.contact.module_result.get("Result")
        return Matched(value=str(result)) if result and action.transitions.conditions else Next()
    return Ends(ending=ending)


ACTS: Mapping[str, Act] = {
    "MessageParticipant": acts_talk.message,
    "MessageParticipantIteratively": acts_talk.looped_messages,
    "GetParticipantInput": acts_talk.get_input,
    "ConnectParticipantWithLexBot": acts_talk.connect_lex,
    "TransferParticipantToThirdParty": acts_talk.third_party,
    "ShowView": acts_others.show_view,
    "GetCustomerProfile": acts_others.looked_up("Customer"),
    "GetCustomerProfileObject": acts_others.looked_up("Customer"),
    "GetCalculatedAttributesForCustomerProfile": acts_others.looked_up("Customer"),
    "CreateCustomerProfile": acts_others.written("Customer"),
    "UpdateCustomerProfile": acts_others.written("Customer"),
    "AssociateContactToCustomerProfile": acts_others.written("Customer"),
    "GetCase": acts_others.looked_up("Case"),
    "CreateCase": acts_others.written("Case"),
    "UpdateCase": acts_others.written("Case"),
    "CreateWisdomSession": acts_others.written("Wisdom"),
    "UpdatePreviousContactParticipantState": acts_contact.noted,
    "Wait": acts_talk.wait,
    "UpdateContactAttributes": acts_contact.attributes,
    "UpdateFlowAttributes": acts_contact.flow_attributes,
    "UpdateContactData": acts_contact.contact_data,
    "UpdateContactTextToSpeechVoice": acts_contact.voice,
    "UpdateContactEventHooks": acts_contact.event_hooks,
    "UpdateContactCallbackNumber": acts_contact.callback_number,
    "UpdateContactRecordingBehavior": acts_contact.noted,
    "UpdateContactRecordingAndAnalyticsBehavior": acts_contact.noted,
    "UpdateContactRoutingBehavior": acts_contact.noted,
    "UpdateContactRoutingCriteria": acts_contact.noted,
    "UpdateContactMediaStreamingBehavior": acts_contact.noted,
    "UpdateFlowLoggingBehavior": acts_contact.noted,
    "TagContact": acts_contact.tag,
    "UntagContact": acts_contact.untag,
    "Compare": acts_ways.compare,
    "CheckHoursOfOperation": acts_ways.hours,
    "CheckMetricData": acts_ways.metric,
    "GetMetricData": acts_ways.get_metrics,
    "DistributeByPercentage": acts_ways.distribute,
    "Loop": acts_ways.loop,
    "InvokeLambdaFunction": acts_leave.invoke_lambda,
    "UpdateContactTargetQueue": acts_leave.target_queue,
    "TransferContactToQueue": acts_leave.to_queue,
    "DequeueContactAndTransferToQueue": acts_leave.to_other_queue,
    "TransferToFlow": acts_leave.to_flow,
    "TransferContactToAgent": acts_leave.to_queue,
    "CreateCallbackContact": acts_leave.callback,
    "CreateTask": acts_leave.task,
    "InvokeFlowModule": module,
    "DisconnectParticipant": acts_leave.disconnect,
    "EndFlowExecution": acts_leave.finish,
    "EndFlowModuleExecution": acts_leave.return_from_module,
}

"""A whole call: the first flow, the queue, the person, the flow after the person."""

from aicc.amazon.connect.model import Flow, FlowKind
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.caller import Wants, heard_in
from aicc.amazon.phone.contact import queue_named
from aicc.amazon.phone.outcome import CallerLeft, Ending, PersonCame
from aicc.amazon.phone.shown import Kind
from aicc.amazon.phone.walk import walk
from aicc.amazon.phone.world import LATER_S

LONGEST_QUIET_S = 60.0  # in a queue whose flow has ended


class Phone:
    """Plays one call from its first ring to its end."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def ring(self, flow: Flow) -> Ending:
        """How the call ended; every contact event is told on the way."""
        call = self._call
        call.fire("INITIATED")
        try:
            ending = self._begun(flow)
            while ending is Ending.QUEUED:
                ending = self._in_queue()
        except CallerLeft:
            call.note("the caller has hung up")
            ending = Ending.DISCONNECTED
        else:
            call.note("the call is over")
        call.fire("DISCONNECTED")
        return ending

    def _begun(self, flow: Flow) -> Ending:
        """A queue's own flow is heard by who is in a queue already."""
        call = self._call
        if flow.kind is not FlowKind.CUSTOMER_QUEUE:
            return walk(call, flow)
        call.contact.queue = call.contact.queue or queue_named("queue")
        call.contact.hooks["CustomerQueue"] = call.shelf.name_of(flow)
        return Ending.QUEUED

    def _in_queue(self) -> Ending:
        """The queue flow, until a person comes or it leads somewhere else."""
        call = self._call
        queue = call.contact.queue
        call.note(f"waits in the queue {queue.name if queue else ''}".rstrip())
        call.enter_queue()
        call.fire("QUEUED")
        try:
            ending = self._hooked("CustomerQueue")
            if ending not in {None, Ending.FINISHED, Ending.RETURNED}:
                return ending or Ending.BROKEN
            while True:
                call.wait(LONGEST_QUIET_S)
                if call.passed_s - call.queued_at_s > LATER_S:
                    return Ending.BROKEN
        except PersonCame:
            pass
        finally:
            call.leave_queue()
        return self._with_person()

    def _with_person(self) -> Ending:
        call = self._call
        call.note("a person takes the call")
        call.contact.agent = {"UserName": "agent", "FirstName": "Agent", "ARN": None}
        call.fire("CONNECTED_TO_AGENT")
        with call.heard_by(Kind.PERSON):
            self._hooked("AgentWhisper")
        self._hooked("CustomerWhisper")
        self._talk()
        call.note("the person has left the call")
        return self._hooked("CustomerRemaining") or Ending.DISCONNECTED

    def _talk(self) -> None:
        """What caller and person say to each other, until `/leave` or a hang-up."""
        call = self._call
        while True:
            line = call.caller.answer(Wants.PERSON)
            if line is None:
                raise CallerLeft
            heard = heard_in(line)
            if heard.order == "leave":
                return
            if heard.order:
                call.obey(heard)
            elif heard.text:
                call.put(Kind.CALLER, heard.text)

    def _hooked(self, hook: str) -> Ending | None:
        """The flow that the contact names for this moment; None where there is none."""
        call = self._call
        reference = call.contact.hooks.get(hook)
        flow = call.shelf.find(reference) if reference else None
        return walk(call, flow) if flow else None

"""Amazon Connect tasks: a request rings in the queue where people take calls.

The task tells what is wanted and leads to the desk. It is tagged with the ticket, since contact
events carry tags alone: by them the ticket follows what becomes of the task.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.announcement import Notice, Occasion
from aicc.domain.handoff import Ticket
from aicc.domain.json import as_text
from aicc.domain.turn import Channel
from aicc.errors import ProviderError
from aicc.stores.aws import provider_errors

TENANT_TAG, TICKET_TAG = "aicc:tenant", "aicc:ticket"
LONGEST_NAME, LONGEST_DESCRIPTION = 512, 4096
FARTHEST = timedelta(days=6)
_LINK = "AICC"


class TaskClient(Protocol):
    """Of boto3's client what is used here."""

    def start_task_contact(self, **request: Any) -> Mapping[str, Any]: ...

    def tag_contact(self, **request: Any) -> Mapping[str, Any]: ...

    def stop_contact(self, **request: Any) -> Mapping[str, Any]: ...


class ConnectTasks:
    """`client` is asked for at the first task, with its time-outs set and one try a call."""

    name = "connect"
    occasions: Collection[Occasion] = (Occasion.CAME, Occasion.OVER)

    def __init__(
        self, instance_id: str, flow_id: str, *, client: Callable[[], TaskClient], clock: Clock
    ) -> None:
        self._instance_id = instance_id
        self._flow_id = flow_id
        self._connect = client
        self._client: TaskClient | None = None
        self._clock = clock

    def wants(self, ticket: Ticket) -> bool:
        """A caller waits in a queue of Connect already, unless they are to be called back."""
        on_phone = as_text(ticket.request.context.get("channel")) == Channel.VOICE
        return bool(ticket.due_at) or not on_phone

    def announce(self, notice: Notice, ticket: Ticket, deadline: Deadline) -> str:
        if deadline.is_over:
            raise ProviderError("connect: no time left", retryable=True)
        client = self._client = self._client or self._connect()
        if notice.occasion is Occasion.OVER:
            return self._stop(client, ticket)
        with provider_errors("connect.start_task_contact"):
            started = client.start_task_contact(**self._task(notice, ticket))
            contact_id = str(started["ContactId"])
        tags = {TENANT_TAG: ticket.request.tenant_id, TICKET_TAG: ticket.number}
        with provider_errors("connect.tag_contact"):
            client.tag_contact(InstanceId=self._instance_id, ContactId=contact_id, Tags=tags)
        return contact_id

    def _stop(self, client: TaskClient, ticket: Ticket) -> str:
        """One that is over already is over."""
        contact_id = ticket.announced[f"{self.name}.{Occasion.CAME}"].ref or ""
        try:
            with provider_errors("connect.stop_contact"):
                client.stop_contact(InstanceId=self._instance_id, ContactId=contact_id)
        except ProviderError as error:
            if "ContactNotFoundException" not in str(error):
                raise
        return contact_id

    def _task(self, notice: Notice, ticket: Ticket) -> dict[str, Any]:
        """The token makes one task of a telling that is tried twice."""
        request = ticket.request
        task: dict[str, Any] = {
            "InstanceId": self._instance_id,
            "ContactFlowId": self._flow_id,
            "Name": notice.subject[:LONGEST_NAME],
            "Description": notice.body[:LONGEST_DESCRIPTION],
            "ClientToken": hashlib.sha256(notice.id.encode()).hexdigest(),
            "Attributes": {
                "aicc_ticket": ticket.number,
                "aicc_tenant": request.tenant_id,
                "aicc_queue": request.queue,
                "aicc_priority": request.priority.value,
                "aicc_reason": request.reason.value,
            },
        }
        if notice.link:
            task["References"] = {_LINK: {"Type": "URL", "Value": notice.link}}
        due = datetime.fromisoformat(ticket.due_at) if ticket.due_at else None
        now = self._clock()
        if due and due > now:
            task["ScheduledTime"] = min(due, now + FARTHEST)
        return task

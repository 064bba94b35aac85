"""The events that Connect sends: to a flow's Lambda, and to EventBridge about a contact."""

from collections.abc import Mapping
from datetime import UTC, datetime

from aicc.amazon.phone.contact import ACCOUNT, INSTANCE_ARN, REGION, Contact
from aicc.amazon.phone.lambdas import Event


def flow_event(contact: Contact, parameters: Mapping[str, str]) -> Event:
    """What InvokeLambdaFunction sends; nulls where Connect sends nulls."""
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {
                "Attributes": dict(contact.attributes),
                "Channel": contact.channel,
                "ContactId": contact.contact_id,
                "CustomerEndpoint": contact.customer_endpoint,
                "CustomerId": contact.customer_id,
                "Description": contact.description,
                "InitialContactId": contact.contact_id,
                "InitiationMethod": contact.initiation,
                "InstanceARN": INSTANCE_ARN,
                "LanguageCode": contact.language,
                "MediaStreams": {"Customer": {"Audio": None}},
                "Name": contact.name,
                "PreviousContactId": contact.contact_id,
                "Queue": contact.queue.as_json() if contact.queue else None,
                "References": {},
                "SystemEndpoint": contact.system_endpoint,
                "Tags": {"aws:connect:instanceId": INSTANCE_ARN.rpartition("/")[2]},
            },
            "Parameters": dict(parameters),
        },
    }


def contact_event(contact: Contact, kind: str, at: datetime, number: int) -> Event:
    """An "Amazon Connect Contact Event" as EventBridge delivers it."""
    instant = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    detail: Event = {
        "eventType": kind,
        "contactId": contact.contact_id,
        "initialContactId": contact.contact_id,
        "channel": contact.channel,
        "instanceArn": INSTANCE_ARN,
        "initiationMethod": contact.initiation,
        "eventTimestamp": instant,
    }
    if contact.queue:
        detail["queueInfo"] = {"queueArn": contact.queue.arn, "queueType": "STANDARD"}
    return {
        "version": "0",
        "id": f"{contact.contact_id}-{number}",
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": ACCOUNT,
        "time": instant,
        "region": REGION,
        "resources": [INSTANCE_ARN, f"{INSTANCE_ARN}/contact/{contact.contact_id}"],
        "detail": detail,
    }

"""From settings to where requests are told."""

from typing import cast

from aicc.clock import Clock
from aicc.settings import Settings
from aicc.stores import aws
from aicc.systems.announcing.connect_tasks import ConnectTasks, TaskClient
from aicc.systems.announcing.mail import Mail, MailServer
from aicc.systems.announcing.port import Announcer
from aicc.systems.announcing.web_hook import WebHook
from aicc.wire.http import HttpWire

_READ_S = 3.0  # Connect starts a task within a second, as a rule


def announcers(settings: Settings, clock: Clock) -> tuple[Announcer, ...]:
    found: list[Announcer] = []
    if settings.desk_hook:
        found.append(
            WebHook(settings.desk_hook, settings.desk_hook_secret, wire=HttpWire(), clock=clock)
        )
    if settings.desk_mail:
        found.append(Mail(MailServer.from_url(settings.desk_mail)))
    if settings.connect_tasks:
        instance_id, _, flow_id = settings.connect_tasks.partition("/")
        region = settings.aws_region
        found.append(
            ConnectTasks(instance_id, flow_id, client=lambda: _client(region), clock=clock)
        )
    return tuple(found)


def _client(region: str) -> TaskClient:
    made = aws.aws_client("connect", region, read_timeout_s=_READ_S)
    return cast("TaskClient", made)  # boto3 makes the methods of a client while it runs

"""Mails to the desk, by the company's own mail server."""

import smtplib
import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from threading import Timer
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from aicc.deadline import Deadline
from aicc.domain.announcement import Notice, Occasion
from aicc.domain.handoff import Ticket
from aicc.errors import ProviderError

_PORTS = {"smtp": 587, "smtps": 465}
_UNPROTECTED = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    host: str
    port: int
    is_tls: bool  # from the first byte; else STARTTLS, but for a server on this machine
    user: str
    password: str
    sender: str
    to: tuple[str, ...]

    @classmethod
    def from_url(cls, text: str) -> Self:
        """As the setting was checked."""
        url = urlsplit(text)
        asked = parse_qs(url.query)
        return cls(
            host=url.hostname or "",
            port=url.port or _PORTS[url.scheme],
            is_tls=url.scheme == "smtps",
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            sender=asked["from"][0],
            to=tuple(asked["to"]),
        )


class Mail:
    name = "mail"
    occasions: Collection[Occasion] = (Occasion.CAME, Occasion.WAITS)

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def wants(self, ticket: Ticket) -> bool:
        return True

    def announce(self, notice: Notice, ticket: Ticket, deadline: Deadline) -> str:
        message = EmailMessage()
        message["Subject"] = " ".join(notice.subject.split())
        message["From"] = self._server.sender
        message["To"] = ", ".join(self._server.to)
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{notice.id.replace('/', '.')}@{self._server.host}>"
        message.set_content(notice.body)
        try:
            with self._connected(deadline) as client:
                client.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise ProviderError(f"mail: {type(error).__name__}", retryable=True) from error
        return ""

    @contextmanager
    def _connected(self, deadline: Deadline) -> Iterator[smtplib.SMTP]:
        """A server that drips is cut off when the time is over: its time-outs count anew with
        each byte."""
        server, left = self._server, deadline.left_s
        if not left:
            raise TimeoutError
        context = ssl.create_default_context()
        client = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=left, context=context)
            if server.is_tls
            else smtplib.SMTP(server.host, server.port, timeout=left)
        )
        cut = Timer(deadline.left_s, _cut, (client,))
        cut.daemon = True
        cut.start()
        try:
            with client:
                if not server.is_tls and server.host not in _UNPROTECTED:
                    client.starttls(context=context)
                if server.user:
                    client.login(server.user, server.password)
                yield client
        finally:
            cut.cancel()


def _cut(client: smtplib.SMTP) -> None:
    if client.sock is not None:
        client.sock.shutdown(socket.SHUT_RDWR)

"""Mails against a small server of this machine: what arrives, and that nobody waits for ever."""

import email
import email.policy
from collections.abc import Iterator
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

import pytest

from aicc.errors import ConfigError, ProviderError
from aicc.settings import Settings
from aicc.systems.announcing.mail import Mail, MailServer
from tests.fakes import a_deadline
from tests.systems.announcing.notices import a_notice, a_ticket


class Post(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    refuses = ""
    is_silent = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.came: list[bytes] = []
        self.is_over = Event()


class _Handler(StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        if self.server.is_silent:
            self.server.is_over.wait()
            return
        self._say("220 post.example")
        for line in self.rfile:
            word = line.split()[0].upper().decode()
            if word == self.server.refuses:
                self._say("550 not here")
            elif word == "DATA":
                self._say("354 go on")
                self.server.came.append(self._body())
                self._say("250 kept")
            elif word == "QUIT":
                self._say("221 good-bye")
                return
            else:
                self._say("250 fine")

    def _body(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post() -> Iterator[Post]:
    with Post() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.is_over.set()
        server.shutdown()
        thread.join()


def mail_by(post: Post) -> Mail:
    port = post.server_address[1]
    url = f"smtp://127.0.0.1:{port}?from=bot@bank.example&to=a@bank.example&to=b@bank.example"
    settings = Settings.load({"AICC_DESK_MAIL": url})
    return Mail(MailServer.from_url(settings.desk_mail))


def test_a_mail_tells_what_is_wanted_to_all(post: Post) -> None:
    mail_by(post).announce(a_notice(), a_ticket(), a_deadline())

    [raw] = post.came
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Subject"] == "[loans] 상담 요청 A-0001"
    assert message["To"] == "a@bank.example, b@bank.example"
    assert message["Message-ID"] == "<bank.A-0001.came@127.0.0.1>"
    assert message.get_content().strip() == "고객이 원하는 것: 대출 한도"


def test_a_server_that_refuses_is_told_and_tried_again(post: Post) -> None:
    post.refuses = "RCPT"

    with pytest.raises(ProviderError, match="SMTPRecipientsRefused") as refused:
        mail_by(post).announce(a_notice(), a_ticket(), a_deadline())

    assert refused.value.retryable


def test_a_server_that_says_nothing_is_left_in_time(post: Post) -> None:
    post.is_silent = True

    with pytest.raises(ProviderError, match="mail:"):
        mail_by(post).announce(a_notice(), a_ticket(), a_deadline(0.2))


@pytest.mark.parametrize(
    "text",
    [
        "post.example",
        "http://mail.example?from=a@b.example&to=c@d.example",
        "smtp://mail.example?from=a@b.example",
        "smtp://mail.example?from=nobody&to=c@d.example",
        "smtps://?from=a@b.example&to=c@d.example",
    ],
)
def test_a_server_that_is_half_given_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.load({"AICC_DESK_MAIL": text})

    assert str(refused.value).startswith("AICC_DESK_MAIL must be such as smtps://")
    assert text not in str(refused.value)

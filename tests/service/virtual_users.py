"""Customers who talk to a running service, two in a session, and what must then be in its history.

Each says its next message when the last one is answered, and says every fourth again, over a new
connection, as a page does that lost its answer.
"""

import http.client
import json
import select
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aicc.domain.turn import TurnRecord
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import DATABASE
from tests.fakes import a_deadline

AGAIN = 4
ANSWER_S, SHED_S = 30.0, 0.3
SAID = ("감사합니다", "영업시간 알려 주세요", "안녕하세요")


@dataclass(slots=True)
class VirtualUser:
    """`answered`: turn ids by message, in the order of the answers."""

    name: str
    port: int
    session_id: str
    token: str
    stop: threading.Event
    most: int
    answered: dict[str, str] = field(default_factory=dict)
    answered_otherwise: list[str] = field(default_factory=list)
    shed: int = 0
    cut_off: list[str] = field(default_factory=list)
    is_refused: bool = False

    def talk(self) -> None:
        """Until it has said enough, is told to stop, or finds the door closed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_S)
        for number in range(self.most):
            if self.stop.is_set() or not self._say(connection, number):
                break
        connection.close()

    def _say(self, connection: http.client.HTTPConnection, number: int) -> bool:
        message_id = f"{self.name}-{number}"
        try:
            turn_id = self._ask(connection, message_id, SAID[number % len(SAID)])
            if turn_id and number % AGAIN == 0:
                self._say_again(message_id, SAID[number % len(SAID)], turn_id)
        except ConnectionRefusedError:
            self.is_refused = True
            return False
        except (OSError, http.client.HTTPException) as error:
            self.cut_off.append(f"{message_id}: {type(error).__name__} {error}")
            return False
        return True

    def _say_again(self, message_id: str, text: str, turn_id: str) -> None:
        other = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_S)
        try:
            if self._ask(other, message_id, text) not in {turn_id, ""}:
                self.answered_otherwise.append(message_id)
        finally:
            other.close()

    def _ask(self, connection: http.client.HTTPConnection, message_id: str, text: str) -> str:
        """The turn's id; empty where the service says that it has too much to do."""
        body = json.dumps({"message": text, "message_id": message_id})
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        if was_closed(connection):
            connection.close()  # the request opens it anew
        connection.request("POST", "/v1/chat", body, headers)
        answer = connection.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        if answer.status in {409, 503}:
            self.shed += 1
            self.stop.wait(SHED_S)
            return ""
        assert answer.status == 200, told
        self.answered[message_id] = told["turn_id"]
        return str(told["turn_id"])


def was_closed(connection: http.client.HTTPConnection) -> bool:
    """By the other side, while nothing was asked; pools of connections look too."""
    return bool(connection.sock and select.select([connection.sock], [], [], 0)[0])


@dataclass(slots=True)
class Crowd:
    users: Sequence[VirtualUser]
    stop: threading.Event
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(len(user.answered) for user in self.users)

    def start(self) -> None:
        self._threads += [threading.Thread(target=user.talk) for user in self.users]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()


def a_crowd(port: int, sessions: Iterable[tuple[str, str]], *, most: int = 1_000_000) -> Crowd:
    """Two users in each session."""
    stop = threading.Event()
    users = [
        VirtualUser(f"{at}{who}", port, session_id, token, stop, most)
        for at, (session_id, token) in enumerate(sessions)
        for who in "ab"
    ]
    return Crowd(users, stop)


def faults_of(crowd: Crowd, data: Path) -> Iterator[str]:
    """What in the history is not as the users were told."""
    with SqliteFile(data / DATABASE) as file:
        history = SqliteHistory(file)
        by_session = {
            session_id: history.recent("default", session_id, a_deadline(60), 1_000_000)
            for session_id in {user.session_id for user in crowd.users}
        }
    for session_id, turns in by_session.items():
        yield from _faults_of_session(session_id, turns)
    for user in crowd.users:
        yield from _faults_of_user(user, by_session[user.session_id])


def _faults_of_session(session_id: str, turns: Sequence[TurnRecord]) -> Iterator[str]:
    doubled = [each for each, times in Counter(t.message_id for t in turns).items() if times > 1]
    if doubled:
        yield f"{session_id}: doubled {doubled}"
    sessions: list[Any] = [turn.metadata["session"] for turn in turns]
    counted = [each["turns"] for each in sessions]
    if counted != list(range(1, len(turns) + 1)):
        yield f"{session_id}: an update was lost, the session counted {counted}"


def _faults_of_user(user: VirtualUser, turns: Sequence[TurnRecord]) -> Iterator[str]:
    mine = [turn for turn in turns if turn.message_id.startswith(f"{user.name}-")]
    kept = {turn.message_id: turn.turn_id for turn in mine}
    lost = [each for each, turn_id in user.answered.items() if kept.get(each) != turn_id]
    if lost:
        yield f"{user.name}: answered, and not in the history: {lost}"
    said = [int(turn.message_id.partition("-")[2]) for turn in mine]
    if said != sorted(said):
        yield f"{user.name}: not in the order in which it was said: {said}"
    if user.answered_otherwise:
        yield f"{user.name}: answered otherwise the second time: {user.answered_otherwise}"

"""The made-up hospital's own system over HTTP: free times, bookings, patients, who waits now.

    python examples/hospital/clinic.py [PORT]

It keeps everything in memory and knows nobody real. The bot calls it as `actions.yaml` says.
"""

import json
import sys
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

PORT = 8077
DOCTORS = {  # the department and the room of each
    "김민수": ("내과", "2층 1진료실"), "박지훈": ("내과", "2층 2진료실"),
    "정하은": ("내과", "2층 3진료실"), "오태양": ("내과", "2층 4진료실"),
    "이서연": ("정형외과", "3층 1진료실"), "강도현": ("정형외과", "3층 2진료실"),
    "최유리": ("소아청소년과", "1층 1진료실"), "윤시우": ("소아청소년과", "1층 2진료실"),
    "한지민": ("이비인후과", "4층 1진료실"), "서동욱": ("피부과", "4층 2진료실"),
    "임채원": ("안과", "5층 1진료실"),
}  # fmt: skip
HOURS = ("09:30", "10:00", "11:00", "14:00", "15:30", "16:30")
DAYS_AHEAD = 14
PATIENTS = {("1985-03-02", "01000005678"): "1000001", ("1990-12-24", "01000001111"): "1000002"}

Values = dict[str, Any]
Answer = tuple[str, Values]


class Clinic:
    """What the hospital knows; one caller at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._bookings: dict[str, Values] = {}  # by receipt
        self._done: dict[str, Answer] = {}  # by the key of a request: asked twice, done once
        self._next = 20481

    def answer(self, action: str, asked: Values, key: str) -> Answer | None:
        """None where there is no such action."""
        work = getattr(self, f"do_{action}", None)
        if work is None:
            return None
        with self._lock:
            if key and key in self._done:
                return self._done[key]
            answer: Answer = work(**asked)
            self._done[key] = answer
            return answer

    def do_free_times(self, doctor: str, since: str) -> Answer:
        days = (date.fromisoformat(since) + timedelta(days=each) for each in range(1, DAYS_AHEAD))
        times = [
            {"day": day.isoformat(), "at": at, "room": DOCTORS[doctor][1]}
            for day in days
            if day.isoweekday() <= 5
            for at in HOURS
            if (day.toordinal() + len(at) * HOURS.index(at) + ord(doctor[0])) % 3 == 0
            and not self._is_taken(doctor, day.isoformat(), at)
        ]
        return "ok", {"times": times}

    def do_book_visit(self, customer_number: str, doctor: str, day: str, at: str) -> Answer:
        if self._is_taken(doctor, day, at):
            return "taken", {}
        receipt = str(self._next)
        self._next += 1
        department, room = DOCTORS[doctor]
        self._bookings[receipt] = {
            "receipt": receipt, "customer": customer_number, "day": day, "at": at,
            "doctor": doctor, "department": department, "room": room,
        }  # fmt: skip
        return "ok", {"receipt": receipt}

    def do_my_bookings(self, customer_number: str) -> Answer:
        mine = [each for each in self._bookings.values() if each["customer"] == customer_number]
        return "ok", {"bookings": sorted(mine, key=lambda each: (each["day"], each["at"]))}

    def do_cancel_visit(self, customer_number: str, receipt: str) -> Answer:
        booking = self._bookings.get(receipt)
        if booking is None or booking["customer"] != customer_number:
            return "not_found", {}
        del self._bookings[receipt]
        return "ok", {}

    def do_identity_match(self, birth_date: str, phone: str) -> Answer:
        digits = "".join(filter(str.isdigit, phone))
        number = PATIENTS.get((birth_date, digits))
        return ("ok", {"customer_number": number}) if number else ("not_found", {})

    def do_waiting(self, now: str) -> Answer:
        people = int(now[11:13]) % 7 + 3
        return "ok", {"people": people, "minutes": people * 6}

    def _is_taken(self, doctor: str, day: str, at: str) -> bool:
        wanted = (doctor, day, at)
        return any((b["doctor"], b["day"], b["at"]) == wanted for b in self._bookings.values())


class Handler(BaseHTTPRequestHandler):
    """POST /ACTION with the arguments as JSON."""

    clinic = Clinic()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = self.headers.get("Idempotency-Key") or ""
        try:
            answer = self.clinic.answer(self.path.strip("/"), json.loads(body or b"{}"), key)
        except (KeyError, TypeError, ValueError):
            return self._send(400, {})
        if answer is None:
            return self._send(404, {})
        outcome, values = answer
        return self._send(200, {"outcome": outcome, "values": values})

    def log_message(self, format: str, *args: object) -> None:
        print(f"clinic: {self.path}", flush=True)

    def _send(self, status: int, data: Values) -> None:
        text = json.dumps(data, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    print(f"clinic: http://127.0.0.1:{port}", flush=True)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()

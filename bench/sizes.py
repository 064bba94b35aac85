"""What is shipped and how soon it answers: the pages' sizes, and the service's start."""

import gzip
import tempfile
import time
from pathlib import Path

from bench.processes import Client, free_port
from bench.report import Row, show
from bench.turns import serving

STATIC = Path(__file__).parent.parent / "src" / "api" / "static"
WIDGET, CONSOLE = STATIC / "aicc-chat.js", STATIC / "console"


def main() -> list[Row]:
    console = (each for each in CONSOLE.rglob("*") if each.suffix in {".js", ".css", ".html"})
    return [
        Row(what="widget, gzipped", figure=_zipped_kb(WIDGET), unit="kB", bar=25, stretch=15),
        Row(
            what="console, gzipped",
            figure=sum(map(_zipped_kb, console)),
            unit="kB",
            bar=350,
            stretch=200,
        ),
        Row(what="start to first answer", figure=_start_s(), unit="s", bar=3, stretch=1.5),
    ]


def _zipped_kb(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 9)) / 1000


def _start_s() -> float:
    """The second start, as installing and making the data folder are not part of it."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            port, began = free_port(), time.monotonic()
            with serving(port, folder):
                client = Client(port)
                token = client.post("/v1/sessions", {})["token"]
                client.post("/v1/chat", {"message": "안녕하세요", "message_id": "m"}, token)
                took = time.monotonic() - began
    return took


if __name__ == "__main__":
    show(main())

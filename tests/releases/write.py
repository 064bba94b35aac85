"""Writes what this release's stores hold after a few conversations, for later releases to read.

    python -m tests.releases.write 0.1.0

The folder of that name, beside this file, has the story to play and the pack to play it with; a
new release begins with a copy of the last one's. It needs redis-server.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aicc.wiring import DATABASE
from tests.releases.house import (
    STAFF,
    House,
    data_folder_house,
    read_story,
    running_servers,
    servers_house,
)

HERE = Path(__file__).parent


def main(release: Path) -> None:
    story = read_story(release)
    with TemporaryDirectory() as folder:
        with data_folder_house(release, Path(folder)) as house:
            _live(house, story)
        shutil.copy(Path(folder) / DATABASE, release / DATABASE)
    with TemporaryDirectory() as folder, running_servers() as servers:
        with servers_house(release, servers, Path(folder)) as house:
            _live(house, story)
        servers.keep(release)


def _live(house: House, story: dict[str, Any]) -> None:
    for each in story["conversations"]:
        reply: dict[str, Any] = {}
        for number, text in enumerate(each["before"], 1):
            reply = house.say(each["id"], each.get("user", each["id"]), f"m{number}", text)
        assert reply["step_id"] == each.get("stands"), (each["id"], reply)
    for entry in story["published_entries"]:
        _draft(house, entry)
        _staff(house, "post", f"faqs/{entry['id']}/publish", {"reason": "새 안내"})
    for entry in story["drafted_entries"]:
        _draft(house, entry)
    for faq_id in story["archived_entries"]:
        _staff(house, "post", f"faqs/{faq_id}/archive", {"reason": "공사 중"})
    _publish_wording(house, **story["published_wording"])
    _rate(house, **story["rated"])


def _draft(house: House, entry: dict[str, Any]) -> None:
    known = house.client.get(f"/api/admin/faqs/{entry['id']}", headers=STAFF)
    body = {"entry": entry, "reason": "고침"}
    if known.status_code == 404:
        _staff(house, "post", "faqs", body)
    else:
        _staff(house, "put", f"faqs/{entry['id']}", body, tag=known.headers["ETag"])


def _publish_wording(house: House, flow: str, step: str, message: str) -> None:
    known = house.client.get(f"/api/admin/flows/{flow}", headers=STAFF)
    given = known.json()["flow"]
    for each in given["steps"]:
        if each["id"] == step:
            each["message"] = message
    body = {"flow": given, "reason": "더 쉬운 말"}
    _staff(house, "put", f"flows/{flow}", body, tag=known.headers["ETag"])
    _staff(house, "post", f"flows/{flow}/publish", {"reason": "더 쉬운 말"})


def _rate(house: House, say: str, value: str) -> None:
    opened = house.client.post("/v1/sessions", json={}).json()
    visitor = {"Authorization": f"Bearer {opened['token']}"}
    reply = house.client.post("/v1/chat", json={"message": say}, headers=visitor).json()
    rating = {"turn_id": reply["turn_id"], "value": value}
    rated = house.client.post("/v1/feedback", json=rating, headers=visitor)
    assert rated.status_code == 204, rated.text


def _staff(house: House, method: str, path: str, body: dict[str, Any], *, tag: str = "") -> None:
    headers = {**STAFF, "If-Match": tag} if tag else STAFF
    done = house.client.request(method, f"/api/admin/{path}", json=body, headers=headers)
    assert done.is_success, done.text


if __name__ == "__main__":
    main(HERE / sys.argv[1])

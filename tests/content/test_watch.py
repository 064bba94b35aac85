"""Looking for what other processes changed: nothing a turn waits for, nothing a turn starts."""

import gc
import threading

import pytest

from aicc.content.watch import LOOK_EVERY_S, Watch
from aicc.deadline import Deadline
from aicc.errors import StoreError
from tests.fakes import a_deadline, until


class Content:
    """Remembers who was met and who followed."""

    def __init__(self) -> None:
        self.revisions: dict[str, int] = {}
        self.met: list[str] = []
        self.followed: list[str] = []
        self.is_away = False
        self.is_refused = False
        self.looked_at: list[str] = []
        self.broken = ""

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        if self.is_away:
            raise StoreError("away")
        self.looked_at.append(tenant_id)
        if tenant_id == self.broken:
            raise KeyError(tenant_id)
        return self.revisions.get(tenant_id, 0)

    def meet(self, tenant_id: str, deadline: Deadline) -> None:
        self.met.append(tenant_id)

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        self.followed.append(tenant_id)
        if self.is_refused:
            raise StoreError("refused")


@pytest.fixture
def content() -> Content:
    return Content()


def test_a_new_tenant_is_met_once_and_no_turn_looks_again(content: Content) -> None:
    watch = Watch(content)

    for _ in range(3):
        watch.meet("bank", a_deadline())

    assert (content.met, content.followed) == (["bank"], [])


def test_a_look_follows_what_has_another_revision(content: Content) -> None:
    watch = Watch(content)
    watch.meet("bank", a_deadline())
    watch.check()
    content.followed.clear()

    watch.check()
    same = list(content.followed)
    content.revisions["bank"] = 1
    watch.meet("bank", a_deadline())
    watch.check()
    own = list(content.followed)
    content.revisions["default"] = 1
    watch.check()

    assert (same, own, content.followed) == ([], ["bank"], ["bank", "default", "bank"])


def test_what_could_not_be_taken_over_is_tried_with_the_next_look(content: Content) -> None:
    watch = Watch(content)
    content.is_refused = True

    watch.check()
    content.is_refused = False
    watch.check()
    watch.check()

    assert content.followed == ["default", "default"]


def test_a_store_that_is_away_harms_nobody(content: Content) -> None:
    watch = Watch(content)
    content.is_away = True

    watch.check()
    watch.meet("bank", a_deadline())
    content.is_away = False
    watch.check()

    assert content.followed == ["default", "bank"]


def test_who_was_not_asked_for_for_long_is_looked_for_no_longer_and_met_anew(
    content: Content,
) -> None:
    now = [0.0]
    watch = Watch(content, lambda: now[0])
    watch.meet("bank", a_deadline())

    now[0] = 10_000.0
    watch.check()
    watch.meet("bank", a_deadline())

    assert content.followed == ["default"]
    assert content.met == ["bank", "bank"]


def test_an_unexpected_error_of_one_tenant_stops_nobody_behind_it(content: Content) -> None:
    watch = Watch(content)
    content.broken = "bank"
    for name in ("bank", "shop"):
        watch.meet(name, a_deadline())

    watch.check()
    first = list(content.followed)
    content.broken = ""
    watch.check()

    assert (first, content.followed) == (["default", "shop"], ["default", "shop", "bank"])


def test_who_has_no_content_is_looked_at_only_after_it_was_asked_for(content: Content) -> None:
    watch = Watch(content)
    content.revisions["bank"] = 1
    for name in ("bank", "made-up"):
        watch.meet(name, a_deadline())
    watch.check()
    content.looked_at.clear()

    watch.check()
    later = list(content.looked_at)
    watch.meet("made-up", a_deadline())
    watch.check()

    # The default tenant's revision is asked for once for all, and once for itself
    assert later == ["default", "default", "bank"]
    assert content.looked_at[3:] == ["default", "default", "bank", "made-up"]


def test_made_up_names_leave_nothing_behind(content: Content) -> None:
    watch = Watch(content)
    for number in range(1_100):
        watch.meet(f"made-up-{number}", a_deadline())
    watch.check()

    assert len(content.followed) <= 1_001


def test_it_looks_by_itself_until_nobody_holds_it(content: Content) -> None:
    before = threading.active_count()
    watch = Watch(content)
    watch.start()

    until(lambda: "default" in content.followed, 20 * LOOK_EVERY_S)
    del watch
    gc.collect()

    until(lambda: threading.active_count() <= before, 20 * LOOK_EVERY_S)

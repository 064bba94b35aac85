"""Topics and thresholds that staff publish: learned beside the turns, tenant by tenant."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aicc.content.live_packs import LivePacks
from aicc.content.memory import MemoryContent
from aicc.content.thresholds import ITEM, THRESHOLDS
from aicc.content.topics import TOPICS, Taught
from aicc.domain.content import ContentKind, ContentStatus, Edit
from aicc.domain.meaning import Thresholds
from aicc.errors import InvalidInputError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from tests.fakes import SIGNED, a_deadline


class Learner:
    """Remembers what it was taught."""

    def __init__(self) -> None:
        self.taught: list[tuple[str, Pack]] = []
        self.refuses = False

    def teach(self, tenant_id: str, pack: Pack) -> None:
        if self.refuses:
            raise InvalidInputError("nothing to learn")
        self.taught.append((tenant_id, pack))

    @property
    def tenants(self) -> list[str]:
        return [tenant_id for tenant_id, _ in self.taught]


@pytest.fixture(scope="module")
def general() -> Pack:
    return load_pack("general")


@pytest.fixture
def store() -> MemoryContent:
    return MemoryContent()


@pytest.fixture
def learner() -> Learner:
    return Learner()


@pytest.fixture
def live(store: MemoryContent, general: Pack, learner: Learner) -> LivePacks:
    return LivePacks(store, general, learner)


def publish(
    store: MemoryContent,
    examples: Sequence[str],
    *,
    contrasts: Sequence[str] = (),
    tenant_id: str = "default",
    status: ContentStatus = ContentStatus.PUBLISHED,
) -> None:
    taught = Taught(examples=tuple(examples), contrasts=tuple(contrasts))
    store.write(tenant_id, [TOPICS.edit("transfer", taught, status=status)], SIGNED, a_deadline())


def test_what_is_published_is_learned_once(
    live: LivePacks, store: MemoryContent, learner: Learner
) -> None:
    publish(store, ["돈 보내 줘"], contrasts=["돈 보냈어?"])

    live.follow("default", a_deadline())
    live.follow("default", a_deadline())

    intent = live.pack_of("shop").intents["transfer"]
    assert learner.tenants == ["default"]
    assert learner.taught[0][1] is live.pack_of("default")
    assert (intent.examples, intent.contrasts) == (("돈 보내 줘",), ("돈 보냈어?",))


def test_without_content_nothing_is_learned(live: LivePacks, learner: Learner) -> None:
    live.follow("bank", a_deadline())

    assert learner.taught == []


def test_a_draft_is_not_learned(live: LivePacks, store: MemoryContent, learner: Learner) -> None:
    publish(store, ["돈 보내 줘"], status=ContentStatus.DRAFT)

    live.follow("default", a_deadline())

    assert learner.taught == []


def test_an_archived_topic_is_not_known(live: LivePacks, store: MemoryContent) -> None:
    publish(store, ["돈 보내 줘"], status=ContentStatus.ARCHIVED)

    live.follow("default", a_deadline())

    assert "transfer" not in live.pack_of("default").intents


def test_going_back_to_the_packs_own_keeps_what_was_learned_from_it(
    live: LivePacks, store: MemoryContent, general: Pack, learner: Learner
) -> None:
    publish(store, ["돈 보내 줘"])
    live.follow("default", a_deadline())
    own = general.intents["transfer"]
    publish(store, own.examples, contrasts=own.contrasts)

    live.follow("default", a_deadline())

    assert learner.taught[0][1].trained == b""
    assert learner.taught[1][1].trained == general.trained != b""


def test_a_tenants_topics_are_its_own_over_everybodys(
    live: LivePacks, store: MemoryContent, learner: Learner
) -> None:
    publish(store, ["은행 돈 보내 줘"], tenant_id="bank")
    live.follow("bank", a_deadline())
    publish(store, ["돈 보내 줘"])

    live.follow("bank", a_deadline())

    assert learner.tenants == ["bank", "default", "bank"]
    assert live.pack_of("bank").intents["transfer"].examples == ("은행 돈 보내 줘",)
    assert live.pack_of("shop").intents["transfer"].examples == ("돈 보내 줘",)


def test_thresholds_count_without_learning_anything(
    live: LivePacks, store: MemoryContent, learner: Learner
) -> None:
    given = Thresholds(intent=0.9, faq=0.8, margin=0.1)
    edit = THRESHOLDS.edit(ITEM, given, status=ContentStatus.PUBLISHED)
    store.write("bank", [edit], SIGNED, a_deadline())

    live.follow("bank", a_deadline())

    assert live.pack_of("bank").thresholds == given
    assert live.pack_of("default").thresholds != given
    assert learner.taught == []


def test_what_cannot_be_learned_leaves_what_was_learned_before(
    live: LivePacks, store: MemoryContent, general: Pack, learner: Learner
) -> None:
    learner.refuses = True
    publish(store, ["돈 보내 줘"])

    live.follow("default", a_deadline())

    assert live.pack_of("default") is general


@pytest.mark.parametrize(
    ("kind", "item_id", "body"),
    [
        (ContentKind.TOPIC, "transfer", {"examples": []}),
        (ContentKind.TOPIC, "transfer", {"examples": "돈"}),
        (ContentKind.THRESHOLDS, ITEM, {"intent": 2, "faq": 0.5, "margin": 0.1}),
    ],
)
def test_what_this_release_cannot_read_changes_nothing(
    live: LivePacks,
    store: MemoryContent,
    general: Pack,
    kind: ContentKind,
    item_id: str,
    body: dict[str, object],
) -> None:
    edit = Edit(kind=kind, id=item_id, body=body, status=ContentStatus.PUBLISHED)  # type: ignore[arg-type]  # as nobody wrote it
    store.write("default", [edit], SIGNED, a_deadline())

    live.follow("default", a_deadline())

    assert live.pack_of("default") == replace(general)

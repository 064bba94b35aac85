"""What staff publish is found by the next search, here and in other processes."""

import pytest

from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore
from aicc.content.sqlite import SqliteContent
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import BotSentence
from aicc.domain.content import ContentKind, ContentStatus, Edit
from aicc.domain.faq import FaqEntry
from aicc.domain.json import JsonMap
from aicc.errors import StoreError
from aicc.faqs.live import LiveFaqs
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.said import as_said
from aicc.packs.pack import NotHereTopic
from aicc.stores.sqlite import SqliteFile
from tests.fakes import SIGNED, a_deadline

PACK = (
    FaqEntry(id="fee", question="이체 수수료가 얼마예요?", answer="500원입니다."),
    FaqEntry(id="hours", question="영업시간이 어떻게 되나요?", answer="아홉 시부터입니다."),
)
NOT_HERE = (
    NotHereTopic(
        name="stocks",
        label="주식 매매",
        keywords=("주식",),
        examples=("주식 사고 싶어요",),
        reply=BotSentence(chat="주식은 다루지 않습니다."),
    ),
)
PUBLISHED, DRAFT, ARCHIVED = (
    ContentStatus.PUBLISHED,
    ContentStatus.DRAFT,
    ContentStatus.ARCHIVED,
)


class AwayContent(MemoryContent):
    """Does not answer until it is back."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = True

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        if self.is_away:
            raise StoreError("away")
        return super().revision(tenant_id, deadline)


class RefusingIndex(EmbeddedFaqIndex):
    """Refuses single changes until it is told not to."""

    refuses = True

    def put_many(self, tenant_id: str, entries: object, deadline: Deadline) -> None:
        if self.refuses:
            raise StoreError("refused")
        super().put_many(tenant_id, entries, deadline)  # type: ignore[arg-type]


def keep(
    store: ContentStore,
    faq_id: str,
    answer: str = "새 답",
    *,
    question: str = "주차장이 있나요?",
    status: ContentStatus = PUBLISHED,
    tenant_id: str = "default",
) -> None:
    body = {"category": "안내", "question": question, "answer": answer}
    edit = Edit(kind=ContentKind.FAQ, id=faq_id, status=status, body=body)
    store.write(tenant_id, [edit], SIGNED, a_deadline())


def live_faqs(store: ContentStore, index: EmbeddedFaqIndex) -> LiveFaqs:
    live = LiveFaqs(index, store, PACK, NOT_HERE)
    live.start(a_deadline())
    return live


def found(live: LiveFaqs, index: EmbeddedFaqIndex, asked: str, tenant_id: str = "default") -> str:
    """The best answer, or nothing."""
    owner = live.index_of(tenant_id)
    hits = index.search(owner, FaqQuery(said=as_said(asked)), a_deadline()).hits
    return hits[0].entry.answer if hits and hits[0].score > 0.6 else ""


@pytest.fixture
def index() -> EmbeddedFaqIndex:
    return EmbeddedFaqIndex()


@pytest.fixture
def store() -> ContentStore:
    return MemoryContent()


def test_without_content_the_pack_answers(store: ContentStore, index: EmbeddedFaqIndex) -> None:
    live = live_faqs(store, index)

    assert found(live, index, "이체 수수료가 얼마예요?") == "500원입니다."


def test_what_is_published_later_replaces_adds_and_hides(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    live = live_faqs(store, index)
    keep(store, "fee", "무료입니다.", question="이체 수수료가 얼마예요?")
    keep(store, "parking", "있습니다.")
    keep(store, "hours", status=ARCHIVED)

    taken_over = live.follow("default", a_deadline())

    assert taken_over
    assert found(live, index, "이체 수수료가 얼마예요?") == "무료입니다."
    assert found(live, index, "주차장이 있나요?") == "있습니다."
    assert found(live, index, "영업시간이 어떻게 되나요?") == ""


def test_content_that_is_there_at_the_start_is_found(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    keep(store, "parking", "있습니다.")

    live = live_faqs(store, index)

    assert found(live, index, "주차장이 있나요?") == "있습니다."


def test_a_draft_is_never_found(store: ContentStore, index: EmbeddedFaqIndex) -> None:
    live = live_faqs(store, index)
    keep(store, "parking", status=DRAFT)
    keep(store, "fee", "초안", question="이체 수수료가 얼마예요?", status=DRAFT)

    live.follow("default", a_deadline())

    assert found(live, index, "주차장이 있나요?") == ""
    assert found(live, index, "이체 수수료가 얼마예요?") == "500원입니다."


def test_an_archived_entry_that_is_published_again_is_found_again(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    keep(store, "fee", status=ARCHIVED)
    live = live_faqs(store, index)
    keep(store, "fee", "300원입니다.", question="이체 수수료가 얼마예요?")

    live.follow("default", a_deadline())

    assert found(live, index, "이체 수수료가 얼마예요?") == "300원입니다."


def test_three_hundred_changes_at_once_are_all_found(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    live = live_faqs(store, index)
    body = {"category": "안내", "answer": "답"}
    store.write(
        "default",
        [
            Edit(
                kind=ContentKind.FAQ,
                id=f"many-{count}",
                status=PUBLISHED,
                body={**body, "question": f"{count}번 창구가 어디예요?"},
            )
            for count in range(300)
        ],
        SIGNED,
        a_deadline(),
    )

    live.follow("default", a_deadline())

    assert found(live, index, "299번 창구가 어디예요?") == "답"
    assert len(live.entries("default", a_deadline())) == 300 + len(PACK) + len(NOT_HERE)


def test_two_processes_on_one_file_see_each_others_changes(
    tmp_path_factory: pytest.TempPathFactory, index: EmbeddedFaqIndex
) -> None:
    path = tmp_path_factory.mktemp("data") / "aicc.db"
    with SqliteFile(path) as mine, SqliteFile(path) as others:
        live = live_faqs(SqliteContent(mine, "banking"), index)
        keep(SqliteContent(others, "banking"), "parking", "있습니다.")

        live.follow("default", a_deadline())

        assert found(live, index, "주차장이 있나요?") == "있습니다."


def test_a_tenants_own_content_is_its_own(store: ContentStore, index: EmbeddedFaqIndex) -> None:
    keep(store, "parking", "은행 주차장입니다.", tenant_id="bank")
    live = live_faqs(store, index)
    live.follow("bank", a_deadline())

    assert found(live, index, "주차장이 있나요?", "bank") == "은행 주차장입니다."
    assert found(live, index, "주차장이 있나요?", "shop") == ""
    assert found(live, index, "이체 수수료가 얼마예요?", "bank") == "500원입니다."


def test_the_default_tenants_content_is_everybodys_below_their_own(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    keep(store, "own", "은행 것", question="은행에만 있는 질문입니다", tenant_id="bank")
    live = live_faqs(store, index)
    live.follow("bank", a_deadline())
    before = found(live, index, "주차장이 있나요?", "bank")
    keep(store, "parking", "모두의 주차장입니다.")

    live.follow("bank", a_deadline())

    assert before == ""
    assert found(live, index, "주차장이 있나요?", "bank") == "모두의 주차장입니다."
    assert found(live, index, "주차장이 있나요?", "shop") == "모두의 주차장입니다."
    assert found(live, index, "은행에만 있는 질문입니다", "bank") == "은행 것"


def test_while_the_store_is_away_the_pack_answers_and_content_comes_with_it(
    index: EmbeddedFaqIndex,
) -> None:
    store = AwayContent()
    keep(store, "parking", "있습니다.")

    live = live_faqs(store, index)
    while_away = found(live, index, "이체 수수료가 얼마예요?")
    store.is_away = False
    live.follow("default", a_deadline())

    assert while_away == "500원입니다."
    assert found(live, index, "주차장이 있나요?") == "있습니다."


def test_a_change_that_the_index_refused_is_tried_again(store: ContentStore) -> None:
    index = RefusingIndex()
    live = live_faqs(store, index)
    keep(store, "parking", "있습니다.")
    with pytest.raises(StoreError):
        live.follow("default", a_deadline())

    index.refuses = False
    taken_over = live.follow("default", a_deadline())

    assert taken_over
    assert found(live, index, "주차장이 있나요?") == "있습니다."


def test_an_entry_that_cannot_be_read_leaves_what_lies_below(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    edit = Edit(kind=ContentKind.FAQ, id="fee", status=PUBLISHED, body={"parts": [{}]})
    store.write("default", [edit], SIGNED, a_deadline())

    live = live_faqs(store, index)

    assert found(live, index, "이체 수수료가 얼마예요?") == "500원입니다."


def keep_topic(
    store: ContentStore,
    name: str,
    said: str,
    *,
    status: ContentStatus = PUBLISHED,
    tenant_id: str = "default",
) -> None:
    body: JsonMap = {
        "label": said,
        "examples": [said],
        "reply": {"chat": f"{said}: 다른 곳입니다."},
    }
    edit = Edit(kind=ContentKind.NOT_HERE, id=name, status=status, body=body)
    store.write(tenant_id, [edit], SIGNED, a_deadline())


def test_what_is_not_done_here_is_found_as_entries_are(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    live = live_faqs(store, index)
    of_the_pack = found(live, index, "주식 사고 싶어요")
    keep_topic(store, "pensions", "국민연금 수령액 조회")
    keep_topic(store, "stocks", "주식", status=ARCHIVED)

    live.follow("default", a_deadline())

    assert of_the_pack == "주식은 다루지 않습니다."
    assert found(live, index, "국민연금 수령액 조회") == "국민연금 수령액 조회: 다른 곳입니다."
    assert found(live, index, "주식 사고 싶어요") == ""


def test_a_tenants_own_topic_lies_over_everybodys_entries(
    store: ContentStore, index: EmbeddedFaqIndex
) -> None:
    live = live_faqs(store, index)
    keep_topic(store, "pensions", "국민연금 수령액 조회", tenant_id="bank")
    live.follow("bank", a_deadline())
    keep(store, "parking", "있습니다.")
    live.follow("bank", a_deadline())

    assert found(live, index, "국민연금 수령액 조회", "bank").startswith("국민연금")
    assert found(live, index, "국민연금 수령액 조회", "shop") == ""
    assert found(live, index, "주차장이 있나요?", "bank") == "있습니다."

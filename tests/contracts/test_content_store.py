"""What every content store promises, over all its adapters."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest

from aicc.content.dynamodb import DynamoContent
from aicc.content.memory import MemoryContent
from aicc.content.port import ContentStore, EditConflictError
from aicc.content.sqlite import SqliteContent
from aicc.domain.content import ContentKind, ContentStatus, Edit, Item, Signature
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import CONTENT_TABLE, a_content_table

FAQ, FLOW = ContentKind.FAQ, ContentKind.FLOW
DRAFT, PUBLISHED = ContentStatus.DRAFT, ContentStatus.PUBLISHED
BY_LEE = Signature(author="lee", at=A_DAY, reason="새로 씀")
BY_KIM = Signature(author="kim", at=A_DAY + timedelta(hours=1), reason="여름 안내")

OpenStore = Callable[[str], ContentStore]


def memory_content(_stack: ExitStack, _request: pytest.FixtureRequest) -> OpenStore:
    stores: dict[str, ContentStore] = {}
    return lambda pack: stores.setdefault(pack, MemoryContent())


def sqlite_content(stack: ExitStack, request: pytest.FixtureRequest) -> OpenStore:
    path = request.getfixturevalue("tmp_path") / "aicc.db"
    return lambda pack: SqliteContent(stack.enter_context(SqliteFile(path)), pack)


def dynamodb_content(stack: ExitStack, request: pytest.FixtureRequest) -> OpenStore:
    client = stack.enter_context(a_content_table(request.getfixturevalue("monkeypatch")))
    return lambda pack: DynamoContent(client, CONTENT_TABLE, pack)


STORES = {"memory": memory_content, "sqlite": sqlite_content, "dynamodb": dynamodb_content}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def open_store(request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Opens the store of a pack, once more each time."""
    with ExitStack() as stack:
        yield request.param(stack, request)


@pytest.fixture
def store(open_store: OpenStore) -> ContentStore:
    return open_store("banking")


def an_edit(
    content_id: str = "fee",
    body: JsonMap | None = None,
    *,
    kind: ContentKind = FAQ,
    status: ContentStatus = DRAFT,
    expected: int | None = None,
) -> Edit:
    return Edit(
        kind=kind,
        id=content_id,
        status=status,
        body=body or {"question": "수수료가 얼마예요?"},
        expected=expected,
    )


def write(
    store: ContentStore, *edits: Edit, by: Signature = BY_LEE, tenant_id: str = "bank"
) -> None:
    store.write(tenant_id, edits, by, a_deadline())


def item(store: ContentStore, content_id: str = "fee", *, tenant_id: str = "bank") -> Item:
    found = store.item(tenant_id, FAQ, content_id, a_deadline())
    assert found is not None
    return found


def ids(store: ContentStore, *, tenant_id: str = "bank", since: int = 0) -> list[str]:
    found = store.items(tenant_id, FAQ, a_deadline(), since=since)
    return [each.latest.id for each in found]


def test_a_new_item_begins_with_version_one(store: ContentStore) -> None:
    [version] = store.write("bank", [an_edit(expected=0)], BY_LEE, a_deadline())

    assert (version.number, version.status, version.author) == (1, DRAFT, "lee")
    assert (version.reason, version.at) == ("새로 씀", A_DAY)
    assert item(store) == Item(latest=version, settled=None)


def test_a_body_comes_back_as_it_was_kept(store: ContentStore) -> None:
    body: JsonMap = {"질문": "수수료 😢", "수": [1, 0.5, None, True], "안": {"깊이": ""}}

    write(store, an_edit(body=body))

    assert item(store).latest.body == body


def test_items_of_every_kind_may_have_the_same_id(store: ContentStore) -> None:
    for kind in ContentKind:
        write(store, an_edit("limit", {"of": kind.value}, kind=kind, expected=0))

    found = {kind: store.item("bank", kind, "limit", a_deadline()) for kind in ContentKind}

    kept = {kind: item.latest.body["of"] for kind, item in found.items() if item}
    assert kept == {kind: kind.value for kind in ContentKind}


def test_a_draft_changes_nothing_for_customers(store: ContentStore) -> None:
    write(store, an_edit(body={"n": 1}, status=PUBLISHED))
    write(store, an_edit(body={"n": 2}))

    found = item(store)

    assert found.published
    assert found.published.body == {"n": 1}
    assert found.draft
    assert found.draft.body == {"n": 2}


def test_publishing_gives_customers_the_draft(store: ContentStore) -> None:
    write(store, an_edit(body={"n": 1}, status=PUBLISHED))
    write(store, an_edit(body={"n": 2}))

    write(store, item(store).to_publish(), by=BY_KIM)

    found = item(store)
    assert found.draft is None
    assert found.published
    assert found.published.body == {"n": 2}
    assert (found.latest.number, found.latest.author, found.latest.reason) == (
        3,
        "kim",
        "여름 안내",
    )


def test_what_is_archived_is_not_published_and_keeps_its_versions(store: ContentStore) -> None:
    write(store, an_edit(status=PUBLISHED))

    write(store, item(store).to_archive(), by=BY_KIM)

    assert item(store).published is None
    assert len(store.versions("bank", FAQ, "fee", a_deadline())) == 2


def test_a_draft_of_an_archived_item_leaves_it_archived(store: ContentStore) -> None:
    write(store, an_edit(status=ContentStatus.ARCHIVED))

    write(store, an_edit())

    assert item(store).published is None
    assert item(store).settled is not None


def test_rolling_back_publishes_an_earlier_version_as_a_new_one(store: ContentStore) -> None:
    for number in (1, 2, 3):
        write(store, an_edit(body={"n": number}, status=PUBLISHED))
    first = store.version("bank", FAQ, "fee", 1, a_deadline())
    assert first is not None

    write(store, item(store).to_roll_back(first), by=BY_KIM)

    published = item(store).published
    assert published is not None
    assert (published.number, published.body) == (4, {"n": 1})


def test_every_version_is_found_by_its_number(store: ContentStore) -> None:
    for number in range(1, 13):
        write(store, an_edit(body={"n": number}))

    versions = store.versions("bank", FAQ, "fee", a_deadline())

    assert [(each.number, each.body["n"]) for each in versions] == [(n, n) for n in range(1, 13)]
    assert store.version("bank", FAQ, "fee", 7, a_deadline()) == versions[6]
    assert store.version("bank", FAQ, "fee", 13, a_deadline()) is None
    assert store.version("bank", FAQ, "fee", 0, a_deadline()) is None


def test_what_was_never_written_is_not_there(store: ContentStore) -> None:
    assert store.item("bank", FAQ, "fee", a_deadline()) is None
    assert list(store.items("bank", FAQ, a_deadline())) == []
    assert list(store.versions("bank", FAQ, "fee", a_deadline())) == []
    assert store.revision("bank", a_deadline()) == 0


def test_an_edit_of_an_older_version_is_refused_with_both_versions(store: ContentStore) -> None:
    write(store, an_edit(body={"n": 1}))
    write(store, an_edit(body={"n": 2}, expected=1))

    with pytest.raises(EditConflictError) as refused:
        write(store, an_edit(body={"n": 3}, expected=1))

    yours, theirs = refused.value.yours, refused.value.theirs
    assert yours
    assert yours.body == {"n": 1}
    assert theirs
    assert theirs.body == {"n": 2}
    assert item(store).latest.number == 2


def test_a_new_item_is_refused_where_one_is_already(store: ContentStore) -> None:
    write(store, an_edit())

    with pytest.raises(EditConflictError) as refused:
        write(store, an_edit(expected=0))

    assert refused.value.yours is None


def test_an_edit_of_what_is_not_there_is_refused(store: ContentStore) -> None:
    with pytest.raises(EditConflictError) as refused:
        write(store, an_edit(expected=3))

    assert refused.value.theirs is None


def test_one_refused_edit_leaves_all_of_them_unwritten(store: ContentStore) -> None:
    write(store, an_edit("second"))
    revision = store.revision("bank", a_deadline())

    with pytest.raises(EditConflictError):
        write(store, an_edit("first"), an_edit("second", expected=0), an_edit("third"))

    assert ids(store) == ["second"]
    assert store.revision("bank", a_deadline()) == revision


def test_an_item_named_twice_in_one_write_is_refused(store: ContentStore) -> None:
    with pytest.raises(InvalidInputError):
        write(store, an_edit(), an_edit())

    assert ids(store) == []


def test_items_come_by_id_and_only_of_their_kind(store: ContentStore) -> None:
    write(store, an_edit("b"), an_edit("a"), an_edit("flow", kind=FLOW))
    write(store, an_edit("c"))

    assert ids(store) == ["a", "b", "c"]
    assert [each.latest.id for each in store.items("bank", FLOW, a_deadline())] == ["flow"]


def test_more_items_than_a_transaction_takes_are_all_there(store: ContentStore) -> None:
    names = [f"faq-{count:03}" for count in range(120)]

    edits = [an_edit(name, {"n": name}) for name in names]
    store.write("bank", edits, BY_LEE, a_deadline(60))

    assert ids(store) == names
    assert item(store, "faq-119").latest.body == {"n": "faq-119"}


def test_the_revision_grows_with_every_write_and_names_what_changed_since(
    store: ContentStore,
) -> None:
    write(store, an_edit("a"), an_edit("b"))
    first = store.revision("bank", a_deadline())
    write(store, an_edit("b"))
    second = store.revision("bank", a_deadline())

    assert 0 < first < second
    assert ids(store, since=first) == ["b"]
    assert ids(store, since=second) == []


def test_nothing_to_write_is_no_error_and_no_revision(store: ContentStore) -> None:
    write(store)

    assert store.revision("bank", a_deadline()) == 0


def test_tenants_never_see_each_other(store: ContentStore) -> None:
    write(store, an_edit("a#b"), tenant_id="bank")
    write(store, an_edit("b"), tenant_id="bank#a")

    assert ids(store, tenant_id="bank") == ["a#b"]
    assert ids(store, tenant_id="bank#a") == ["b"]
    assert ids(store, tenant_id="default") == []
    assert store.item("shop", FAQ, "a#b", a_deadline()) is None
    assert store.revision("shop", a_deadline()) == 0


def test_packs_keep_their_content_apart(open_store: OpenStore) -> None:
    write(open_store("banking"), an_edit("fee"))
    write(open_store("shopping"), an_edit("parcel"))

    assert ids(open_store("banking")) == ["fee"]
    assert ids(open_store("shopping")) == ["parcel"]


def test_another_process_sees_what_was_written(open_store: OpenStore) -> None:
    mine, other = open_store("banking"), open_store("banking")

    write(mine, an_edit())

    assert item(other) == item(mine)
    assert other.revision("bank", a_deadline()) == mine.revision("bank", a_deadline())


def test_of_ten_who_edit_one_version_at_once_one_wins(store: ContentStore) -> None:
    write(store, an_edit())

    def edit(name: int) -> bool:
        try:
            write(store, an_edit(body={"by": name}, expected=1))
        except EditConflictError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=10) as threads:
        won = list(threads.map(edit, range(10)))

    assert won.count(True) == 1
    assert item(store).latest.body == {"by": won.index(True)}

"""What is wrong with topics before they are kept, as `aicc validate` sees it in a pack's files.

Loads pydantic: it is for staff's editing, not for turns.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from aicc.content.book import BookItem
from aicc.content.sheets.topics import SheetTopic
from aicc.content.topics import TOPICS, Taught
from aicc.domain.content import ContentStatus, Edit
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.lint.acts import check_not_here
from aicc.packs.lint.content import check_intents
from aicc.packs.lint.finding import PlaceFinding, did_you_mean
from aicc.packs.pack import NotHereTopic, Pack
from aicc.packs.schema.pack import NotHereTopicFile, Sentence

Texts: TypeAlias = Sequence[str]

_SENTENCES = TypeAdapter(list[Sentence])


def examples_of(pack: Pack) -> dict[str, tuple[str, ...]]:
    """By topic, as the tenant's customers have it."""
    return {name: intent.examples for name, intent in pack.intents.items()}


def checked_topic(name: str, taught: Taught, pack: Pack, others: Mapping[str, Texts]) -> Taught:
    """`others` are examples of all topics. `NotFoundError` for what is no intent of the pack,
    `InvalidInputError` for a sentence that cannot be learned as it stands."""
    if name not in pack.intents:
        hint = did_you_mean(name, pack.intents)
        raise NotFoundError(f"the pack has no topic {name!r}{hint}: a new one needs its files")
    taught = _with_sentences(name, taught)
    both = [text for text in taught.contrasts if text in taught.examples]
    if both:
        raise InvalidInputError(f"topic {name}: {both[0]!r} is an example, and what is not one")
    _refuse(check_intents(_plain({**others, name: taught.examples})))
    return taught


def checked_not_here(topic: NotHereTopicFile, others: Mapping[str, Texts]) -> NotHereTopic:
    """`others` are examples of the topics that are done here."""
    plain = topic.model_dump(mode="json")
    _refuse(check_not_here({**_plain(others), "not_here": {"topics": [plain]}}))
    return NotHereTopic.from_plain(plain)


def planned(
    sheet: Sequence[SheetTopic],
    kept: Iterable[BookItem[Taught]],
    pack: Pack,
    *,
    status: ContentStatus,
    replaces: bool,
) -> list[Edit]:
    """What a sheet would change; nothing for a topic that stays as it is. A sentence may move
    from one of its topics to another."""
    items = {each.id: each for each in kept}
    after = {
        each.name: each.over(items[each.name].value, replaces=replaces)
        for each in sheet
        if each.name in items
    }
    others = {name: item.value.examples for name, item in items.items()}
    others |= {name: taught.examples for name, taught in after.items()}
    edits = []
    for each in sheet:
        try:
            taught = checked_topic(
                each.name, after.get(each.name) or Taught(examples=each.examples), pack, others
            )
        except (InvalidInputError, NotFoundError) as error:
            raise InvalidInputError(f"row {each.row}: {error}") from error
        item = items.get(each.name)
        now = item and item.value.with_more((), ())  # a pack may have a sentence twice
        # A draft of what is published already is none; of what is archived it is one
        is_same = item and taught == now and item.status in {status, ContentStatus.PUBLISHED}
        if not is_same:
            number = item.number if item else 0
            edits.append(TOPICS.edit(each.name, taught, status=status, expected=number))
    return edits


def _with_sentences(name: str, taught: Taught) -> Taught:
    try:
        examples, contrasts = (
            tuple(dict.fromkeys(_SENTENCES.validate_python(list(texts))))
            for texts in (taught.examples, taught.contrasts)
        )
    except ValidationError as error:
        raise InvalidInputError(f"topic {name}: a sentence has 1 to 2,000 characters") from error
    if not examples:
        raise InvalidInputError(f"topic {name}: give at least one example")
    return Taught(examples=examples, contrasts=contrasts)


def _plain(examples: Mapping[str, Texts]) -> dict[str, Any]:
    """As far as the checks look at it."""
    intents = [{"name": name, "examples": list(texts)} for name, texts in examples.items()]
    return {"intents": {"intents": intents}}


def _refuse(findings: Iterable[PlaceFinding]) -> None:
    for each in findings:
        if each.is_error:
            raise InvalidInputError(each.message)

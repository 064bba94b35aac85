"""Checking what a bot knows: intents, queues, entities, questions and answers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aicc.packs.files import Path_
from aicc.packs.lint.finding import PlaceFinding, Plain, did_you_mean, error, warning
from aicc.packs.lint.texts import check_spoken

FEWEST_EXAMPLES = 8
DEFAULT_QUEUE = "default"


def check_queues(plain: Plain) -> Iterator[PlaceFinding]:
    if DEFAULT_QUEUE not in plain["pack"]["queues"]:
        message = "there is no queue named default: plain requests for a person wait there"
        yield error("pack.yaml", ("queues",), message)
    hours = plain["pack"].get("hours") or {"queues": {}}
    for name in hours["queues"]:
        if name not in plain["pack"]["queues"]:
            message = f"hours of a queue {name}, which is not there"
            message += did_you_mean(name, plain["pack"]["queues"])
            yield error("pack.yaml", ("hours", "queues", name), message)


def check_intents(plain: Plain) -> Iterator[PlaceFinding]:
    intents = plain["intents"]["intents"]
    counts = Counter(intent["name"] for intent in intents)
    for at, intent in enumerate(intents):
        place: Path_ = ("intents", at)
        if counts[intent["name"]] > 1:
            message = f"intent {intent['name']} is there twice"
            yield error("intents.yaml", (*place, "name"), message)
    yield from _check_examples(intents)


def _check_examples(intents: Sequence[Plain]) -> Iterator[PlaceFinding]:
    owners: dict[str, str] = {}
    for at, intent in enumerate(intents):
        name, place = intent["name"], ("intents", at, "examples")
        if len(intent["examples"]) < FEWEST_EXAMPLES:
            message = f"intent {name}: fewer than {FEWEST_EXAMPLES} examples are learned badly"
            yield warning("intents.yaml", place, message)
        for number, example in enumerate(intent["examples"]):
            owner = owners.setdefault(example, name)
            if owner != name:
                message = f"intent {name}: {example!r} is an example of {owner} as well"
                yield error("intents.yaml", (*place, number), message)


def check_entities(plain: Plain) -> Iterator[PlaceFinding]:
    file, entities = "entities.yaml", plain["entities"]["entities"]
    counts = Counter(entity["name"] for entity in entities)
    for at, entity in enumerate(entities):
        name, owners = entity["name"], dict[str, str]()
        if counts[name] > 1:
            yield error(file, ("entities", at, "name"), f"entity {name} is there twice")
        for number, value in enumerate(entity["values"]):
            for said in (value["value"], *value["synonyms"]):
                owner = owners.setdefault(said.replace(" ", ""), value["value"])
                if owner != value["value"]:
                    message = f"entity {name}: {said!r} stands for {owner!r} as well"
                    yield error(file, ("entities", at, "values", number), message)
        yield from _check_attributes(at, entity, entities)


def _check_attributes(at: int, entity: Plain, entities: Sequence[Plain]) -> Iterator[PlaceFinding]:
    """Every value has the same ones, so that a text can use them; a tie leads to a value."""
    name, known = entity["name"], {each["name"]: each for each in entities}
    names = {attribute for value in entity["values"] for attribute in value["attributes"]}
    for number, value in enumerate(entity["values"]):
        place: Path_ = ("entities", at, "values", number)
        for missing in sorted(names - value["attributes"].keys()):
            message = f"entity {name}: {value['value']} has no {missing}, which others have"
            yield error("entities.yaml", place, message)
        for attribute, meant in value["attributes"].items():
            tied = [each["value"] for each in known.get(attribute, {}).get("values", ())]
            if tied and meant not in tied:
                hint = did_you_mean(meant, tied)
                message = f"entity {name}: {attribute} has no value {meant}{hint}"
                yield error("entities.yaml", (*place, "attributes", attribute), message)


def check_faqs(plain: Plain) -> Iterator[PlaceFinding]:
    seen: set[str] = set()
    for at, faq in enumerate(plain["faqs"]["faqs"]):
        place: Path_ = ("faqs", at)
        if faq["id"] in seen:
            yield error("faqs.yaml", (*place, "id"), f"entry {faq['id']} is there twice")
        seen.add(faq["id"])
        yield from check_spoken(
            "faqs.yaml",
            (*place, "answer"),
            f"entry {faq['id']}",
            faq["answer"],
            faq["voice"],
            is_grave=False,
        )

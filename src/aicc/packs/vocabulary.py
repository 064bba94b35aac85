"""The words that a pack speaks of: what a customer's slip of the finger may have meant."""

from collections.abc import Iterator

from aicc.packs.pack import Pack


def vocabulary(pack: Pack) -> Iterator[str]:
    """Keywords of topics and entries, names of listed things, labels of options; not distinct."""
    for intent in pack.intents.values():
        yield from intent.keywords
    for entry in pack.searched:
        yield from entry.keywords
    for entity in pack.entities:
        for listed in entity["values"]:
            yield from (listed["value"], *listed["synonyms"])
    for flow in pack.flows.values():
        yield flow.name
        for step in flow.steps.values():
            yield from (option.value for option in step.options)

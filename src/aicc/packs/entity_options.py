"""Steps that take their answer from an entity of the pack: its values become their options."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from aicc.domain.flow import Flow, Option

EntityOptions: TypeAlias = Mapping[str, tuple[Option, ...]]  # by the name of the entity


def entity_options(entities: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Option, ...]]:
    """From the plain form of entities.yaml."""
    return {
        entity["name"]: tuple(
            Option(
                value=each["value"],
                synonyms=tuple(each.get("synonyms") or ()),
                fields=dict(each.get("attributes") or {}),
            )
            for each in entity.get("values") or ()
        )
        for entity in entities
    }


def with_entities(flow: Flow, known: EntityOptions) -> Flow:
    """The flow with the values of its entities; one that is not known leaves a step without."""
    changed = {
        step.id: replace(step, options=known.get(step.entity, ()))
        for step in flow.steps.values()
        if step.entity
    }
    return replace(flow, steps={**flow.steps, **changed}) if changed else flow

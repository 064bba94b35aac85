"""Checking tests/*.yaml: names that a conversation test expects and the pack does not have."""

from collections.abc import Collection, Iterator, Mapping

from aicc.packs.files import Path_, flows_of
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, did_you_mean, error
from aicc.packs.schema.conversation import AnswerFile, ConversationFile, ExpectFile


def check_conversations(
    plain: Plain, conversations: Mapping[str, ConversationFile], actions: Actions
) -> Iterator[PlaceFinding]:
    """`conversations` by their file in the pack; `actions` are the back end's."""
    steps = [step for flow in flows_of(plain) for step in flow["steps"]]
    known: dict[str, Collection[str]] = {
        "intent": {intent["name"] for intent in plain["intents"]["intents"]},
        "step": {step["id"] for step in steps},
        "corrects": {step["id"] for step in steps},
        "faq": {faq["id"] for faq in plain["faqs"]["faqs"]},
        "queue": set(plain["pack"]["queues"]),
        "slots": {name for step in steps for name in (step["save_as"] or step["id"], *step["set"])},
    }
    for file, conversation in conversations.items():
        yield from _check_answers(file, conversation, actions)
        for at, turn in enumerate(conversation.turns):
            yield from _check_names(file, ("turns", at, "expect"), turn.expect, known)


def _check_names(
    file: str, place: Path_, expect: ExpectFile, known: Mapping[str, Collection[str]]
) -> Iterator[PlaceFinding]:
    for field in ("intent", "step", "corrects", "faq", "queue"):
        name = getattr(expect, field)
        if name is not None and name not in known[field]:
            hint = did_you_mean(name, known[field])
            what = "step" if field == "corrects" else field
            yield error(file, (*place, field), f"the pack has no {what} {name}{hint}")
    slots = known["slots"]
    named: list[tuple[Path_, str]] = [(("slots", name), name) for name in expect.slots]
    named += [(("slot_missing", at), name) for at, name in enumerate(expect.slot_missing)]
    for where, name in named:
        slot = name.partition(".")[0]  # of "limit.once", the answer that it is a value of
        if slot not in slots:
            message = f"no step sets {slot}{did_you_mean(slot, slots)}"
            yield error(file, (*place, *where), message)


def _check_answers(
    file: str, conversation: ConversationFile, actions: Actions
) -> Iterator[PlaceFinding]:
    for action, written in conversation.backend.items():
        place: Path_ = ("backend", action)
        about = actions.get(action)
        if about is None:
            hint = did_you_mean(action, actions)
            yield error(file, place, f"the back end has no action {action}{hint}")
            continue
        for answer in written if isinstance(written, list) else [written]:
            if isinstance(answer, AnswerFile) and answer.outcome not in about.outcomes:
                hint = did_you_mean(answer.outcome, about.outcomes)
                yield error(file, place, f"{action} never gives {answer.outcome}{hint}")

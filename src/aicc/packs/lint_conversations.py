"""Checking tests/*.yaml: names that a conversation test expects and the pack does not have."""

from collections.abc import Collection, Iterator, Mapping

from aicc.packs.lint_found import Found, Plain, did_you_mean, error
from aicc.packs.schema import ConversationFile


def check_conversations(
    plain: Plain, conversations: Mapping[str, ConversationFile]
) -> Iterator[Found]:
    """`conversations` by their file in the pack."""
    known: dict[str, Collection[str]] = {
        "intent": {intent["name"] for intent in plain["intents"]["intents"]},
        "step": {step["id"] for flow in plain["flows"] for step in flow["steps"]},
        "faq": {faq["id"] for faq in plain["faqs"]["faqs"]},
    }
    for file, conversation in conversations.items():
        for at, turn in enumerate(conversation.turns):
            for field, names in known.items():
                name = getattr(turn.expect, field)
                if name is not None and name not in names:
                    message = f"the pack has no {field} {name}{did_you_mean(name, names)}"
                    yield error(file, ("turns", at, "expect", field), message)

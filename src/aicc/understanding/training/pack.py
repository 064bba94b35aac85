"""What is learned of a pack: its intents, from examples, contrast examples and what none is for,
and its FAQ entries from their wordings."""

from collections.abc import Mapping, Sequence

from aicc.packs.learned import LearnedModels
from aicc.packs.pack import Pack
from aicc.understanding.intent_contrasts import with_contrasts
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.intent_model_file import to_bytes
from aicc.understanding.training.entries import learn_entries
from aicc.understanding.training.train import train, train_like


def learned_models(pack: Pack) -> LearnedModels:
    """All that a start has not to learn any more."""
    keywords = {each.name: each.keywords for each in pack.intents.values()}
    entries = learn_entries(pack.searched)
    return LearnedModels(
        intents=to_bytes(train_pack(pack, keywords)),
        entries=entries.to_bytes() if entries else b"",
    )


def train_pack(
    pack: Pack, keywords: Mapping[str, Sequence[str]], like: IntentModel | None = None
) -> IntentModel:
    """`keywords` are those of the pack, or what a program has made of them since. `like` is a
    model of the pack before it was edited, whose calibration still fits."""
    labelled = taught(pack, keywords)
    if like is None:
        return train(labelled, keywords=keywords, out_of_scope=pack.out_of_scope)
    return train_like(like, labelled, keywords=keywords, out_of_scope=pack.out_of_scope)


def taught(pack: Pack, keywords: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Examples by label. An intent that is only in the keywords has no others."""
    own = {intent.name: intent.examples for intent in pack.intents.values()}
    examples = {name: own.get(name) or words for name, words in keywords.items()}
    said = {text for texts in examples.values() for text in texts}
    contrasts = {
        name: [text for text in intent.contrasts if text not in said]
        for name, intent in pack.intents.items()
        if name in examples
    }
    return with_contrasts({name: texts for name, texts in examples.items() if texts}, contrasts)

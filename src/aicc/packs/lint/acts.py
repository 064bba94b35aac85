"""Checking what the acts of topics lead to, and what is not done here."""

from collections import Counter
from collections.abc import Iterable, Iterator

from aicc.packs.files import Path_, flows_of
from aicc.packs.lint.finding import PlaceFinding, Plain, did_you_mean, error, warning
from aicc.packs.lint.texts import check_spoken, check_template, fields_of

INTENTS, NOT_HERE, PACK = "intents.yaml", "not_here.yaml", "pack.yaml"
FEWEST_WORDINGS = 6
# What customers of a scenario come back for most: each may lead to the same answer.
_COME_BACK = ("undo", "status", "ask")


def targets_of(intent: Plain) -> Iterator[tuple[Path_, Plain]]:
    """The intent itself, then every act that it names, with its place in the intent."""
    yield (), intent
    yield from ((("when", act), target) for act, target in intent["when"].items() if target)


def named_in_targets(plain: Plain, key: str) -> set[str]:
    """The flows or replies that some act of some intent leads to."""
    intents = plain["intents"]["intents"]
    named = {target.get(key) for intent in intents for _, target in targets_of(intent)}
    return {name for name in named if name}


def check_acts(plain: Plain) -> Iterator[PlaceFinding]:
    intents = plain["intents"]["intents"]
    tagged = {tag for faq in plain["faqs"]["faqs"] for tag in faq["tags"]}
    # a pack that says nothing about acts leaves them to the engine: nothing to warn of
    uses_acts = any(target for intent in intents for target in intent["when"].values())
    for at, intent in enumerate(intents):
        place: Path_ = ("intents", at)
        for where, target in targets_of(intent):
            yield from _check_target((*place, *where), intent["name"], target, plain)
        yield from _check_one_do(place, intent)
        yield from _check_contrasts(place, intent)
        if uses_acts:
            yield from _check_led(place, intent, intent["name"] in tagged)


def _check_target(place: Path_, intent: str, target: Plain, plain: Plain) -> Iterator[PlaceFinding]:
    flows = [flow["id"] for flow in flows_of(plain)]
    faqs = [faq["id"] for faq in plain["faqs"]["faqs"]]
    asks = target["escalate"]
    named: tuple[tuple[str, Iterable[str], str], ...] = (
        ("flow", flows, "there is no flow"),
        ("faq", faqs, "faqs.yaml has no entry"),
        ("reply", plain["replies"]["replies"], "replies.yaml has no"),
    )
    for key, known, what in named:
        name = target.get(key)
        if name and name not in known:
            hint = did_you_mean(name, known)
            yield error(INTENTS, (*place, key), f"intent {intent}: {what} {name}{hint}")
    if asks and asks["queue"] not in plain["pack"]["queues"]:
        message = f"intent {intent}: pack.yaml has no queue {asks['queue']}"
        yield error(INTENTS, (*place, "escalate"), message)
    if asks and asks["say"] and asks["say"] not in plain["replies"]["replies"]:
        message = f"intent {intent}: replies.yaml has no {asks['say']}"
        message += did_you_mean(asks["say"], plain["replies"]["replies"])
        yield error(INTENTS, (*place, "escalate"), message)


def _check_one_do(place: Path_, intent: Plain) -> Iterator[PlaceFinding]:
    own = [key for key in ("flow", "reply", "escalate") if intent[key] is not None]
    if len(own) > 1:
        message = f"intent {intent['name']}: give one of flow, reply and escalate"
        yield error(INTENTS, place, message)
    if own and intent["when"]["do"]:
        message = f"intent {intent['name']}: {own[0]} and when.do say the same: give one"
        yield error(INTENTS, (*place, "when", "do"), message)


def _check_contrasts(place: Path_, intent: Plain) -> Iterator[PlaceFinding]:
    examples = {*intent["examples"], *intent["keywords"]}
    for number, contrast in enumerate(intent["not"]):
        if contrast in examples:
            message = f"intent {intent['name']}: {contrast!r} is an example of it as well"
            yield error(INTENTS, (*place, "not", number), message)


def _check_led(place: Path_, intent: Plain, has_faq: bool) -> Iterator[PlaceFinding]:
    when = intent["when"]
    flow = intent["flow"] or (when["do"] and when["do"]["flow"])
    if flow and not has_faq and not any(when[act] for act in _COME_BACK):
        message = (
            f"intent {intent['name']}: undo, status and questions lead nowhere: "
            "say where in when:, or tag an FAQ entry with the intent"
        )
        yield warning(INTENTS, (*place, "when" if any(when.values()) else "flow"), message)


def check_not_here(plain: Plain) -> Iterator[PlaceFinding]:
    topics, intents = plain["not_here"]["topics"], plain["intents"]["intents"]
    counts = Counter(topic["name"] for topic in topics)
    names = {intent["name"] for intent in intents}
    owners = {example: each["name"] for each in intents for example in each["examples"]}
    for at, topic in enumerate(topics):
        place, name = ("topics", at), topic["name"]
        if counts[name] > 1:
            yield error(NOT_HERE, (*place, "name"), f"topic {name} is there twice")
        if name in names:
            yield error(NOT_HERE, (*place, "name"), f"topic {name} is an intent as well")
        if len(topic["examples"]) < FEWEST_WORDINGS:
            message = f"topic {name}: fewer than {FEWEST_WORDINGS} examples are learned badly"
            yield warning(NOT_HERE, (*place, "examples"), message)
        for number, example in enumerate(topic["examples"]):
            if example in owners:
                message = f"topic {name}: {example!r} is an example of {owners[example]} as well"
                yield error(NOT_HERE, (*place, "examples", number), message)
        yield from _check_said(NOT_HERE, (*place, "reply"), f"topic {name}", topic["reply"])


def check_danger(plain: Plain) -> Iterator[PlaceFinding]:
    for kind, reply in plain["pack"]["danger"]["say"].items():
        yield from _check_said(PACK, ("danger", "say", kind), f"danger {kind}", reply)
    flows = [flow["id"] for flow in flows_of(plain)]
    for kind, flow in plain["pack"]["danger"]["offer"].items():
        if flow not in flows:
            message = f"danger {kind}: there is no flow {flow}{did_you_mean(flow, flows)}"
            yield error(PACK, ("danger", "offer", kind), message)


def _check_said(file: str, place: Path_, what: str, reply: Plain) -> Iterator[PlaceFinding]:
    for key in ("chat", "voice"):
        yield from check_template(file, (*place, key), reply[key])
        for used in fields_of(reply[key]):
            yield error(file, (*place, key), f"{what} has no value {{{used.name}}}")
    yield from check_spoken(file, place, what, reply["chat"], reply["voice"])

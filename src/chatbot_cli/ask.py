"""`aicc ask`: one question to a pack's entries, answered by a language model or by quoting."""

from collections.abc import Sequence
from typing import Annotated

import typer

from aicc.errors import ProviderError
from aicc.model.choose import choice_of
from aicc.model.embedded import EmbeddedModel
from aicc.model.metered import ModelCall
from aicc.model_wiring import chat_model
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from chatbot_agent import LLMService
from chatbot_faq import FAQManager

from .complaint import complain
from .output import err, out

SOURCES = 3
LEAST = 0.35  # of an entry's score: below it the entry is about something else


def ask(
    question: Annotated[str, typer.Argument(help="As a customer would ask it.")],
    pack: Annotated[str | None, typer.Option(help="Shipped name or path.")] = None,
) -> None:
    """Answer from the entries nearest to the question, with their numbers. Without a model the
    entries are quoted; with one (AICC_MODEL) its words come as they are written."""
    settings = Settings.load()
    known = load_pack(pack or settings.pack)
    choice = choice_of(settings, known.model)
    found = FAQManager(pack=known).search_faq(question, limit=SOURCES)
    sources = [(entry["question"], entry["answer"]) for entry in found if entry["score"] >= LEAST]
    calls: list[ModelCall] = []
    model = chat_model(settings, choice, report=calls.append)
    err.print(f"model: {choice.shown}", markup=False)
    if not _say(LLMService(model, answer_s=settings.model_deadline_s), question, sources):
        out.print("(no entry answers this)")
        raise typer.Exit(1)
    for number, (title, _) in enumerate(sources, 1):
        out.print(f"  [{number}] {title}", markup=False)
    for call in calls:
        err.print(f"used: {call.shown}", markup=False)


def _say(service: LLMService, question: str, sources: Sequence[tuple[str, str]]) -> bool:
    """Whether anything was said. A model that fails before its first word is replaced by quoting,
    and that is said; one that fails later has spoken half."""
    said = False
    try:
        for piece in service.answer(question, sources) if sources else ():
            out.print(piece, end="", markup=False)
            said = True
    except ProviderError as error:
        if said:
            out.print()
            raise
        complain(f"{error}; quoting instead")
        return _say(LLMService(EmbeddedModel()), question, sources)
    if said:
        out.print()
    return said

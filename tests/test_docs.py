"""What the documentation says is so: its code runs, its tables are complete, its links lead on."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from aicc import errors
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.validations import VALIDATIONS
from aicc.korean.text.template import fields
from aicc.packs.catalog.sentences import sentences
from aicc.packs.schema import actions as schema_actions
from aicc.packs.schema import conversation as schema_conversation
from aicc.packs.schema import faq as schema_faq
from aicc.packs.schema import pack as schema
from aicc.wiring import demo_backend
from chatbot_engine import ChatEngine
from chatbot_escalation import EscalationManager
from chatbot_faq import FAQManager
from chatbot_history import ConversationRepository
from chatbot_nlu import AsyncNLU, ChatbotNLU
from chatbot_scenario import ChatbotScenario
from tests.readme import blocks
from tests.tutorial import play

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
PACKS = "\n".join(
    (DOCS / "reference" / name).read_text(encoding="utf-8")
    for name in ("packs.md", "scenarios.md", "back-ends.md")
)
CONVERSATIONS = (DOCS / "reference/conversation-tests.md").read_text(encoding="utf-8")
PYTHON = (DOCS / "reference/python.md").read_text(encoding="utf-8")
HTTP = (DOCS / "reference/http.md").read_text(encoding="utf-8")
CODE = [
    pytest.param(code, id=f"{path.relative_to(DOCS)}:{at}")
    for path in sorted(DOCS.rglob("*.md"))
    if not path.name.endswith(".ko.md")  # the same code as its English twin
    for at, (language, code) in enumerate(blocks(path))
    if language == "python"
]
KOREAN_PAGES = sorted(DOCS.rglob("*.ko.md"))
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"],
    capture_output=True,
    text=True,
    check=True,
    cwd=ROOT,
).stdout.splitlines()
PUBLIC = (
    AsyncNLU,
    ChatbotNLU,
    ChatbotScenario,
    FAQManager,
    EscalationManager,
    ConversationRepository,
    ChatEngine,
)
METHODS = sorted({name for kind in PUBLIC for name in vars(kind) if not name.startswith("_")})

# Every model of a pack's files, and the heading that its table stands under.
HEADINGS = {
    "PackFile": "pack.yaml",
    "Thresholds": "Thresholds",
    "InterruptionsFile": "Interruptions",
    "DangerFile": "Danger",
    "EscalationRulesFile": "Escalation rules",
    "IntentsFile": "intents.yaml",
    "IntentFile": "Intent",
    "WhenFile": "When",
    "TargetFile": "Target",
    "EscalationFile": "Escalation",
    "NotHereFile": "not_here.yaml",
    "NotHereTopicFile": "Topic that is not done here",
    "EntitiesFile": "entities.yaml",
    "EntityFile": "Entity",
    "EntityValueFile": "Entity value",
    "FaqsFile": "faqs.yaml",
    "FaqFile": "FAQ entry",
    "PartFile": "Part",
    "RepliesFile": "replies.yaml",
    "ReplyFile": "Reply",
    "QuickReplyFile": "Quick reply",
    "FlowFile": "The file",
    "WordingFile": "Wording",
    "CaseFile": "Case",
    "CardFile": "Card",
    "FaceFile": "Face",
    "HandoffFile": "Handoff",
    "StepFile": "Step",
    "OptionFile": "Option",
    "OfferFile": "Offer",
    "CallFile": "Call",
    "RuleFile": "Rule",
    "ActionsFile": "actions.yaml",
    "ActionFile": "Action",
    "HttpFile": "HTTP",
    "LambdaFile": "Lambda",
    "ConversationFile": "Conversation",
    "TurnFile": "Turn",
    "ExpectFile": "Expect",
    "AnswerFile": "Answer of the back end",
}
MODELS = {
    model.__name__: model
    for model in schema.FileModel.__subclasses__()
    if model.__module__
    in {each.__name__ for each in (schema, schema_actions, schema_conversation, schema_faq)}
}
FIELDS = [
    pytest.param(HEADINGS[model.__name__], info.alias or name, info, id=f"{model.__name__}.{name}")
    for model in MODELS.values()
    if model.__name__ in HEADINGS
    for name, info in model.model_fields.items()
]


def test_the_tutorial_goes_as_it_says(tmp_path: Path) -> None:
    played = play(DOCS / "tutorial.md", tmp_path)

    assert len(played) >= 8
    for each in played:
        assert each.missing == [], f"{each.command} printed:\n{each.printed}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_runs_and_says_something(path: Path, tmp_path: Path) -> None:
    done = run([str(path)], tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_short_and_says_what_it_shows(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith('"""')
    assert len(lines) < 40


@pytest.mark.parametrize("code", CODE)
def test_code_in_the_documentation_runs(code: str, tmp_path: Path) -> None:
    done = run(["-c", code], tmp_path)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", KOREAN_PAGES, ids=lambda page: page.name)
def test_a_page_in_korean_has_the_code_and_headings_of_its_english_twin(page: Path) -> None:
    english = page.with_name(page.name.replace(".ko.md", ".md"))

    assert blocks(page) == blocks(english)
    assert levels(page) == levels(english)


def test_every_model_of_a_packs_files_has_a_table() -> None:
    assert MODELS.keys() == HEADINGS.keys()


@pytest.mark.parametrize(("heading", "name", "info"), FIELDS)
def test_a_field_of_a_pack_is_in_the_reference_with_its_default(
    heading: str, name: str, info: FieldInfo
) -> None:
    rows = {row[0]: row for row in table_under(PACKS + CONVERSATIONS, heading)}

    assert f"`{name}`" in rows, f"{heading} has no {name}"
    assert rows[f"`{name}`"][2] == shown_default(info)


@pytest.mark.parametrize("heading", HEADINGS.values())
def test_the_reference_names_no_field_that_is_not_there(heading: str) -> None:
    model = next(name for name, under in HEADINGS.items() if under == heading)
    about = MODELS[model].model_fields
    known = {f"`{info.alias or name}`" for name, info in about.items()}

    assert {row[0] for row in table_under(PACKS + CONVERSATIONS, heading)} == known


@pytest.mark.parametrize("key", [str(key) for key in SentenceKey])
def test_a_sentence_of_the_engine_is_in_the_reference_with_its_values(key: str) -> None:
    rows = {row[0]: row[1] for row in table_under(PACKS, "Sentences of the engine")}
    sentence = sentences("ko")[key]
    used = {field.name for text in (sentence.chat, sentence.voice) for field in fields(text)}

    assert f"`{key}`" in rows
    assert used <= set(re.findall(r"\{(\w+)\}", rows[f"`{key}`"]))


@pytest.mark.parametrize("name", sorted(VALIDATIONS))
def test_a_validation_is_in_the_reference(name: str) -> None:
    assert [f"`{name}`"] == [row[0] for row in table_under(PACKS, "Validations") if name in row[0]]


def test_every_action_of_the_demo_back_end_is_in_the_reference_as_it_is() -> None:
    told: dict[str, list[frozenset[str]]] = {}
    for row in rows_in(PACKS):
        names, *about = (frozenset(re.findall(r"`(\w+)`", cell)) for cell in row)
        told |= dict.fromkeys(names, about)

    for name, action in demo_backend().actions.items():
        values = frozenset().union(*action.outcomes.values())
        assert told.get(name) == [action.arguments, action.outcomes.keys(), values], name


@pytest.mark.parametrize("code", sorted(
    {key.removeprefix("problem_") for key in sentences("ko") if key.startswith("problem_")}
    - {"other"}
    | {kind.code for base in (errors.StoreError, errors.InvalidInputError)
       for kind in base.__subclasses__()}
))  # fmt: skip
def test_a_problem_code_is_in_the_http_reference(code: str) -> None:
    assert f"`{code}`" in {row[1] for row in rows_in(HTTP) if len(row) > 1}


@pytest.mark.parametrize("name", METHODS)
def test_a_public_method_is_in_the_python_reference(name: str) -> None:
    assert f"{name}(" in PYTHON


@pytest.mark.parametrize("name", TRACKED)
def test_a_relative_link_leads_to_a_file(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", without_code(text))
    files = [one or other for one, other in links]
    local = [link.partition("#")[0] for link in files if not re.match(r"\w+:|#", link)]

    assert [link for link in local if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", TRACKED)
def test_a_link_to_a_heading_finds_it(name: str) -> None:
    path = ROOT / name
    anchors = re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", without_code(path.read_text("utf-8")))

    for file, anchor in anchors:
        if not file.startswith("http"):
            target = path.parent / file if file else path
            assert anchor in headings(target.read_text("utf-8")), f"{file}#{anchor}"


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=folder)


NAMED_TESTS = re.findall(
    r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("path", "name"), NAMED_TESTS, ids="::".join)
def test_a_test_that_the_security_page_names_is_there(path: str, name: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")

    assert not name or f"def {name}(" in text


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def levels(page: Path) -> list[str]:
    return re.findall(r"^#+", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)


def headings(text: str) -> set[str]:
    """As the forge names them: lower case, dashes for spaces, no other signs."""
    found = re.findall(r"^#+ (.+)$", without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def table_under(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table after a heading."""
    body = re.split(rf"^#+ {re.escape(heading)}$", text, maxsplit=1, flags=re.MULTILINE)[1]
    before_next = re.split(r"^#+ ", body, maxsplit=1, flags=re.MULTILINE)[0]
    first = re.search(r"(?:^\|.*\n)+", before_next, re.MULTILINE)
    return rows_in(first[0])[1:] if first else []


def rows_in(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|") and set(line) != set("|-")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shown_default(info: FieldInfo) -> str:
    default: Any = info.get_default(call_default_factory=True)
    if info.is_required():
        return "required"
    if isinstance(default, BaseModel):
        return "see below"
    if default in (None, "", [], (), {}):
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, list):
        return f"`[{', '.join(default)}]`"
    if isinstance(default, dict):
        return f"`{', '.join(f'{key}: {value}' for key, value in default.items())}`"
    return f"`{default}`"

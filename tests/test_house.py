"""The rules of the house that no other tool holds."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from aicc.domain.bot_sentence import SentenceKey
from aicc.korean.text.template import fields
from aicc.packs.catalog.sentences import sentences
from tests.documented_settings import documented
from tests.readme import blocks

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
CODE = sorted([*SRC.rglob("*.py"), *(ROOT / "lambdas").glob("*.py")])
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")

# import-linter takes packages alone: these are the single-file modules, and what each may import.
FOUR = {"chatbot_nlu", "chatbot_scenario", "chatbot_faq", "chatbot_escalation", "chatbot_history"}
OURS = {*FOUR, "chatbot_agent", "chatbot_engine", "chatbot_cli", "api", "lambdas", "aicc"}
ALLOWED = {
    **{name: {"aicc"} for name in FOUR},
    "chatbot_agent": {"aicc"},
    "chatbot_engine": {*FOUR, "aicc"},
}


NAMES_OF_WHAT_IS_SAID = {"text", "texts", "said", "query", "sentence", "clause", "utterance"}
# Texts that no customer said in this turn, and pieces of one that is read already
TAKE_TEXT = {
    # our own sentences
    "conversation/draft.py Draft.say_texts",
    # examples and word lists, read by who trains a model
    "understanding/acts/examples.py Haste.spoil",
    "understanding/acts/examples.py parse",
    "understanding/acts/words.py WordClasses.parse",
    "understanding/stance/examples.py parse",
    "understanding/kept_vectors.py KeptVectors.of_all",
    "understanding/second_look.py Vectors.of_all",
    "understanding/sentence_vectors.py Model.query",
    "understanding/sentence_vectors.py SentenceVectors.of_all",
    # what staff write: entries and their questions, sheets
    "faqs/report/near.py groups",
    "faqs/report/near.py near_pairs",
    "faqs/search/wording.py letters_of",
    # normalised and in small letters
    "faqs/search/meanings.py steps_of",
    "faqs/search/ranking.py coverage",
    "faqs/search/synonyms.py Synonyms.rewrites",
    "understanding/signals.py Lexicon.strength",
    # masked, on its way out
    "understanding/services/leaving.py cut_bytes",
    "understanding/services/leaving.py cut_characters",
    "understanding/services/lex.py LexRuntime.recognize_text",
}


@pytest.mark.parametrize("module", sorted(ALLOWED))
def test_a_single_file_module_imports_only_what_is_below_it(module: str) -> None:
    imported = imports_of(SRC / f"{module}.py")

    assert imported & OURS <= ALLOWED[module]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_hangul_in_code_stays_in_the_korean_package(path: Path) -> None:
    if path.is_relative_to(SRC / "aicc" / "korean"):
        return

    assert HANGUL.search(path.read_text(encoding="utf-8")) is None


def test_below_the_channels_what_a_customer_said_is_a_value() -> None:
    """It comes as `Said`: whoever takes it as `str` would normalise it once more."""
    assert set(takers_of_text()) == TAKE_TEXT


def test_settings_are_read_from_the_environment_in_one_place() -> None:
    readers = [path.name for path in CODE if re.search(r"os\.(environ|getenv)", path.read_text())]

    # doctor tells which variable gives AWS credentials; it reads their names alone
    assert sorted(readers) == ["doctor.py", "settings.py"]


@pytest.mark.parametrize("module", ["chatbot_engine", "chatbot_nlu", "lambdas"])
def test_importing_loads_no_vendor_sdk_and_no_web_framework(module: str) -> None:
    heavy = (
        "aicc.model",
        "boto3",
        "cryptography",
        "elasticsearch",
        "fastapi",
        "pydantic",
        "rapidfuzz",
        "redis",
        "ruamel.yaml",
    )
    script = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.strip() == "[]"


def test_the_two_catalogues_have_the_same_keys_and_fields() -> None:
    korean, english = sentences("ko"), sentences("en")

    assert korean.keys() == english.keys()
    for key, sentence in korean.items():
        names = [{field.name for field in fields(each.chat)} for each in (sentence, english[key])]
        assert names[0] == names[1], key


def test_every_key_of_the_engine_is_in_the_catalogue() -> None:
    assert {str(key) for key in SentenceKey} <= sentences("ko").keys()


def test_every_setting_is_in_the_reference_and_in_the_example_file() -> None:
    reference = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    for names, default, about in documented():
        assert f"| `{names}` | {f'`{default}`' if default else '–'} | {about} |" in reference
        assert names.split(" or ")[0] in example


def test_the_two_readmes_have_the_same_code() -> None:
    english, korean = (blocks(ROOT / name) for name in ("README.md", "README.ko.md"))

    assert english == korean
    assert english


def test_no_file_names_a_registry() -> None:
    hosts = re.compile("|".join((r"registry\.npmjs", r"files\.pythonhosted", r"pypi\.org/simple")))
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    paths = [ROOT / name for name in listed.stdout.splitlines()]

    found = [path for path in paths if path != Path(__file__) and named_in(path, hosts)]

    assert found == []


def named_in(path: Path, pattern: re.Pattern[str]) -> bool:
    return path.is_file() and pattern.search(path.read_text("utf-8", errors="replace")) is not None


def takers_of_text() -> Iterator[str]:
    """Public functions of the three rooms that are given what is said, or so named, as `str`."""
    for room in ("conversation", "understanding", "faqs"):
        for path in sorted((SRC / "aicc" / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for name, function in public_functions(tree.body):
                own = function.args
                for each in (*own.posonlyargs, *own.args, *own.kwonlyargs):
                    kind = ast.unparse(each.annotation) if each.annotation else ""
                    if each.arg in NAMES_OF_WHAT_IS_SAID and re.search(r"\bstr\b", kind):
                        yield f"{path.relative_to(SRC / 'aicc')} {name}"


def public_functions(
    body: Sequence[ast.stmt], inside: str = ""
) -> Iterator[tuple[str, ast.FunctionDef]]:
    for each in body:
        if isinstance(each, ast.ClassDef | ast.FunctionDef) and not each.name.startswith("_"):
            if isinstance(each, ast.ClassDef):
                yield from public_functions(each.body, f"{inside}{each.name}.")
            else:
                yield f"{inside}{each.name}", each


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names

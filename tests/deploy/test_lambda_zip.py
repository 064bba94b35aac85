"""The functions' zip: what is in it, the same twice, and enough for its handlers."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from aicc.amazon.deploy.lambda_content import PACKAGES, LambdaContent, content_of
from aicc.amazon.deploy.lambda_zip import build, interpreter, write_zip
from aicc.amazon.deploy.lock_file import LAMBDA_MACHINE, Locked, chosen, read_lock
from aicc.amazon.deploy.programs import run
from aicc.errors import InvalidInputError, NotFoundError, ProviderError

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
# Asked for by name, besides what these ask for
IMPORTED = (
    "cryptography", "elasticsearch", "numpy", "pydantic", "pyjwt", "rapidfuzz", "redis", "hiredis",
    "holidays", "urllib3",
)  # fmt: skip
ANSWER = """
import sys
sys.path[:0] = sys.argv[1:2]
kept = set(sys.argv[2:])

class OnlyWhatIsInTheZip:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in kept and top not in sys.stdlib_module_names:
            raise ModuleNotFoundError(f"{name} is not in the zip")

sys.meta_path.insert(0, OnlyWhatIsInTheZip())
import lambdas.connect_turn, lambdas.contact_events, lambdas.history_replay, lambdas.lex_code_hook
lambdas.connect_turn.lambda_handler({"warmup": True}, None)
event = {"Details": {"Parameters": {"UserInput": "hello"}, "ContactData": {"ContactId": "c"}}}
print(lambdas.connect_turn.lambda_handler(event, None)["error"])
"""
MODULES = {
    "annotated_types", "certifi", "cffi", "_cffi_backend", "cryptography", "dateutil",
    "elastic_transport", "elasticsearch", "hiredis", "holidays", "jwt", "numpy", "pycparser",
    "pydantic", "pydantic_core", "rapidfuzz", "redis", "six", "typing_extensions",
    "typing_inspection", "urllib3", "botocore", "boto3", "jmespath", "rich",
}  # fmt: skip
OURS = {"aicc", "lambdas"} | {path.stem for path in (ROOT / "src").glob("chatbot_*.py")}


@pytest.fixture(scope="module")
def content() -> LambdaContent:
    return content_of(ROOT, "general", with_bytecode=False)


def small(files: dict[str, bytes], *, with_bytecode: bool = False) -> LambdaContent:
    return LambdaContent(files=files, packages=(), pack="p", with_bytecode=with_bytecode)


def no_pip(command: Sequence[str], within_s: float, stdin: str = "") -> str:
    """Downloads nothing into the folder that pip is told."""
    Path(command[command.index("--dest") + 1]).mkdir()
    return ""


def test_the_handlers_answer_with_what_is_in_the_zip_alone(
    content: LambdaContent, tmp_path: Path
) -> None:
    for name, data in content.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)

    done = subprocess.run(
        [sys.executable, "-c", ANSWER, str(tmp_path), *OURS, *MODULES],
        cwd=tmp_path,
        env={
            "AICC_PACK": "pack/general.json",
            "AICC_HISTORY_STORE": "memory",
            "AICC_SESSION_STORE": "memory",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines()[-1:] == ["false"], done.stderr


def test_every_package_that_another_asks_for_is_there_too() -> None:
    """botocore's own are in the runtime with it."""
    wanted, left = set[str](), [*IMPORTED]
    while left:
        name = left.pop()
        if name in wanted:
            continue
        wanted.add(name)
        for each in map(Requirement, requires(name) or ()):
            if each.marker is None or each.marker.evaluate({**LAMBDA_MACHINE, "extra": ""}):
                left.append(each.name)

    assert {each.lower().replace("_", "-") for each in wanted} == set(PACKAGES)


def test_no_other_pack_and_no_room_of_the_desk_is_in_it(content: LambdaContent) -> None:
    names = list(content.files)

    assert {"pack/general.json", "pack/general.model", "lambdas/start.py"} <= set(names)
    assert not [each for each in names if "packs/banking/" in each or "amazon/deploy" in each]
    assert not [each for each in names if "__pycache__" in each or each.startswith("api/")]


def test_the_same_input_has_the_same_digest_and_the_same_bytes(
    content: LambdaContent, tmp_path: Path
) -> None:
    again = content_of(ROOT, "general", with_bytecode=False)
    few = small({"a.py": b"a = 1", "b/c.txt": b"x"})

    first = build(few, tmp_path / "one", tmp_path, no_pip)
    second = build(few, tmp_path / "two", tmp_path, no_pip)

    assert again.digest == content.digest
    assert first.name == second.name == f"{few.digest}.zip"
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    "other",
    [
        small({"a.py": b"a = 2"}),
        small({"b.py": b"a = 1"}),
        small({"a.py": b"a = 1"}, with_bytecode=True),
    ],
)
def test_another_file_name_or_bytecode_is_another_digest(other: LambdaContent) -> None:
    assert other.digest != small({"a.py": b"a = 1"}).digest


def test_a_zip_has_no_date_and_no_rights_of_this_machine(tmp_path: Path) -> None:
    stage = tmp_path / "stage"
    stage.mkdir()
    (stage / "a.py").write_bytes(b"a = 1")
    (stage / "a.py").chmod(0o700)

    with zipfile.ZipFile(write_zip(stage, tmp_path / "a.zip")) as archive:
        [about] = archive.infolist()

    assert about.date_time == (1980, 1, 1, 0, 0, 0)
    assert about.external_attr >> 16 == 0o100644


def test_more_than_lambda_takes_is_refused(tmp_path: Path) -> None:
    stage = tmp_path / "stage"
    stage.mkdir()
    with (stage / "large.bin").open("wb") as file:
        file.truncate(251 * 1024**2)

    with pytest.raises(InvalidInputError, match="250 MB"):
        write_zip(stage, tmp_path / "a.zip")


def test_the_lock_is_read_for_the_machine_of_the_functions() -> None:
    [numpy] = chosen(read_lock(LOCK), ["numpy"])
    [named] = [
        each for each in read_lock(LOCK) if each.name == "numpy" and ">= '3.12'" in each.marker
    ]

    assert numpy == named
    assert numpy.text.startswith(f"numpy=={numpy.version} \\\n    --hash=sha256:")
    assert ";" not in numpy.text


def test_a_package_that_is_not_locked_is_named() -> None:
    with pytest.raises(NotFoundError, match="nothing-of-ours"):
        chosen([Locked(name="six", version="1", marker="", hashes=())], ["nothing-of-ours"])


def test_a_place_holder_for_an_interpreter_is_none() -> None:
    def fails(command: Sequence[str], within_s: float, stdin: str = "") -> str:
        raise ProviderError("not installed")

    assert interpreter(fails) in {"", sys.executable}


def test_what_a_program_said_before_it_failed_is_told() -> None:
    script = "import sys; sys.exit('the last words')"

    with pytest.raises(ProviderError, match="the last words"):
        run([sys.executable, "-c", script], 20.0)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ProviderError, match="no-such-program is not installed"):
        run(["no-such-program"], 1.0)

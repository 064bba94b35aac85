"""What goes into the functions' zip: our modules, the pack compiled, the packages they import.

Its digest is made of what it is made from, so that it is known before anything is downloaded, and
the same on every machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from aicc.amazon.deploy.lock_file import Locked, chosen, read_lock
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.compiled import ENTRIES_SUFFIX, MODEL_SUFFIX, write_compiled
from aicc.packs.files import read_folder
from aicc.packs.learned import LearnedModels, with_learned
from aicc.packs.loader import find_pack
from aicc.packs.pack import Pack
from aicc.understanding.training.pack import learned_models

# What the handlers import, and what that imports; botocore comes with the runtime
PACKAGES = (
    "annotated-types", "certifi", "cffi", "cryptography", "elastic-transport", "elasticsearch",
    "hiredis", "holidays", "numpy", "pycparser", "pydantic", "pydantic-core", "pyjwt",
    "python-dateutil", "rapidfuzz", "redis", "six", "typing-extensions",
    "typing-inspection", "urllib3",
)  # fmt: skip
LOCK = "requirements.txt"
PACK_FOLDER = "pack"
# Rooms that no handler enters, and what people edit packs with
_LEFT_OUT = ("aicc/amazon/", "aicc/trials/", "aicc/content/sheets/", "aicc/faqs/sheets/")


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaContent:
    """`files` by their path in the zip."""

    files: Mapping[str, bytes]
    packages: tuple[Locked, ...]
    pack: str
    with_bytecode: bool

    @property
    def digest(self) -> str:
        lines = [f"bytecode {self.with_bytecode}"]
        lines += [f"{name} {sha256(data).hexdigest()}" for name, data in self.files.items()]
        lines += [each.text for each in self.packages]
        return sha256("\n".join(lines).encode()).hexdigest()


def content_of(root: Path, pack: str, *, with_bytecode: bool) -> LambdaContent:
    """`root` is a checkout: its lock file says which packages of which versions."""
    try:
        lock = (root / LOCK).read_text(encoding="utf-8")
    except OSError as error:
        raise NotFoundError(f"{root / LOCK}: {error.strerror}: not a checkout of aicc") from error
    compiled = compiled_pack(pack)
    files = {**dict(_modules(root)), **compiled.files}
    return LambdaContent(
        files=dict(sorted(files.items())),
        packages=tuple(chosen(read_lock(lock), PACKAGES)),
        pack=compiled.id,
        with_bytecode=with_bytecode,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPack:
    id: str
    files: Mapping[str, bytes]


def compiled_pack(name_or_path: str) -> CompiledPack:
    """As `aicc train` makes it; what the pack's folder has learned already is taken over."""
    path = find_pack(name_or_path)
    if path.is_dir():
        with TemporaryDirectory() as folder:
            made = _compile(path, Path(folder))
            return _read(made)
    return _read(path)


def _compile(path: Path, into: Path) -> Path:
    plain = read_folder(path)
    pack = with_learned(Pack.from_plain(plain), path)
    kept = LearnedModels(intents=pack.trained, entries=pack.trained_entries)
    models = kept if kept.intents and kept.entries else learned_models(pack)
    write_compiled(plain, models, into / f"{pack.id}.json")
    return into / f"{pack.id}.json"


def _read(compiled: Path) -> CompiledPack:
    models = [compiled.with_suffix(suffix) for suffix in (MODEL_SUFFIX, ENTRIES_SUFFIX)]
    if not all(each.is_file() for each in models):
        raise InvalidInputError(f"{compiled}: its models are not beside it: aicc train makes them")
    return CompiledPack(
        id=compiled.stem,
        files={f"{PACK_FOLDER}/{each.name}": each.read_bytes() for each in (compiled, *models)},
    )


def _modules(root: Path) -> Iterator[tuple[str, bytes]]:
    shipped = {
        f"aicc/packs/{path.parent.name}/" for path in root.glob("src/aicc/packs/*/pack.yaml")
    }
    without = (*_LEFT_OUT, *shipped)
    sources = [
        *root.glob("src/chatbot_*.py"),
        *root.glob("src/aicc/**/*"),
        *root.glob("lambdas/*.py"),
    ]
    for path in sources:
        base = root if path.is_relative_to(root / "lambdas") else root / "src"
        name = path.relative_to(base).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith(without):
            yield name, path.read_bytes()

"""`aicc backup` and `aicc restore`: the data folder, copied whole while the service runs."""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.errors import ConfigError, InvalidInputError, StoreError
from aicc.settings import Settings
from aicc.stores.keys import ADMIN_KEY_FILE, KEY_FILE
from aicc.stores.sqlite import FILE_VERSION
from aicc.wiring import DATABASE

from .output import out

MANIFEST = "backup.json"
KEYS = (KEY_FILE, ADMIN_KEY_FILE)
_OWNER_ALONE = 0o600  # conversations, and the keys to what is sealed in them
_BESIDE_DATABASE = (f"{DATABASE}-wal", f"{DATABASE}-shm")


def backup(
    to: Annotated[Path, typer.Argument(help="New folder to make, such as backups/2026-12-01.")],
    keys: Annotated[
        bool, typer.Option("--keys/--without-keys", help="The installation's keys too.")
    ] = True,
) -> None:
    """Copy the data folder (AICC_DATA_DIR) into a new folder; the service may run meanwhile."""
    source = Settings.load().data_dir
    if not (source / DATABASE).is_file():
        raise ConfigError(
            f"nothing to back up: {source} has no {DATABASE} (AICC_DATA_DIR). "
            "What Redis and DynamoDB keep is backed up there"
        )
    if _is_there(to):
        raise InvalidInputError(f"{to} is there already: name a new folder")
    with _failures_of("backup"), _in_one_piece(to) as draft:
        _copy_database(source / DATABASE, draft / DATABASE)
        for name in KEYS if keys else ():
            if (source / name).is_file():
                _copy(source / name, draft / name)
        _write_manifest(draft)
    out.print(f"backed up {source} into {to}: {', '.join(_digests(to))}", markup=False)


def restore(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="Folder that a backup made.")],
) -> None:
    """Put a backup into the data folder (AICC_DATA_DIR), which must hold nothing yet."""
    target = Settings.load().data_dir
    files = _checked_backup(source)
    for name in (DATABASE, *_BESIDE_DATABASE, *KEYS):
        if _is_there(target / name):
            raise InvalidInputError(
                f"{target / name} is there already, and nothing is overwritten: "
                "stop the service, move the data folder away, and restore again"
            )
    put_all(source, target, files)
    out.print(f"restored {source} into {target}: {', '.join(files)}", markup=False)


def put_all(source: Path, target: Path, names: Sequence[str]) -> None:
    """All of them or none, so that a restore which failed can be tried again."""
    put: list[Path] = []
    with _failures_of("restore"):
        target.mkdir(parents=True, exist_ok=True)
        try:
            for name in sorted(names, key=lambda name: name == DATABASE):  # its keys come first
                _copy(source / name, target / name)
                put.append(target / name)
        except OSError:
            for path in put:
                path.unlink()
            raise


def _checked_backup(folder: Path) -> list[str]:
    """The files that it holds, each as it was written, with a database that this program reads."""
    written = _read_manifest(folder)
    unknown = written.keys() - {DATABASE, *KEYS}
    if unknown or DATABASE not in written:
        raise InvalidInputError(f"{folder / MANIFEST} is not a backup of this program")
    for name, digest in written.items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise InvalidInputError(f"{folder / name} is not as it was backed up: use another one")
    with _failures_of("restore"):
        version = _ask_copy(folder / DATABASE, "PRAGMA user_version")
    if int(version) > FILE_VERSION:
        raise InvalidInputError(f"{folder} was made by a newer version of this program")
    return list(written)


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        written = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in written.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInputError(
            f"{folder} is no backup: it has no readable {MANIFEST} ({error})"
        ) from error


def _write_manifest(folder: Path) -> None:
    made = {"made": utc_now().isoformat(timespec="seconds"), "files": _digests(folder)}
    (folder / MANIFEST).write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


def _digests(folder: Path) -> dict[str, str]:
    return {name: _digest(folder / name) for name in (DATABASE, *KEYS) if (folder / name).exists()}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_database(source: Path, target: Path) -> None:
    """As it stands after its last whole transaction. One step: nobody who writes waits for it, and
    none of what they write meanwhile makes it begin again."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE))
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True)) as from_file,
        closing(sqlite3.connect(target)) as to_file,
    ):
        from_file.backup(to_file)
        to_file.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    found = _ask_copy(target, "PRAGMA quick_check")
    if found != "ok":
        raise StoreError(f"backup: {source} is damaged: {found}")


def _ask_copy(path: Path, question: str) -> str:
    """Of a database that nobody writes: also where its folder may not be written."""
    uri = f"{path.resolve().as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return str(connection.execute(question).fetchone()[0])


def _copy(source: Path, target: Path) -> None:
    """Whole under its name or not there at all; what is there meanwhile stays."""
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
        with os.fdopen(handle, "wb") as to_file, source.open("rb") as from_file:
            shutil.copyfileobj(from_file, to_file)
            to_file.flush()
            os.fsync(to_file.fileno())
        os.link(draft, target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _in_one_piece(folder: Path) -> Iterator[Path]:
    """A folder to fill, which gets its name when the block ends; none is left when it raises."""
    draft = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700, parents=True)
    try:
        yield draft
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _failures_of(operation: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{operation}: {error}") from error


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()

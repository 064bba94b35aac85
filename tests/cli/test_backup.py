"""A backup is whole, is taken while others write, and never overwrites anything."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.deadline import Deadline
from aicc.errors import ConfigError, InvalidInputError, StoreError
from aicc.stores.sqlite import FILE_VERSION, SqliteFile
from chatbot_cli.backup import put_all
from chatbot_cli.main import app

Aicc = Callable[..., str]
FILES = {"aicc.sqlite3", "session.key", "admin.key", "backup.json"}


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command in a folder of its own, whose data folder is `data`."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, data: str = "data") -> str:
        monkeypatch.setenv("AICC_DATA_DIR", data)
        result = CliRunner().invoke(app, list(arguments))
        if result.exception:
            raise result.exception
        return result.output

    return run


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SqliteFile]:
    """What a running service has open: a file with one row, and its keys."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/session.key").write_text("made-up", encoding="ascii")
    (tmp_path / "data/admin.key").write_text("made-up too", encoding="ascii")
    with SqliteFile(tmp_path / "data/aicc.sqlite3") as file:
        file.add_tables("CREATE TABLE said (text TEXT)")
        say(file, "잔액")
        yield file


def say(file: SqliteFile, text: str) -> None:
    with file.write("say", Deadline(1)) as connection:
        connection.execute("INSERT INTO said VALUES (?)", (text,))


def said(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "aicc.sqlite3")) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM said")]


def test_what_was_backed_up_comes_back(aicc: Aicc, service: SqliteFile, tmp_path: Path) -> None:
    aicc("backup", "kept")
    say(service, "이체")

    aicc("restore", "kept", data="again")

    assert said(tmp_path / "again") == ["잔액"]
    assert (tmp_path / "again/session.key").read_text(encoding="ascii") == "made-up"
    with SqliteFile(tmp_path / "again/aicc.sqlite3") as file:
        say(file, "again in use")


def test_a_backup_holds_whole_transactions_while_another_is_under_way(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    with service.write("half a turn", Deadline(1)) as connection:
        connection.execute("INSERT INTO said VALUES ('half')")
        aicc("backup", "kept")

    assert said(tmp_path / "kept") == ["잔액"]


def test_a_service_may_be_started_on_a_backup_as_it_is(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    aicc("backup", "kept")

    assert {path.name for path in (tmp_path / "kept").iterdir()} == FILES


def test_a_backup_is_its_owners_alone(aicc: Aicc, service: SqliteFile, tmp_path: Path) -> None:
    aicc("backup", "kept")
    aicc("restore", "kept", data="again")

    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    for name in ("aicc.sqlite3", "session.key", "admin.key"):
        assert (tmp_path / "again" / name).stat().st_mode & 0o077 == 0


def test_keys_are_left_out_where_that_is_wanted(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    aicc("backup", "kept", "--without-keys")
    aicc("restore", "kept", data="again")

    assert {path.name for path in (tmp_path / "again").iterdir()} == {"aicc.sqlite3"}


def test_a_folder_that_is_there_is_not_backed_up_over(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()

    with pytest.raises(InvalidInputError, match="kept is there already"):
        aicc("backup", "kept")


@pytest.mark.parametrize("name", ["aicc.sqlite3", "aicc.sqlite3-wal", "session.key"])
def test_nothing_in_the_data_folder_is_restored_over(
    aicc: Aicc, service: SqliteFile, tmp_path: Path, name: str
) -> None:
    aicc("backup", "kept")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / name).write_text("mine", encoding="ascii")

    with pytest.raises(InvalidInputError, match=f"{name} is there already"):
        aicc("restore", "kept", data="again")

    assert [path.name for path in (tmp_path / "again").iterdir()] == [name]


def test_a_data_folder_without_a_file_says_where_else_to_look(aicc: Aicc) -> None:
    with pytest.raises(ConfigError, match=r"nothing to back up: data .*AICC_DATA_DIR.*DynamoDB"):
        aicc("backup", "kept")


def test_a_folder_that_is_no_backup_is_refused(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInputError, match="data is no backup"):
        aicc("restore", "data", data="again")

    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["aicc.sqlite3", "session.key"])
def test_a_backup_that_was_changed_is_refused(
    aicc: Aicc, service: SqliteFile, tmp_path: Path, name: str
) -> None:
    aicc("backup", "kept")
    with (tmp_path / "kept" / name).open("ab") as file:
        file.write(b"one more")

    with pytest.raises(InvalidInputError, match=f"{name} is not as it was backed up"):
        aicc("restore", "kept", data="again")


def test_a_manifest_cannot_name_files_elsewhere(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    aicc("backup", "kept")
    manifest = tmp_path / "kept/backup.json"
    written = json.loads(manifest.read_text(encoding="utf-8"))
    written["files"]["../elsewhere"] = "0"
    manifest.write_text(json.dumps(written), encoding="utf-8")

    with pytest.raises(InvalidInputError, match="not a backup of this program"):
        aicc("restore", "kept", data="again")


def test_a_backup_of_a_newer_version_is_refused(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    with service.write("newer", Deadline(1)) as connection:
        connection.execute(f"PRAGMA user_version = {FILE_VERSION + 1}")
    aicc("backup", "kept")

    with pytest.raises(InvalidInputError, match="newer version"):
        aicc("restore", "kept", data="again")


def test_a_restore_that_fails_leaves_nothing_behind(
    aicc: Aicc, service: SqliteFile, tmp_path: Path
) -> None:
    aicc("backup", "kept")

    with pytest.raises(StoreError, match=r"restore: .*lost"):
        put_all(tmp_path / "kept", tmp_path / "again", ["session.key", "session.key.lost"])

    assert list((tmp_path / "again").iterdir()) == []


def test_a_file_that_is_no_database_leaves_no_half_backup(aicc: Aicc, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/aicc.sqlite3").write_text("no database " * 100, encoding="ascii")

    with pytest.raises(StoreError, match="backup: file is not a database"):
        aicc("backup", "kept")

    assert [path.name for path in tmp_path.iterdir()] == ["data"]

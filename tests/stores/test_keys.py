"""The keys of an installation: made once, whole, and refused where something cut them off."""

from pathlib import Path

import pytest

from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores.keys import ADMIN_KEY_FILE, KEY_FILE, admin_key, session_key


def settings_of(folder: Path) -> Settings:
    return Settings.load({"AICC_DATA_DIR": str(folder)})


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    keys = [session_key(settings_of(tmp_path)) for _ in range(2)]

    assert keys[0] == keys[1]
    assert len(keys[0]) == 64
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize(
    "written",
    [b"", b"\n", b"ab" * 15, b"\xed\x95\x9c" * 32],
    ids=["empty", "a line", "short", "no letters of a key"],
)
def test_a_key_that_is_empty_short_or_none_is_refused(tmp_path: Path, written: bytes) -> None:
    for name in (KEY_FILE, ADMIN_KEY_FILE):
        (tmp_path / name).write_bytes(written)

    with pytest.raises(ConfigError, match=KEY_FILE):
        session_key(settings_of(tmp_path))
    with pytest.raises(ConfigError, match=ADMIN_KEY_FILE):
        admin_key(settings_of(tmp_path))
    assert (tmp_path / KEY_FILE).read_bytes() == written

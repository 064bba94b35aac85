"""The keys of this installation: one signs and hashes what is handed out and seals secrets, the
other lets its owner into the admin API."""

import hashlib
import os
import secrets
from pathlib import Path

from aicc.errors import ConfigError
from aicc.setting_values import random_key
from aicc.settings import Settings

KEY_FILE = "session.key"
ADMIN_KEY_FILE = "admin.key"
_SHORTEST = 32  # characters; ours have 64
_SALT = b"aicc: AICC_SESSION_KEY"  # the same in all containers, which share nothing but the key
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1  # 16 MB and some 50 ms, once in a process


def session_key(settings: Settings) -> str:
    """From the settings, or made once and kept in the data folder for its owner alone."""
    return settings.session_key or _kept(settings.data_dir / KEY_FILE)


def admin_key_file(settings: Settings) -> Path:
    return settings.data_dir / ADMIN_KEY_FILE


def admin_key(settings: Settings) -> str:
    """Who can read this file may change what the bot says; made once, as the session key is."""
    return _kept(admin_key_file(settings))


def key_bytes(key: str) -> bytes:
    """32 bytes: those that the key writes down, or made of a passphrase, which is slow on
    purpose."""
    written = random_key(key)
    if written is not None:
        return written
    return hashlib.scrypt(key.encode(), salt=_SALT, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, dklen=32)


def _kept(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_once(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"cannot keep a key in {path}: {error}") from error
    if len(key) < _SHORTEST:
        raise ConfigError(
            f"{path} holds {len(key)} characters, and a key has {_SHORTEST} at least: bring it "
            "back from a backup, or remove it for a new one, which opens nothing that the old one "
            "sealed"
        )
    return key


def _make_once(path: Path) -> None:
    """Two processes that start together end with the same key: the first link wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(handle)  # before it has its name: a power cut leaves no empty key
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

"""Values of settings, read from text: times, sizes, switches, keys. A `ValueError` says what it
must be."""

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, field
from decimal import Decimal
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aicc.errors import AiccError, ConfigError

Reader = Callable[[str], object]
ReadSecret = Callable[[str], str]  # by its ARN

SECRET = "AICC_SECRET_"  # noqa: S105 - the beginning of a variable's name
SECRETS = "AICC_SECRETS"
BY_ARN = "_ARN"  # behind the name of a secret: where it is kept, instead of what it is

_SIZES = {"": 1, "k": 1024, "m": 1024**2}
_TIMES = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "": 1.0}
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def switch(text: str) -> bool:
    if text.lower() not in _SWITCHES:
        raise ValueError("must be on or off")
    return _SWITCHES[text.lower()]


def seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|)", text)
    if not found or float(found[1]) == 0:
        raise ValueError("must be a time above zero, such as 2, 2.5s, 500ms, 10m, 24h or 7d")
    return float(found[1]) * _TIMES[found[2]]


def size(text: str) -> int:
    found = re.fullmatch(r"(\d+)\s*([kKmM]?)", text)
    if not found:
        raise ValueError("must be a size, such as 65536, 64k or 2M")
    return int(found[1]) * _SIZES[found[2].lower()]


def port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("must be a port from 1 to 65535")
    return int(text)


def count(text: str) -> int:
    if not text.isdigit():
        raise ValueError("must be a whole number, 0 or more")
    return int(text)


def one_or_more(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ValueError("must be a whole number, 1 or more")
    return int(text)


def micro_usd(text: str) -> int:
    """Whole millionths, which are added without loss."""
    if not re.fullmatch(r"\d{1,7}(?:\.\d{1,6})?", text):
        raise ValueError("must be an amount of US dollars, such as 20 or 2.50")
    return round(Decimal(text) * 1_000_000)


def one_of(*choices: str) -> Reader:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return read


def words(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,]+", text) if part)


def spool(text: str) -> str:
    is_queue = re.fullmatch(r"https?://[^\s/]+/\S+", text) is not None
    if text != "folder" and not is_queue:
        raise ValueError("must be folder, or the URL of an SQS queue")
    return text


def url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", text):
        raise ValueError("must be an address such as https://desk.example/requests")
    return text


def mail_server(text: str) -> str:
    query = parse_qs(urlsplit(text).query)
    has_server = re.fullmatch(r"smtps?://(\S+@)?[^\s/@?]+/?\?\S+", text) is not None
    addresses = [*query.get("from", [""]), *query.get("to", [""])]
    if not has_server or not all(re.fullmatch(r"[^\s@]+@[^\s@]+", each) for each in addresses):
        raise ValueError(
            "must be such as smtps://user:password@mail.example:465?from=bot@mail.example"
            "&to=desk@mail.example; smtp:// begins TLS by STARTTLS"
        )
    return text


def instance_and_flow(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f-]{36}/[0-9a-f-]{36}", text):
        raise ValueError("must be INSTANCE-ID/FLOW-ID of Amazon Connect, two ids of 36 characters")
    return text


def secret_key(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


KEY_BYTES = 32
_FEWEST_DIFFERENT = 8  # characters of a passphrase that is one


def random_key(text: str) -> bytes | None:
    """The bytes of a key that was made by chance, in hexadecimal or base64; None for any other
    text."""
    try:
        if len(text) == 2 * KEY_BYTES:
            return bytes.fromhex(text)
        found = base64.b64decode(text.translate(_URL_SAFE) + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None
    return found if len(found) == KEY_BYTES else None


_URL_SAFE = str.maketrans("-_", "+/")


def session_key(text: str) -> str:
    """Random bytes are as good as they are many; a passphrase must be long and no mere pattern."""
    is_passphrase = len(text) >= KEY_BYTES and len(set(text)) >= _FEWEST_DIFFERENT
    if random_key(text) is None and not is_passphrase:
        raise ValueError(
            "must be 32 random bytes in base64 (openssl rand -base64 32), or a passphrase of at "
            f"least {KEY_BYTES} characters, {_FEWEST_DIFFERENT} of them different"
        )
    return text


def matching(pattern: str, about: str) -> Reader:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"must be {about}")
        return text

    return read


def is_loopback(host: str) -> bool:
    """An address, or `localhost`; any other name may lead anywhere."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def by_arn(
    given: Mapping[str, str], names: Iterable[str], read: ReadSecret | None
) -> dict[str, str]:
    """Secrets whose variable, with `_ARN` behind it, says where they are kept. A value that is
    given itself goes before that."""
    found: dict[str, str] = {}
    for name in names:
        variable = f"{name}{BY_ARN}"
        arn = given.get(variable, "").strip()
        if not arn or given.get(name, "").strip():
            continue
        if read is None:
            raise ValueError(f"{variable} is read by the Lambda functions alone: give {name}")
        try:
            found[name] = read(arn)
        except AiccError as error:
            raise ValueError(f"{variable}: {error}") from error
    return found


def secrets(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """By the names that packs give them; they are no settings of ours. A variable of its own goes
    before what all of them say together."""
    found = {**_together(given.get(SECRETS, "").strip()),
             **{name.removeprefix(SECRET): text.strip() for name, text in given.items()
                if name.startswith(SECRET)}}  # fmt: skip
    for name, text in found.items():
        if not (text.isascii() and text.isprintable()):
            raise ValueError(f"{SECRET}{name} cannot be sent in a header")
    return tuple((name, text) for name, text in sorted(found.items()) if text)


def _together(text: str) -> dict[str, str]:
    """As a secret store hands them over; what is wrong is said without a word of it."""
    try:
        read = json.loads(text or "{}")
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(each, str) for each in read.values()):
        raise ValueError(f"{SECRETS} must be a JSON object of texts")
    return {name: each.strip() for name, each in read.items()}


def read_all(
    known: tuple[Field[Any], ...], given: Mapping[str, str]
) -> list[tuple[str, Any]]:  # each reader gives its field's own type
    """Name and value of the fields that the environment gives."""
    read: list[tuple[str, Any]] = []
    for each in known:
        name = next((name for name in each.metadata["env"] if given.get(name, "").strip()), None)
        if name is None or each.name == "secrets":
            continue
        try:
            read.append((each.name, each.metadata["read"](given[name].strip())))
        except ValueError as error:
            shown = "" if each.metadata["secret"] else f", not {given[name]!r}"
            raise ConfigError(f"{name} {error}{shown}") from None
    return read


def setting(default: object, env: str, read: Reader, about: str, *, secret: bool = False) -> Any:
    """A dataclass field, which stands where its value will be. `env` names its variables."""
    names = tuple(env.split())
    metadata = {"env": names, "read": read, "about": about, "secret": secret}
    return field(default=default, repr=not secret, metadata=metadata)

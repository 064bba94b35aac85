"""Where a request says it comes from and goes to: `Origin` and `Host`, which anybody may write."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from aicc.settings import Settings

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """The names that this service has. A page that has its own name resolved to our address is
    of the same site as we, as its browser sees it; but it names itself."""

    def __init__(self, names: Collection[str], *, takes_any: bool) -> None:
        self._names = LOCAL_NAMES | {name.lower() for name in names}
        self._takes_any = takes_any

    @classmethod
    def of(cls, settings: Settings) -> "Hosts":
        """Without names of its own only a service that nobody else reaches knows all it has."""
        is_local = settings.is_on_loopback and not settings.jwt_secret
        return cls(settings.public_hosts, takes_any=not (settings.public_hosts or is_local))

    def know(self, host: str) -> bool:
        name = host_name(host)
        return self._takes_any or name in self._names or _is_address(name)


def host_name(host: str) -> str:
    """The name in a `Host` header, without its port; empty for what is none."""
    if "@" in host or "/" in host:
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:  # a bracket that nothing closes
        return ""


def is_same_site(origin: str, host: str) -> bool:
    """A browser's script came from where it sends to."""
    try:
        return bool(host) and urlsplit(origin).netloc == host
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    """Which nobody can have resolved to another one."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

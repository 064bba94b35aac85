"""Where a request says it comes from and goes to: `Origin` and `Host`, which anybody may write."""

from urllib.parse import urlsplit


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

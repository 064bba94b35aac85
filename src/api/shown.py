"""Headers that tell a browser what it may do with an answer; anybody else passes over them."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from starlette.types import Scope

Headers = tuple[tuple[bytes, bytes], ...]

_ALL: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
_NO_STORE = (b"cache-control", b"no-store")
_HTTPS_ALONE = (b"strict-transport-security", b"max-age=31536000")

# What is no page loads nothing; pages load what is ours, and images of answers from anywhere.
_FRAMES = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_NOTHING = f"default-src 'none'; {_FRAMES}"
_PAGE = (
    "default-src 'none'; script-src 'self'{inline}; style-src 'self' 'unsafe-inline'; "
    f"connect-src 'self'; img-src 'self' data: https: http:; {_FRAMES}"
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOT_STORED = ("/v1/", "/chat", "/api/", "/ready", "/metrics")  # tokens, conversations, figures


def page_policy(page: str) -> str:
    """Of a page of ours: what it may load, and the scripts that are written in it."""
    hashes = (b64encode(sha256(each.encode()).digest()).decode() for each in _INLINE.findall(page))
    return _PAGE.format(inline="".join(f" 'sha256-{each}'" for each in hashes))


class Shown:
    """`pages`: the policy of each path that is a page, or of all below one that ends in `/`."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = {path: _with_policy(policy) for path, policy in pages.items()}
        self._below = tuple(path for path in self._pages if len(path) > 1 and path[-1] == "/")
        self._other = _with_policy(_NOTHING)
        self._kept_by_nobody = (*self._other, _NO_STORE)

    def headers(self, scope: Scope) -> Headers:
        path = scope["path"]
        if path.startswith(_NOT_STORED):
            found = self._kept_by_nobody
        else:
            found = self._pages.get(path) or self._of_room(path)
        return (*found, _HTTPS_ALONE) if scope.get("scheme") == "https" else found

    def _of_room(self, path: str) -> Headers:
        above = next((each for each in self._below if path.startswith(each)), "")
        return self._pages[above] if above else self._other


def _with_policy(policy: str) -> Headers:
    return (*_ALL, (b"content-security-policy", policy.encode()))

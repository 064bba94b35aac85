"""Signed requests: what arrives is signed again with botocore, and must come out the same."""

import re
from datetime import datetime
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from aicc.domain.action import BackendAction
from aicc.domain.serving import Auth, Body, HttpService
from aicc.errors import ProviderError
from aicc.systems.backend.http import HttpBackend
from aicc.systems.backend.port import BackendCall
from aicc.wire.http import HttpWire
from aicc.wire.sigv4 import SigV4
from tests.fakes import a_deadline
from tests.systems.system import Asked, System, says

NOBODY = Credentials("AKIDOFNOBODY", "a-secret-of-nobody", token="a-session-of-nobody")
IN_QUERY = {"method": "GET", "body": Body.QUERY}
ABOUT = BackendAction(arguments=frozenset(), outcomes={"ok": frozenset()})


def no_credentials() -> Credentials:
    raise ProviderError("no AWS credentials")


def ask(system: System, path: str, arguments: dict[str, str], **fields: Any) -> Asked:
    service = HttpService(
        **{
            "method": "POST",
            "url": system.address + path,
            "auth": Auth.SIGV4,
            "service": "execute-api",
            "region": "ap-northeast-2",
            **fields,
        }
    )
    sign = SigV4(lambda: NOBODY)
    backend = HttpBackend({"act": (ABOUT, service)}, secrets={}, sign=sign, wire=HttpWire())
    backend.call("bank", BackendCall(action="act", arguments=arguments, key="k-1"), a_deadline())
    return system.asked[-1]


def signed_again(system: System, asked: Asked) -> str:
    """The signature of the request as it arrived, for the headers that it says are signed."""
    [names] = re.findall("SignedHeaders=([^,]+)", asked.headers["authorization"])
    headers = {name: asked.headers[name] for name in names.split(";")}
    request = AWSRequest(
        method=asked.method,
        url=system.address + asked.target,
        data=asked.body,
        headers=headers,
    )
    auth = SigV4Auth(NOBODY, "execute-api", "ap-northeast-2")
    request.context["timestamp"] = asked.headers["x-amz-date"]
    return str(
        auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    )


@pytest.mark.parametrize(
    ("path", "arguments", "fields"),
    [
        ("/send", {"amount": "50000", "memo": "생일 축하 & 고마워"}, {}),
        (
            "/accounts/{account}/balance",
            {"account": "예금 계좌/1"},
            {"method": "GET", "body": Body.QUERY},
        ),
        ("/search?v=2&a=1", {"q": "a b+c~d*", "z": ""}, {"method": "GET", "body": Body.QUERY}),
    ],
)
def test_the_signature_holds_for_what_arrives(
    system: System, path: str, arguments: dict[str, str], fields: dict[str, Any]
) -> None:
    system.will(says({"outcome": "ok"}))

    asked = ask(system, path, arguments, **fields)

    assert f"Signature={signed_again(system, asked)}" in asked.headers["authorization"]
    assert "Credential=AKIDOFNOBODY/" in asked.headers["authorization"]
    assert asked.headers["x-amz-security-token"] == "a-session-of-nobody"
    assert datetime.strptime(asked.headers["x-amz-date"], "%Y%m%dT%H%M%S%z")


def test_the_key_and_the_tenant_are_signed_too(system: System) -> None:
    system.will(says({"outcome": "ok"}))

    asked = ask(system, "/send", {})

    assert {"idempotency-key", "x-tenant-id", "host"} <= set(
        re.findall("SignedHeaders=([^,]+)", asked.headers["authorization"])[0].split(";")
    )


def test_without_credentials_nothing_is_sent(system: System) -> None:
    service = HttpService(method="POST", url=system.address, auth=Auth.SIGV4, service="lambda")
    sign = SigV4(no_credentials)
    backend = HttpBackend({"act": (ABOUT, service)}, secrets={}, sign=sign, wire=HttpWire())

    with pytest.raises(ProviderError, match="no AWS credentials"):
        backend.call("bank", BackendCall(action="act"), a_deadline())

    assert system.asked == []

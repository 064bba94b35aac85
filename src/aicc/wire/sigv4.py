"""Requests signed with AWS Signature Version 4."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aicc.errors import ProviderError
from aicc.wire.request import Request

if TYPE_CHECKING:
    from botocore.credentials import Credentials

Sign = Callable[[Request, str, str], Request]  # the request, its service and region


class SigV4:
    """`credentials` are asked for when the first request is signed, and renew themselves."""

    def __init__(self, credentials: "Callable[[], Credentials]") -> None:
        self._find = credentials
        self._found: Credentials | None = None

    def __call__(self, request: Request, service: str, region: str) -> Request:
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.exceptions import BotoCoreError

        if self._found is None:
            self._found = self._find()
        signed = AWSRequest(
            method=request.method,
            url=request.url,
            data=request.body,
            headers=dict(request.headers),
        )
        try:
            SigV4Auth(self._found.get_frozen_credentials(), service, region).add_auth(signed)
        except BotoCoreError as error:  # those of a role could not be renewed
            raise ProviderError(f"AWS credentials: {type(error).__name__}") from error
        return replace(request, headers=dict(signed.headers.items()))

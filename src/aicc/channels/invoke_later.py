"""A Lambda that invokes itself, for a turn that goes on while its caller hears a filler."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from aicc.stores import aws

READ_TIMEOUT_S = 2.0  # an asynchronous invocation is only accepted, not waited for


def invoke_later(region: str) -> Callable[[Mapping[str, Any], object], None]:
    """The role must be allowed to invoke the function it runs as. `ProviderError` otherwise."""

    @cache
    def client() -> Any:  # botocore's clients have no type of their own
        return aws.aws_client("lambda", region, read_timeout_s=READ_TIMEOUT_S)

    def later(event: Mapping[str, Any], context: object) -> None:
        with aws.provider_errors("lambda.invoke"):
            client().invoke(
                FunctionName=getattr(context, "invoked_function_arn", ""),
                InvocationType="Event",
                Payload=json.dumps(event, ensure_ascii=False).encode(),
            )

    return later

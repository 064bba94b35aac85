"""The OpenAPI description: FastAPI's own, with errors as the media type they really have."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

# For `openapi_extra`: puts "Authorize" into /docs.
WITH_TOKEN: dict[str, Any] = {"security": [{"Bearer": []}]}
SECURITY = {
    "Bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a /v1 session, or a company's own for /chat and /api",
    }
}
PROBLEM_JSON = "application/problem+json"


def install(app: FastAPI) -> None:
    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            app.openapi_schema["components"]["securitySchemes"] = SECURITY
            _name_problems(app.openapi_schema)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation does it


def _name_problems(schema: dict[str, Any]) -> None:
    for path in schema["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {})
                if status[0] in "45" and "application/json" in content:
                    content[PROBLEM_JSON] = content.pop("application/json")

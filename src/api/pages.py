"""The demo page, the console, the widget's file, and the API documentation without any other
site."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from .shown import page_policy

STATIC = Path(__file__).parent / "static"
DOCS, DOCS_ASSETS = "/docs", "/docs/assets"
CONSOLE, CONSOLE_ASSETS = "/console", "/console/assets"
FOR_EVER = "public, max-age=31536000, immutable"  # a file whose name tells what is in it


def install(app: FastAPI, *, has_docs: bool) -> dict[str, str]:
    """What each page may load, by its path; one that ends in `/` stands for all below it."""

    async def demo() -> FileResponse:
        return FileResponse(STATIC / "demo.html", media_type="text/html; charset=utf-8")

    app.add_api_route("/", demo, include_in_schema=False)
    _install_console(app)
    page = page_policy("")
    policies = {"/": page, CONSOLE: page, f"{CONSOLE}/": page}
    if has_docs:
        policies[DOCS] = _install_docs(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return policies


class _Unchanging(StaticFiles):
    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers["cache-control"] = FOR_EVER
        return response


def _install_console(app: FastAPI) -> None:
    """One page at every address of it, so that a link into a room opens there."""

    async def console() -> FileResponse:
        return FileResponse(
            STATIC / "console" / "index.html",
            media_type="text/html; charset=utf-8",
            headers={"cache-control": "no-cache"},
        )

    assets = _Unchanging(directory=STATIC / "console" / "assets")
    app.mount(CONSOLE_ASSETS, assets, name="console-assets")
    app.add_api_route(CONSOLE, console, include_in_schema=False)
    app.add_api_route(f"{CONSOLE}/{{place:path}}", console, include_in_schema=False)


def _install_docs(app: FastAPI) -> str:
    page = bytes(
        get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="AICC API",
            swagger_js_url=f"{DOCS_ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{DOCS_ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{DOCS_ASSETS}/favicon.png",
        ).body
    ).decode()

    async def docs() -> HTMLResponse:
        return HTMLResponse(page)

    app.add_api_route(DOCS, docs, include_in_schema=False)
    # The package carries the files of Swagger UI; nothing else of it is used.
    assets = str(files("fastapi_offline") / "static")
    app.mount(DOCS_ASSETS, StaticFiles(directory=assets), name="docs-assets")
    return page_policy(page)

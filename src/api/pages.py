"""The demo page, the widget's file, and the API documentation without any other site."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles

from .shown import page_policy

STATIC = Path(__file__).parent / "static"
DOCS, DOCS_ASSETS = "/docs", "/docs/assets"


def install(app: FastAPI, *, has_docs: bool) -> dict[str, str]:
    """What each page may load, by its path."""

    async def demo() -> FileResponse:
        return FileResponse(STATIC / "demo.html", media_type="text/html; charset=utf-8")

    app.add_api_route("/", demo, include_in_schema=False)
    policies = {"/": page_policy("")}
    if has_docs:
        policies[DOCS] = _install_docs(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return policies


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

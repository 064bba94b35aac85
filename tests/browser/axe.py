"""What axe-core finds on a page."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def expect_accessible(page: Page) -> None:
    """Nothing serious or critical, inside of shadow trees too."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    worst = [each for each in found if each["impact"] in {"serious", "critical"}]
    told = [(each["id"], [node["html"] for node in each["nodes"]]) for each in worst]
    assert told == [], told

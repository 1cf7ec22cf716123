"""The accessibility checker, brought to a page once however often it is asked."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
IS_THERE = "typeof axe !== 'undefined'"
RUN = "options => axe.run(options).then((found) => found.violations)"
OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""Faults alone; it need not fetch the styles again for films, which no page has."""


def faults_of(page: Page) -> list[str]:
    """List what the checker complains of on the page as it stands, each with its first element."""
    if not page.evaluate(IS_THERE):
        page.evaluate(SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN, OPTIONS)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]

"""A trace under a thumb: every event leads to its row, and a closer look moves along the fibre."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Page, expect

from school.access.guard import public
from school.practicals.sor import read_sor_file
from school.practicals.traces.limits import Limits
from school.practicals.traces.presentation import TraceSheet
from tests.browser.checker import faults_of
from tests.browser.conftest import LAPTOP, PHONE
from tests.support.sor_examples import SYNTHETIC

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., Page]
LIMITS = Limits(Decimal("0.10"), Decimal("0.50"), Decimal("-55"))
TEMPLATE = """{% extends 'layout/page.html' %}{% from 'components/otdr.html' import otdr %}
{% block title %}Courbe{% endblock %}
{% block scripts %}<script type="module" src="{{ asset('js/traces.js') }}"></script>{% endblock %}
{% block content %}<section class="panel stack">{{ otdr(sheet, sheet.picture()) }}</section>
{% endblock %}"""


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application with one more page: a trace."""

    @app.get("/trace", endpoint="web.sample_trace")
    @public
    def sample() -> str:
        sheet = TraceSheet(read_sor_file(SYNTHETIC), "courbe", LIMITS)
        return render_template_string(TEMPLATE, sheet=sheet)

    return app


def left_of_mark(page: Page) -> float:
    box = page.locator(".plot svg.elastic:visible a").nth(2).locator("circle").bounding_box()
    assert box is not None
    return box["x"]


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_trace_is_read_and_looked_at_closer(
    open_browser: OpenBrowser, size: dict[str, int]
) -> None:
    page = open_browser(size)
    page.goto("/trace")
    assert faults_of(page) == []
    page.get_by_role("button", name="Agrandir la courbe").click(click_count=2, delay=20)
    plot = page.locator(".plot")
    assert plot.evaluate("one => one.scrollWidth / one.clientWidth") == pytest.approx(4, abs=0.1)
    before = left_of_mark(page)
    plot.evaluate("one => { one.scrollLeft += 50 }")
    assert left_of_mark(page) == pytest.approx(before - 50, abs=2)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert faults_of(page) == []
    smaller = page.get_by_role("button", name="Réduire la courbe")
    smaller.click()
    smaller.click()
    expect(smaller).to_have_attribute("aria-disabled", "true")
    assert plot.evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_an_event_leads_to_its_row_without_script(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, scripts=False)
    page.goto("/trace")
    expect(page.get_by_role("button", name="Agrandir la courbe")).to_have_count(0)
    page.locator(".plot svg.elastic:visible a").nth(1).click(force=True)
    expect(page).to_have_url(re.compile("#courbe-2$"))
    expect(page.locator("#courbe-2")).to_be_in_viewport()

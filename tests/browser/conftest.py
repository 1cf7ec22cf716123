"""A real server and a real Chromium, on a database of their own."""

import shutil
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server

from school.cohorts.models import Trainee
from school.config import Settings
from school.curriculum.lesson_models import Lesson
from tests.browser.actors import give_account
from tests.browser.phones import Phone, Server
from tests.factories.lessons import make_lesson
from tests.factories.records import make_cohort, make_enrolment, make_school, make_trainee
from tests.support.applications import make_application
from tests.support.databases import Databases
from tests.support.postgres import free_port

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
ZONE = ZoneInfo("Africa/Porto-Novo")
Clock = Callable[[date], None]
WINDOWS = pytest.StashKey[list[Page]]()
LONGEST_WAIT = 15_000  # milliseconds, on a busy machine
# The last list of features wins, so what matters of the driver's own is named again. Each window
# of this Chromium draws the lists beneath its bar of addresses ahead, though nobody sees them: that
# costs as much as the start of the browser.
FEATURES_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
# What the driver says when Chromium leaves a page, or ends, between two of its questions. Nothing
# that a test asserts or waits for reads like this, so a second try hides no fault of a page.
OF_THE_DRIVER = (
    "Execution context was destroyed",
    "Target crashed",
    "Page crashed",
    "Target page, context or browser has been closed",
)
CHROMIUM_ARGUMENTS = [
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Browser tests look at pages; the whole journey also runs on PostgreSQL."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(databases: Databases, engine_name: str) -> Iterator[str]:
    """The address of a fresh database with the newest tables and the curricula."""
    with databases.fresh(engine_name) as url:
        yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application as it runs for people: protected forms, real cookies."""
    port = free_port()
    settings = Settings(
        instance=tmp_path / "instance",
        DATABASE_URL=database_url,
        public_url=f"http://127.0.0.1:{port}",
    )
    application = make_application(settings, SERVER_PORT=port)
    yield application
    application.extensions["school_database"].dispose()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The application, served on a free loopback port; gives its address."""
    port: int = app.config["SERVER_PORT"]
    running: BaseWSGIServer = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    running.shutdown()
    thread.join(timeout=10)
    running.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    with sync_playwright() as driver:
        expect.set_options(timeout=LONGEST_WAIT)
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium")
    assert path, "Chromium is not installed; the browser tests need it"
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
    yield browser
    browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try once more what broke off within the driver; the summary names it as run again."""
    again = pytest.mark.flaky(reruns=1, only_rerun=OF_THE_DRIVER)
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(again)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show, beside a failure, what each window of the test showed."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(WINDOWS, []):
            with suppress(PlaywrightError):
                report.sections.append((page.url, page.inner_text("main", timeout=2000)[:1500]))
    return report


@pytest.fixture
def open_browser(
    request: pytest.FixtureRequest, chromium: Browser, server: str
) -> Iterator[Callable[..., Page]]:
    """Open a window in French, of a phone or of a laptop, with or without scripts."""
    contexts = []
    windows: list[Page] = request.node.stash.setdefault(WINDOWS, [])

    def open_page(size: dict[str, int], *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale="fr-FR",
            timezone_id="Africa/Porto-Novo",
            java_script_enabled=scripts,
            base_url=server,
        )
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        windows.append(context.new_page())
        return windows[-1]

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Move the server's clock to nine o'clock of a day in Cotonou, and show no other between."""
    with ExitStack() as until_the_end:
        traveller: list[time_machine.Traveller] = []

        def move(day: date) -> None:
            moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
            if traveller:
                traveller[0].move_to(moment)
            else:
                travel = time_machine.travel(moment, tick=True)
                traveller.append(until_the_end.enter_context(travel))

        yield move


@pytest.fixture
def records(session: Session) -> Session:
    """A session to prepare and inspect records beside the running server."""
    return session


@pytest.fixture
def line(app: Flask) -> Iterator[Server]:
    """The server at the other end of the line."""
    server = Server(app)
    yield server
    server.stop()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, line: Server) -> Iterator[Phone]:
    """A phone that nobody has used."""
    found = Phone(
        playwright,
        tmp_path / "profile",
        line.address,
        {"args": CHROMIUM_ARGUMENTS, "viewport": PHONE},
    )
    yield found
    with suppress(PlaywrightError):
        # A fault may still be answering what the phone sends by itself.
        found.context.unroute_all(behavior="ignoreErrors")
    found.context.close()


@pytest.fixture
def apprentice(records: Session) -> Trainee:
    """An apprentice in training, who can sign in."""
    school = make_school(records)
    trainee = make_trainee(records, family_name="Sanni", given_names="Aïcha")
    make_enrolment(records, make_cohort(records, school, ends_on=None), trainee)
    give_account(records, trainee.id, "Aïcha Sanni", "aicha@ecole.example")
    return trainee


@pytest.fixture
def lesson(records: Session) -> Lesson:
    """A lesson of a module of the apprentice's."""
    found = make_lesson(records, title_fr="Le cœur de la fibre")
    records.commit()
    return found

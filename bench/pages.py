"""The pages that are measured, on the product and on the floor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from bench.generated import (
    DIRECTOR,
    LIST_READER,
    PASSWORD,
    SAVED_GATES,
    SAVED_VALUES,
    TRAINER,
    Addresses,
)
from bench.http import Answer, Browser

Visit = Callable[[Browser], Answer]


@dataclass(frozen=True)
class Page:
    """A page: who reads it in the product, what it answers, and how each server is asked.

    `sent` is what a form sends beside its hidden values; a page that is only read sends nothing.
    """

    name: str
    reader: str | None
    status: int
    product: Visit
    floor: Visit
    address: str
    sent: dict[str, str] | None = None


def sign_in(port: int, email: str) -> Browser:
    """Sign in by password, as a person does. Raises `RuntimeError` when refused."""
    browser = Browser(port)
    values = browser.hidden("/sign-in")
    answer = browser.post(
        "/sign-in",
        {**values, "identifier": email, "password": PASSWORD, "submission": str(uuid4())},
    )
    if answer.status != 303:
        raise RuntimeError(f"signing in as {email} answered {answer.status}")
    return browser


def all_pages(addresses: Addresses, today: date) -> list[Page]:
    """List the measured pages; the lists of 100 and 1,000 show that size costs nothing more."""
    small = addresses.small_class
    return [
        _read("home, director", DIRECTOR, "/", "/report"),
        _read("home, trainer", TRAINER, "/", "/day"),
        _read("cohort of 30", DIRECTOR, f"/cohorts/{small}", f"/cohorts/{small}"),
        _cohort("cohort of 100", addresses.large_class),
        _cohort("cohort of 1,000", addresses.largest_class),
        _read("grid 30 × 10", TRAINER, f"/practicals/grid/{small}", f"/cohorts/{small}/grid"),
        _save(addresses, today),
        _read("report over 1,000", DIRECTOR, "/report", "/report"),
        _link(addresses),
    ]


def _read(name: str, reader: str | None, product: str, floor: str) -> Page:
    return Page(
        name=name,
        reader=reader,
        status=200,
        product=lambda browser: browser.get(product),
        floor=lambda browser: browser.get(floor),
        address=product,
    )


def _cohort(name: str, reference: str) -> Page:
    address = f"/cohorts/{reference}"
    return _read(name, LIST_READER, address, address)


def _link(addresses: Addresses) -> Page:
    token = addresses.confirmation
    return _read("link, tutor", None, f"/link/placement/{token}", f"/link/{token}")


def _save(addresses: Addresses, today: date) -> Page:
    address = (
        f"/practicals/new?cohort={addresses.small_class}&task={addresses.task}"
        f"&trainee={addresses.trainee}"
    )
    measures = {f"measure-{name}": value for name, value in SAVED_VALUES.items()}
    # Confirmed, as the same attempt is sent far more often than its task foresees.
    typed = {"decided": "", "assessed_on": today.isoformat(), "confirmed": "y"}
    gates = {f"gate-{code}": "1" for code in SAVED_GATES}
    sent = {**typed, **gates, **measures}
    plain = {
        "trainee": addresses.trainee,
        "cohort": addresses.small_class,
        "task": addresses.task,
        "assessed_on": today.isoformat(),
        **{f"measure:{name}": value for name, value in SAVED_VALUES.items()},
    }
    hidden: dict[str, str] = {}

    def product(browser: Browser) -> Answer:
        if not hidden:
            hidden.update(browser.hidden(address))
        return browser.post(address, {**hidden, **sent, "submission": str(uuid4())})

    def floor(browser: Browser) -> Answer:
        return browser.post("/assessments", plain)

    return Page("save one assessment", TRAINER, 303, product, floor, address, sent)

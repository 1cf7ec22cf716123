"""Measuring: the product and the floor in turns, at one client and at several."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.figures import Times, ratio, times
from bench.http import Answer, Browser
from bench.pages import Page, Visit


@dataclass(frozen=True)
class Effort:
    """How much is asked: requests by one client, rounds of several clients."""

    single: int
    rounds: int
    clients: int = 8
    warming: int = 6


FULL, QUICK = Effort(60, 8), Effort(15, 2)


@dataclass(frozen=True)
class Measured:
    """What a page took on both servers at one number of clients."""

    page: str
    product: Times
    floor: Times

    @property
    def ratio(self) -> float | None:
        """The product's median as a multiple of the floor's."""
        return ratio(self.product.median, self.floor.median)


def measure(page: Page, product: Browser, floor: Browser, effort: Effort) -> list[Measured]:
    """Measure a page at one client and at several. Raises `RuntimeError` on a wrong answer."""
    sides = ((page.product, product), (page.floor, floor))
    for visit, browser in sides:
        for _ in range(effort.warming):
            _checked(page, visit, browser)
    return [_alone(page, sides, effort), _together(page, sides, effort)]


Sides = tuple[tuple[Visit, Browser], tuple[Visit, Browser]]


def _alone(page: Page, sides: Sides, effort: Effort) -> Measured:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(effort.single):
        for seconds, (visit, browser) in zip(taken, sides, strict=True):
            seconds.append(_checked(page, visit, browser).seconds)
    return Measured(page.name, *(times(1, seconds) for seconds in taken))


def _together(page: Page, sides: Sides, effort: Effort) -> Measured:
    taken: tuple[list[float], list[float]] = ([], [])
    with ThreadPoolExecutor(effort.clients) as pool:
        for _ in range(effort.rounds):
            for seconds, (visit, browser) in zip(taken, sides, strict=True):
                asked = [
                    pool.submit(_checked, page, visit, browser.copy())
                    for _ in range(2 * effort.clients)
                ]
                seconds.extend(each.result().seconds for each in asked)
    return Measured(page.name, *(times(effort.clients, seconds) for seconds in taken))


def _checked(page: Page, visit: Callable[[Browser], Answer], browser: Browser) -> Answer:
    answer = visit(browser)
    if answer.status not in {200, 303} or (page.status == 303) != (answer.status == 303):
        raise RuntimeError(f"{page.name} answered {answer.status}")
    return answer

"""Measuring: the product and the floor in turns, at one client and at several."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.figures import Times, ratio, times
from bench.http import Answer, Browser
from bench.pages import Page, Visit
from bench.servers import Server


@dataclass(frozen=True)
class Effort:
    """How much is asked: requests by one client, rounds of several clients."""

    single: int
    rounds: int
    clients: int = 8
    warming: int = 6


FULL, QUICK = Effort(60, 8), Effort(20, 2)


@dataclass
class Side:
    """One of the two servers, how it is asked, and what was noted of it."""

    server: Server
    visit: Visit
    browser: Browser
    seconds: list[float] = field(default_factory=list)
    worked: float = 0.0

    def work(self, page: Page, requests: int, pool: ThreadPoolExecutor | None = None) -> None:
        """Ask some times, one after the other or all at once, and note what it took."""
        begun = self.server.processor_seconds()
        if pool is None:
            answers = [_checked(page, self.visit, self.browser) for _ in range(requests)]
        else:
            asked = [
                pool.submit(_checked, page, self.visit, self.browser.copy())
                for _ in range(requests)
            ]
            answers = [each.result() for each in asked]
        self.seconds.extend(answer.seconds for answer in answers)
        self.worked += self.server.processor_seconds() - begun

    def times(self, clients: int) -> Times:
        """Sum up what was noted, and begin anew."""
        found = times(clients, self.seconds, self.worked)
        self.seconds, self.worked = [], 0.0
        return found


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

    @property
    def work_ratio(self) -> float | None:
        """The product's work for one request as a multiple of the floor's."""
        return ratio(self.product.work, self.floor.work)


def measure(page: Page, product: Side, floor: Side, effort: Effort) -> list[Measured]:
    """Measure a page at one client and at several. Raises `RuntimeError` on a wrong answer."""
    for side in (product, floor):
        side.work(page, effort.warming)
        side.times(1)
    for _ in range(effort.single):
        product.work(page, 1)
        floor.work(page, 1)
    alone = Measured(page.name, product.times(1), floor.times(1))
    with ThreadPoolExecutor(effort.clients) as pool:
        for _ in range(effort.rounds):
            product.work(page, 2 * effort.clients, pool)
            floor.work(page, 2 * effort.clients, pool)
    together = Measured(page.name, product.times(effort.clients), floor.times(effort.clients))
    return [alone, together]


def _checked(page: Page, visit: Visit, browser: Browser) -> Answer:
    answer = visit(browser)
    if answer.status != page.status:
        raise RuntimeError(f"{page.name} answered {answer.status}")
    return answer

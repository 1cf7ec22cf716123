"""A phone full of entries crosses a bad line, its battery dies on the way, and all must arrive.

The day in the field is typed once; each crossing begins with what was on the phone and on the
server in the evening, and differs from the others by its seed.
"""

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from flask import Flask
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.core.database import Database
from school.offline.file_models import FilePiece, ReceivedFile
from school.offline.models import OutboxReceipt
from school.offline.rules import Outcome
from tests.browser.field_day import PRACTICALS, Said, arrived, assessed
from tests.browser.phones import Phone
from tests.support.bad_line import BadLine, Exchange, Moment
from tests.support.faults import Weather

WAITING = "/offline"
"""The page that lists what waits."""

OPEN = "/curriculum"
"""A page that happens to be open while the outbox sends."""

CALM = 0.65
"""The share of exchanges to which nothing happens."""

ROUND = 6_000
"""Milliseconds after which a person loads the page again."""

IMPATIENCE = 2_000
"""Milliseconds that a person waits for a page of which the line has lost the answer."""

LONGEST = 240.0
"""Seconds after which something is stuck."""

MOST_WINDOWS_LOST = 1
"""Windows that the browser itself may give up in one crossing, as it does now and then."""

LATEST_KILL = 60
"""The battery dies before so many sendings; a crossing has more than eighty."""

# The network comes and goes: each time it comes, the outbox tries at once rather than in a while.
PULSE = """async ([account, longest]) => {
  const pause = (time) => new Promise((done) => { setTimeout(done, time); });
  const asked = indexedDB.open(`outbox-${account}`);
  const base = await new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const count = () => new Promise((done, fail) => {
    const counted = base.transaction("entries").objectStore("entries").count();
    counted.onsuccess = () => done(counted.result);
    counted.onerror = () => fail(counted.error);
  });
  const end = Date.now() + longest;
  let left = await count();
  while (left && Date.now() < end) {
    window.dispatchEvent(new Event("online"));
    await pause(40);
    left = await count();
  }
  base.close();
  return left;
}"""


# What the phone holds is put aside, in a store unknown to the pages of the school, and put back.
COPY = """async ([from, to]) => {
  const opened = (name) => new Promise((done, fail) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "place" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const [source, target] = [await opened(from), await opened(to)];
  const entries = await new Promise((done, fail) => {
    const read = source.transaction("entries").objectStore("entries").getAll();
    read.onsuccess = () => done(read.result);
    read.onerror = () => fail(read.error);
  });
  await new Promise((done, fail) => {
    const writing = target.transaction("entries", "readwrite", { durability: "strict" });
    writing.oncomplete = done;
    writing.onabort = () => fail(writing.error);
    writing.objectStore("entries").clear();
    for (const entry of entries) writing.objectStore("entries").add(entry);
  });
  source.close();
  target.close();
  return entries.length;
}"""

ASIDE = "evening"


@dataclass(frozen=True)
class Evening:
    """The phone and the server as they were when the day was over."""

    profile: Path
    database: Path
    account: str
    practicals: Sequence[Said]
    assessed: Sequence[Said]


@dataclass
class Crossing:
    """The phone, the line and the server of one test process."""

    app: Flask
    line: BadLine
    phone: Phone
    database: Database
    folder: Path
    evening: Evening
    killed: list[Exchange] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    is_open: bool = False
    windows_lost: int = 0

    def cross(self, seed: int) -> None:
        """Let everything cross the line of a seed, and compare what arrived with what was typed."""
        try:
            self._begin(seed)
            # Known before its first process ends: a window of a dead browser is not asked anything.
            self._send_until(lambda: bool(self.killed))
            assert self.ended.wait(60), "the browser was never killed"
            self.phone.open_again()
            self._send_until(lambda: False)
            self.line.settle()
            self._compare()
        except Exception as error:
            self.leave()
            raise AssertionError(f"seed {seed}: {error}\n{self.line.story()}") from error

    def leave(self) -> None:
        """Close the browser; the next crossing begins with the profile of the evening."""
        self.line.watcher = None
        self.phone.context.close()
        self.is_open = False

    def _begin(self, seed: int) -> None:
        """Put phone and server back to the evening, and choose when the browser dies."""
        self.line.watcher = None
        self.line.change(None)
        self.line.cut = True
        # The browser is still open: what it asks for by itself must not meet another database.
        self.line.settle()
        self._restore_database()
        self._restore_phone()
        random = Random(f"kill {seed}")  # noqa: S311
        number, moment = random.randint(1, LATEST_KILL), random.choice(list(Moment))
        self.killed.clear()
        self.ended.clear()
        self.windows_lost = 0
        self.line.change(Weather(seed, CALM))
        self.line.watcher = self._killer(number, moment)
        self.line.cut = False

    def _restore_phone(self) -> None:
        """Give the phone what it held: its whole profile, or its entries if it has the rest."""
        stores = [f"outbox-{self.evening.account}", ASIDE]
        if not self.is_open:
            shutil.rmtree(self.phone.profile, ignore_errors=True)
            shutil.copytree(self.evening.profile, self.phone.profile, symlinks=True)
            self.phone.open_again()
            self.is_open = True
        else:
            stores.reverse()
        self.phone.page.goto(WAITING)
        assert self.phone.page.evaluate(COPY, stores) == PRACTICALS

    def _restore_database(self) -> None:
        path = Path(str(self.database.engine.url.database))
        copy = self.folder / "copy.db"
        self.app.extensions["school_database"].dispose()
        self.database.dispose()
        shutil.copyfile(self.evening.database, copy)
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        copy.replace(path)

    def _killer(self, number: int, moment: Moment) -> Callable[[Exchange, Moment], None]:
        """Kill the browser at a moment of a sending; or at the next, where that one has none."""
        lock = threading.Lock()

        def watch(exchange: Exchange, now: Moment) -> None:
            due = exchange.number == number and now is moment
            if exchange.kind != "sending" or not (due or exchange.number > number):
                return
            with lock:
                if not self.killed:
                    self.killed.append(exchange)
                    self.phone.kill()
                    self.ended.set()

        return watch

    def _send_until(self, over: Callable[[], bool]) -> None:
        """Send until the phone holds nothing any more, or something else ends it."""
        deadline = monotonic() + LONGEST
        left, trouble = -1, "nothing"
        while left and not over():
            assert monotonic() < deadline, f"{left} entries never left; the last trouble: {trouble}"
            try:
                self.phone.page.goto(OPEN, timeout=IMPATIENCE)
                left = self.phone.page.evaluate(PULSE, [self.evening.account, ROUND])
            except PlaywrightError as error:
                trouble = error.message
            if self.phone.window_lost and not over():
                self._open_again_what_was_lost()

    def _open_again_what_was_lost(self) -> None:
        """Do as a person does whose browser shows that the page has ended by itself."""
        self.windows_lost += 1
        assert self.windows_lost <= MOST_WINDOWS_LOST, (
            "the browser gave up one window after the other"
        )
        self.phone.open_again()

    def _compare(self) -> None:
        with self.database.reading() as records:
            assert arrived(records) == self.evening.practicals
            assert assessed(records) == self.evening.assessed
            receipts = select(OutboxReceipt.outcome)
            assert list(records.scalars(receipts)) == [Outcome.ACCEPTED] * PRACTICALS
            self._compare_files(records)

    def _compare_files(self, records: Session) -> None:
        """Find nothing left of files but what came a second time after all was done."""
        late = " ".join(self.line.arrived_late)
        left = list(records.scalars(select(ReceivedFile.uuid)))
        assert [uuid for uuid in left if uuid not in late] == []
        pieces = select(func.count()).select_from(FilePiece)
        assert (records.scalar(pieces) or 0) <= len(left)


def evening_of(said: Sequence[Said]) -> list[Said]:
    """Reduce what was said of attempts to what counts in figures."""
    figures = [(one[1], one[2], one[3], one[5], one[6]) for one in said]
    return sorted(figures)

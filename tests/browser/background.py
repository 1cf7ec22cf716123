"""A phone that no page of the school is open on: only the worker is there, should it be woken."""

from playwright.sync_api import CDPSession, Page

from tests.browser.phones import Phone
from tests.browser.waits import until_true


class Background:
    """The phone with every page closed, woken as the browser wakes it when the line is back."""

    def __init__(self, phone: Phone, tag: str) -> None:
        self.phone = phone
        self.tag = tag
        self.workers: list[str] = []
        elsewhere = phone.context.new_page()
        for page in phone.context.pages:
            if page is not elsewhere:
                page.close()
        self.session: CDPSession = phone.context.new_cdp_session(elsewhere)
        self.session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self.session.send("ServiceWorker.enable")
        until_true(elsewhere, lambda: bool(self.workers), "no worker is there")

    def _note(self, event: dict[str, list[dict[str, str]]]) -> None:
        self.workers += [one["registrationId"] for one in event["registrations"]]

    def wake(self, *, last: bool = False) -> None:
        """Say that the line is back."""
        self.session.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": self.phone.address,
                "registrationId": self.workers[-1],
                "tag": self.tag,
                "lastChance": last,
            },
        )

    @property
    def page(self) -> Page:
        """The only page that is open, which is none of the school's."""
        return self.phone.page

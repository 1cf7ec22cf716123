"""The questions of safety that open a practical: answered once the whole form is there."""

from playwright.sync_api import Locator, Page

from tests.browser.actors import above

GATES = "[data-gate]"


def questions(page: Page, within: str = GATES) -> list[Locator]:
    """Give the questions of a form that is there to its end."""
    return above(page, "Signer l’essai", within)


def answer(page: Page, words: str = "Oui", *, within: str = GATES) -> None:
    """Answer every question of safety, or what else is asked, alike."""
    for question in questions(page, within):
        question.get_by_text(words, exact=True).click()

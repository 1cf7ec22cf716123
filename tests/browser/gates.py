"""The questions of safety that open a practical: answered once the whole form is there."""

from playwright.sync_api import Locator, Page, expect

GATES = "[data-gate]"
ENDS_THE_FORM = "Signer l’essai"


def questions(page: Page, within: str = GATES) -> list[Locator]:
    """Wait for the button that ends the form, and so for all above it; give its questions."""
    expect(page.get_by_role("button", name=ENDS_THE_FORM, exact=True)).to_be_visible()
    found = page.locator(within).all()
    assert found, f"the form asks nothing within {within}"
    return found


def answer(page: Page, words: str = "Oui", *, within: str = GATES) -> None:
    """Answer every question of safety, or what else is asked, alike."""
    for question in questions(page, within):
        question.get_by_text(words, exact=True).click()

"""What a browser says of itself, in words that somebody recognises: « Firefox, Windows »."""

from flask_babel import gettext

# Browsers name those they resemble too: the first that is found in these orders is the true one.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_words(signature: str) -> str:
    """Name the browser and the system of a sign-in; what neither is found in stays as it is."""
    return device_family(signature) or signature.strip("? ") or gettext("Appareil inconnu")


def device_family(signature: str) -> str:
    """Name the browser and the system alone, of what a browser says; empty when unknown."""
    return ", ".join(filter(None, [_first(BROWSERS, signature), _first(SYSTEMS, signature)]))


def _first(names: dict[str, str], signature: str) -> str:
    return next((words for mark, words in names.items() if mark in signature), "")

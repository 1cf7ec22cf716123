"""A small HTTP client: one connection for each request, cookies kept, gzip accepted."""

import gzip
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlencode

TIMEOUT = 30
HIDDEN = re.compile(r'<input\b[^>]*\bname="(csrf_token|version)"[^>]*\bvalue="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What came back: status, page, size on the wire with headers, and how long it took."""

    status: int
    body: bytes
    wire_bytes: int
    seconds: float
    location: str | None

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode()


@dataclass
class Browser:
    """Somebody at a port of this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(values))

    def hidden(self, path: str) -> dict[str, str]:
        """Read the hidden values that a form must send back."""
        return dict(HIDDEN.findall(self.get(path).text))

    def copy(self) -> "Browser":
        """Give the same person in another window."""
        return Browser(self.port, dict(self.cookies))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr", "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={one}" for name, one in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        started = perf_counter()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            raw = response.read()
        finally:
            connection.close()
        seconds = perf_counter() - started
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        zipped = response.headers.get("Content-Encoding") == "gzip"
        return Answer(
            status=response.status,
            body=gzip.decompress(raw) if zipped else raw,
            wire_bytes=len(raw) + len(str(response.headers)),
            seconds=seconds,
            location=response.headers.get("Location"),
        )

"""`school serve`: the production server, until it is interrupted."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from school.commands.serve import settings_served
from tests.feature.commands.conftest import FOUND, Command
from tests.support.postgres import free_port
from tests.support.sources import ROOT

PATIENCE = 60
"""Seconds for the server to begin or to end, on a machine busy with other tests."""
PAUSE = 3
"""Seconds for the server to begin reading, and to hear that it shall end."""


def ask(port: int, path: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@contextmanager
def server(instance: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve during a block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "school", "serve", "--port", str(port)],
        cwd=ROOT, env={**os.environ, "SCHOOL_INSTANCE": str(instance)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield port, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if ask(port, "/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not begin")


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_a_school_is_served_until_it_is_interrupted(
    command: Command, instance: Path, way: signal.Signals
) -> None:
    command(*FOUND).done()
    with server(instance) as (port, process):
        assert ask(port, "/sign-in").status == 200
        assert ask(port, "/account").status == 303
        packed = ask(port, "/sign-in", **{"Accept-Encoding": "gzip"})
        assert packed.getheader("Content-Encoding") == "gzip"
        assert "python" not in (packed.getheader("Server") or "").lower()
        process.send_signal(way)
        said, complained = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert said.startswith(f"Épissure: http://127.0.0.1:{port}\n")
    assert "Demo" not in said
    assert "Traceback" not in complained


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_a_page_asked_for_is_sent_before_the_end(
    command: Command, instance: Path, way: signal.Signals
) -> None:
    command(*FOUND).done()
    with server(instance) as (port, process), socket.create_connection(("127.0.0.1", port)) as line:
        line.settimeout(PATIENCE)
        line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(PAUSE)
        process.send_signal(way)
        time.sleep(PAUSE)
        line.sendall(b"Connection: close\r\n\r\n")
        with line.makefile("rb") as answer:
            page = answer.read()
        process.wait(PATIENCE)
    assert page.startswith(b"HTTP/1.1 200")
    assert page.endswith(b"</html>")
    assert process.returncode == 0


@pytest.mark.parametrize("said", ["", "https://school.example/"])
def test_letters_lead_to_the_address_served_or_to_the_one_set(
    command: Command, instance: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    command(*FOUND).done()
    monkeypatch.setenv("SCHOOL_PUBLIC_URL", said)
    settings = settings_served("127.0.0.1", 8123)
    assert settings.public_url == (said or "http://127.0.0.1:8123")

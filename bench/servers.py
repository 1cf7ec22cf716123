"""The measured servers: started on free ports of this machine, stopped by their number."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench.http import Browser

WORKERS = 2
START_SECONDS = 30
PROBE = "/health"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A running server and its process."""

    port: int
    process: "subprocess.Popen[bytes]"

    def resident_bytes(self) -> int:
        """Add up the memory that the server's processes hold, pages they share counted in each."""
        return sum(_resident(number) for number in self._processes())

    def processor_seconds(self) -> float:
        """Add up the time that the server's processes have worked."""
        return sum(worked(number) for number in self._processes())

    def _processes(self) -> list[int]:
        return [self.process.pid, *_children(self.process.pid)]


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[Server]:
    """Run a command with a free port as its last word until the block ends.

    What it says goes to a file, of which the last line is told when it does not start.
    """
    port = free_port()
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, str(port)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=words,
            stderr=words,
        )
    try:
        _wait(process, port, log)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Ask the system for a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if Browser(port).get(PROBE).status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise RuntimeError(f"the server did not start: {said[-1] if said else 'it said nothing'}")


def _children(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in path.read_text().split()] if path.exists() else []


def worked(number: int) -> float:
    """Give the seconds that a process has worked, 0 when there is none."""
    path = Path(f"/proc/{number}/stat")
    if not path.exists():
        return 0.0
    # The name of the program, in brackets, may hold spaces: the figures come after it.
    user, system = path.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _resident(number: int) -> int:
    path = Path(f"/proc/{number}/status")
    if not path.exists():
        return 0
    lines = path.read_text().splitlines()
    kilobytes = next((line.split()[1] for line in lines if line.startswith("VmRSS:")), "0")
    return int(kilobytes) * 1024

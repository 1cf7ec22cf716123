"""A private PostgreSQL cluster for one test run: a free loopback port, removed at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

UNPRIVILEGED = "nobody"


def binary(name: str) -> str:
    """Find one of PostgreSQL's programs, also where Debian hides it from the path."""
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    candidates = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not candidates:
        raise RuntimeError(f"PostgreSQL's {name} is not installed; the tests need it")
    return str(candidates[-1])


def free_port() -> int:
    """Ask the system for a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Cluster:
    """A cluster in a folder of its own; PostgreSQL refuses to run as root, so it does not."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="school-postgres-"))
        self.port = free_port()
        self.data = self.folder / "data"

    @property
    def url(self) -> str:
        """The address of the cluster's own database."""
        return f"postgresql://tests@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Create the cluster and start it without the caution that lasting data would need."""
        if os.geteuid() == 0:
            account = pwd.getpwnam(UNPRIVILEGED)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run(
            binary("initdb"), "--pgdata", str(self.data), "--username=tests", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
        )
        self._run(
            binary("pg_ctl"), "--pgdata", str(self.data), "--wait", "--options", options,
            "--log", str(self.folder / "log"), "start",
        )  # fmt: skip

    def stop(self) -> None:
        """Stop the cluster and remove its folder."""
        self._run(
            binary("pg_ctl"), "--pgdata", str(self.data), "--wait", "--mode=immediate", "stop"
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str) -> None:
        user = UNPRIVILEGED if os.geteuid() == 0 else None
        subprocess.run(
            command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=120,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )  # fmt: skip

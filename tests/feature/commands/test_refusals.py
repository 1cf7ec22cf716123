"""Whatever goes wrong, a command says so in one line and leaves with 2."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from school.command import COMMANDS, explain, school
from school.core.errors import InvalidInput
from tests.feature.commands.conftest import FOUND, Command
from tests.support.databases import Databases
from tests.support.sources import ROOT

NEEDS_DATABASE: dict[str, tuple[str, ...]] = {
    "actions remind": (),
    "agreements close-drafts": (),
    "consultations remind": (),
    "agreements remind": (),
    "backup": ("never-written.tar.gz",),
    "clause-members add": ("--email", "a@example.test", "--name", "A", "--authority", "B"),
    "clause-members end": ("a@example.test",),
    "clause-hours flow": (),
    "clause-people forget": (),
    "curriculum load": (str(ROOT / "curricula"),),
    "export": ("never-written.zip",),
    "forecasts look-back": (),
    "import": (str(ROOT / "curricula"),),
    "indicators clauses": (),
    "indicators hiring": (),
    "mail send": (),
    "messages send": (),
    "proposals lapse": (),
    "report hiring": ("--out", "never-written.pdf"),
    "report list": (),
    "report regenerate": ("7K3M9-QX2TB",),
    "report seal": ("--by", "A"),
    "report verify": (str(ROOT / "README.md"), "--code", "7K3M9-QX2TB"),
    "serve": ("--port", "1"),
    "user add": ("--email", "a@example.test", "--name", "A", "--role", "ministry"),
    "user list": (),
    "user password": ("a@example.test", "--password", "une phrase qui se retient"),
}
"""Each command that works on a database that is there, with arguments that would be accepted."""

MAKES_DATABASE: dict[str, tuple[str, ...]] = {"demo": (), "init": FOUND[1:], "upgrade": ()}
"""Each command that makes the database where it is missing."""

NEEDS_NONE: dict[str, tuple[str, ...]] = {
    "certificates verify": (
        str(ROOT / "tests/unit/certification/badge.jwt"),
        "--key",
        "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
    ),
    "curriculum check": (str(ROOT / "curricula"),),
    "curriculum diff": (str(ROOT / "curricula"), str(ROOT / "curricula")),
    "curriculum questions export": ("F0", "--format", "xml"),
    "curriculum questions import": (
        str(ROOT / "tests/unit/learning/moodle/course.xml"),
        "--module",
        "F0",
    ),
    "otdr": (str(ROOT / "tests/unit/practicals/traces/synthetic.sor"),),
}
"""Each command that works on files alone."""


def leaves(group: click.Group, path: str = "") -> Iterator[str]:
    for name, one in group.commands.items():
        whole = f"{path} {name}".strip()
        if isinstance(one, click.Group):
            yield from leaves(one, whole)
        else:
            yield whole


@pytest.fixture(autouse=True)
def mail_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOL_SMTP_HOST", "127.0.0.1")


def test_every_command_stands_in_a_table() -> None:
    known = [*NEEDS_DATABASE, *MAKES_DATABASE, *NEEDS_NONE]
    assert sorted(leaves(school)) == sorted(known)


@pytest.mark.parametrize("name", ["", *[one.name or "" for one in COMMANDS], *leaves(school)])
def test_every_command_explains_itself(command: Command, name: str) -> None:
    for option in ("--help", "-h"):
        command(*name.split(), option).done("Usage: school")


def test_no_command_is_help(command: Command) -> None:
    command().done("Commands:")


@pytest.mark.parametrize("name", [*leaves(school), "nothing"])
def test_an_unknown_option_or_command_is_refused(command: Command, name: str) -> None:
    command(*name.split(), "--no-such-option").refused()


@pytest.mark.parametrize("name", NEEDS_NONE)
def test_a_command_on_files_needs_no_database(command: Command, instance: Path, name: str) -> None:
    # What a format cannot hold is told beside the result: it is no refusal.
    assert command(*name.split(), *NEEDS_NONE[name]).status == 0
    assert not instance.exists()


@pytest.mark.parametrize("name", NEEDS_DATABASE)
def test_without_a_database_a_command_says_what_to_do(
    command: Command, instance: Path, name: str
) -> None:
    command(*name.split(), *NEEDS_DATABASE[name]).refused("school init")
    assert not (instance / "school.db").exists(), "no empty database is left behind"


@pytest.mark.parametrize("name", NEEDS_DATABASE)
def test_a_database_without_tables_is_told(
    command: Command, databases: Databases, engine_name: str, name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with databases.fresh(engine_name, empty=True) as url:
        if engine_name == "sqlite":
            Path(url.removeprefix("sqlite:///")).touch()
        monkeypatch.setenv("DATABASE_URL", url)
        command(*name.split(), *NEEDS_DATABASE[name]).refused("school upgrade")


@pytest.mark.parametrize("name", [*NEEDS_DATABASE, *MAKES_DATABASE])
@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("mysql://127.0.0.1/x", "DATABASE_URL"),
        ("school.db", "DATABASE_URL"),
        ("postgresql://127.0.0.1:port/x", "DATABASE_URL"),
        ("postgresql://nobody@127.0.0.1:1/none", "refused"),
        ("postgresql://nobody@none.invalid/none", ""),
    ],
)
def test_a_wrong_address_of_the_database_is_told(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, url: str, word: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    arguments = {**NEEDS_DATABASE, **MAKES_DATABASE}[name]
    command(*name.split(), *arguments).refused(word)


@pytest.mark.parametrize("name", [*NEEDS_DATABASE, *MAKES_DATABASE])
def test_a_file_that_is_no_database_is_told(command: Command, instance: Path, name: str) -> None:
    instance.mkdir()
    (instance / "school.db").write_bytes(b"a letter, not a database " * 99)
    arguments = {**NEEDS_DATABASE, **MAKES_DATABASE}[name]
    command(*name.split(), *arguments).refused("not a database")


@pytest.mark.parametrize("name", MAKES_DATABASE)
def test_a_folder_that_cannot_be_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "file" / "instance"))
    command(name, *MAKES_DATABASE[name]).refused(str(tmp_path / "file"))


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder one may enter and not write; root, who may write anywhere, is somebody else here."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


@pytest.mark.parametrize("name", MAKES_DATABASE)
def test_a_folder_that_cannot_be_written_is_told(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with read_only_folder() as folder:
        monkeypatch.setenv("SCHOOL_INSTANCE", str(folder))
        command(name, *MAKES_DATABASE[name]).refused()
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SCHOOL_WORKERS", "many"),
        ("SCHOOL_WORKERS", "0"),
        ("SCHOOL_SMTP_PORT", "99999999"),
        ("SCHOOL_TRUSTED_PROXIES", "-1"),
        ("SCHOOL_MAXIMUM_UPLOAD_BYTES", "1"),
        ("SCHOOL_PUBLIC_URL", "school.example"),
        ("SCHOOL_PUBLIC_URL", "https://"),
    ],
)
def test_a_wrong_setting_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    command("upgrade").refused(variable.removeprefix("SCHOOL_").lower())


def test_a_port_that_is_taken_is_told(command: Command) -> None:
    command(*FOUND).done()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command("serve", "--port", str(port)).refused(str(port))


def test_a_host_that_is_not_ours_is_told(command: Command) -> None:
    command(*FOUND).done()
    command("serve", "--host", "192.0.2.1").refused("192.0.2.1")
    command("serve", "--host", "none.invalid").refused()


def test_what_the_domain_refuses_is_said_with_its_values() -> None:
    error = InvalidInput(
        "Une personne porte déjà l’adresse %(email)s.", None, {"email": "a@b.test"}
    )
    assert "a@b.test" in explain(error)
    assert "%(" not in explain(error)


def test_a_fault_of_ours_is_one_line_too(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command(*FOUND).done()
    monkeypatch.setattr("school.accounts.queries.all_accounts", lambda session: 1 / 0)
    command("user", "list").refused("unexpected ZeroDivisionError")


def test_the_program_itself_leaves_with_its_status(instance: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "school", "user", "list"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("school: there is no database at")
    assert done.stderr.count("\n") == 1

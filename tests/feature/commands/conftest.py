"""Running commands as somebody at a terminal does."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from school.command import run


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status and what it said."""

    status: int
    said: str
    complained: str

    def refused(self, *words: str) -> None:
        """Check that it was refused in one clear line, which holds some words."""
        assert self.status == 2, self
        assert self.complained.startswith("school: "), self
        assert self.complained.count("\n") == 1, self
        assert "Traceback" not in self.complained
        for word in words:
            assert word in self.complained, self

    def done(self, *words: str) -> None:
        """Check that it did its work, and said some words."""
        assert (self.status, self.complained) == (0, ""), self
        for word in words:
            assert word in self.said, self


Command = Callable[..., Ended]


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder that is not there yet, on its own SQLite file."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("SCHOOL_INSTANCE", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def command(instance: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `school` with arguments, in the instance folder of the test."""

    def call(*arguments: str) -> Ended:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return call


@pytest.fixture
def on_database(command: Command, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `school` on a fresh database, on each engine in turn."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return command


FOUND = ("init", "--school", "EMN", "--name", "École des métiers", "--director",
         "awa@example.test", "--language", "fr")  # fmt: skip

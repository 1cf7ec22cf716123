"""What the repository must not hold: things put off, and places of one machine."""

import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT, relative, text_files

PUT_OFF = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|WIP)\b")
MACHINE = re.compile(r"/(?:home|root|Users|work)/\w|[A-Z]:\\\\Users")
REGISTRY = re.compile(
    r"https?://(?:[\w.-]*\.)?(?:pypi|pythonhosted|npmjs)\.|--(?:extra-)?index-url"
)

FILES = [path for path in text_files() if path != Path(__file__).resolve()]


@pytest.mark.parametrize("pattern", [PUT_OFF, MACHINE, REGISTRY], ids=["later", "machine", "index"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = {
        relative(path): hits
        for path in FILES
        if (hits := pattern.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_registry_and_hash_everything(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert REGISTRY.findall(text) == []
    pinned = re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE)
    blocks = re.split(r"^(?=[\w.\[\]-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(pinned) == len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PUT_OFF, "# TODO: later"),
        (MACHINE, "/home/somebody/school"),
        (REGISTRY, "--index-url https://example.test"),
    ],
)
def test_the_patterns_find(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)

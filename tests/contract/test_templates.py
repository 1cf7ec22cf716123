"""Templates: parsed, used, strict, translated, and without a line of script or style."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from tests.support.sources import ROOT, python_files, relative, templates

FOLDER = ROOT / "templates"
EVERY = templates()
PAGES = [path for path in EVERY if path.suffix == ".html"]
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "an inline handler": re.compile(r"<[^>]*\son\w+\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a style sheet without its nonce": re.compile(r"<style(?! nonce=)"),
    "an address of script": re.compile(r"javascript:"),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape false"),
}

WORDS_OF_NO_LANGUAGE = {"Épissure", "dB", "km", "nm", "h", "m", "W", "PDF", "CSV", "XLSX", "ZIP"}
CLASSES = re.compile(r"\{% block (?:main|body)_class %\}.*?\{% endblock %\}")
NAMES_OF_FIELDS = re.compile(
    r"\{% macro (?:field_kind|limits|row_number)\(.*?\{%-? endmacro %\}", re.DOTALL
)
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:title|alt|placeholder|aria-label|label)="([^"]*)"')


def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER), extensions=["jinja2.ext.i18n"], autoescape=True
    )


@pytest.mark.parametrize("path", EVERY, ids=relative)
def test_a_template_is_read(path: Path) -> None:
    environment().parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_template_holds_no_code_for_the_browser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_an_undefined_word_fails(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.autoescape is not False


def names_in_code() -> set[str]:
    """List the templates that the program names."""
    return {
        node.value
        for path in python_files("school")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w/-]+\.(?:html|txt)", node.value)
    }


def names_in(path: Path) -> set[str]:
    """List the templates that a template extends, includes or imports."""
    tree = environment().parse(path.read_text(encoding="utf-8"))
    return {name for name in meta.find_referenced_templates(tree) if name}


def test_every_template_that_is_named_is_there() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in EVERY}
    named = names_in_code().union(*(names_in(path) for path in EVERY))
    assert named - there == set()


def test_every_template_is_used() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in EVERY}
    named = names_in_code().union(*(names_in(path) for path in EVERY))
    assert there - named == set()


def words_left(text: str) -> list[str]:
    """Find the words of a template that stand outside any translation."""
    text = re.sub(r"\{#.*?#\}|\{% trans.*?endtrans %\}", " ", text, flags=re.DOTALL)
    text = CLASSES.sub(" ", NAMES_OF_FIELDS.sub(" ", text))
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    spoken = [words for words in SPOKEN_ATTRIBUTES.findall(text) if words.strip()]
    text = re.sub(r"<(style|script).*?</\1>|<!--.*?-->|<[^<>]*>|&\w+;", " ", text, flags=re.DOTALL)
    found = re.findall(r"[^\W\d_]+", " ".join([text, *spoken]))
    return [word for word in found if word not in WORDS_OF_NO_LANGUAGE]


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.name != "gallery.html"], ids=relative
)
def test_every_word_is_translated(path: Path) -> None:
    assert words_left(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<p>{{ _('Bonjour') }}</p>", []),
        ("<p>Bonjour {{ name }}</p>", ["Bonjour"]),
        ('<img alt="Photo">', ["Photo"]),
        ("{% trans %}Bonjour{% endtrans %} <b>Épissure</b>", []),
    ],
)
def test_words_left_are_found(text: str, left: list[str]) -> None:
    assert words_left(text) == left


@pytest.mark.parametrize("path", EVERY, ids=relative)
def test_a_template_is_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\t|[ \u00a0]$|\r", text, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_templates_are_sound_html() -> None:
    command = Path(sys.executable).with_name("djlint")
    done = subprocess.run(
        [command, "--lint", "--quiet", "templates"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr

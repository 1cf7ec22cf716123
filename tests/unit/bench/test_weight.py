"""What a page names, and so has to be loaded with it."""

from bench.http import HIDDEN
from bench.weight import named_in

PAGE = """
<link rel="icon" href="/static/1/img/favicon.svg"><link rel="stylesheet" href='/static/2/a.css'>
<script type="module" src="/static/3/app.js"></script><img alt="" src="https://elsewhere/x.png">
<svg><use href="#hatch"></use><use href="/static/4/icons.svg#home"></use></svg>
<a href="/cohorts">Promotions</a>
"""


def test_a_page_names_its_files_and_not_its_links() -> None:
    assert named_in("/", PAGE.encode(), is_page=True) == [
        "/static/1/img/favicon.svg",
        "/static/2/a.css",
        "/static/3/app.js",
        "/static/4/icons.svg",
    ]


def test_a_script_names_the_modules_beside_it() -> None:
    script = b"import { queue } from './queue.js';\nimport '/static/5/other.js';"
    found = named_in("/static/3/app.js", script, is_page=False)
    assert found == ["/static/3/queue.js", "/static/5/other.js"]


def test_what_a_script_computes_is_no_name() -> None:
    script = (
        b"""await import(document.querySelector("script[src*='/js/a.js']").src); import("/b.js")"""
    )
    assert named_in("/static/3/app.js", script, is_page=False) == ["/b.js"]


def test_a_style_sheet_names_its_pictures() -> None:
    style = b"a { background: url(hatch.svg); fill: url(#x) } b { src: url('data:image/png;x') }"
    assert named_in("/static/2/a.css", style, is_page=False) == ["/static/2/hatch.svg"]


def test_a_picture_names_nothing() -> None:
    assert named_in("/static/1/img/logo.svg", b"<use href='x.svg'/>", is_page=False) == []


def test_hidden_values_are_found_in_a_form() -> None:
    form = '<input id="v" name="version" type="hidden" value="abc"><input name="note" value="x">'
    assert HIDDEN.findall(form) == [("version", "abc")]

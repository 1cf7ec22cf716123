"""The check of pages sees every fault, also in a page whose like it has seen before."""

import pytest

from tests.support.pages import check_page

PAGE = """<!doctype html>
<html lang="fr"><head><title>{title}</title></head><body>
<h1>Placement</h1><form action="/placements"><label for="name">Nom</label>
<input id="name" name="name" value="{value}"></form><table><tr><td>{cell}</td></tr></table>
</body></html>"""
SOUND = {"title": "Placements", "value": "Aïcha", "cell": "Aïcha &amp; Rodrigue"}


def test_a_sound_page_passes_whatever_its_words() -> None:
    check_page(PAGE.format(**SOUND))
    check_page(PAGE.format(title="Stages", value="", cell="Sènami"))


@pytest.mark.parametrize(
    "fault",
    [
        {"title": " "},
        {"value": 'Aïcha" style="color: red'},
        {"value": "Aïcha &copy"},
        {"cell": "Aïcha & Rodrigue &nothing;"},
        {"cell": "Aïcha\x01"},
        {"cell": "Aïcha\ufffe"},
        {"cell": "</div>"},
        {"cell": '<input name="mark">'},
        {"cell": '<b id="name">Aïcha</b>'},
        {"cell": "<script>alert(1)</script>"},
        {"cell": "{{ name }}"},
        {"cell": '<a href="https://elsewhere.example">Aïcha</a>'},
    ],
    ids=str,
)
def test_a_fault_is_seen_after_a_sound_page(fault: dict[str, str]) -> None:
    check_page(PAGE.format(**SOUND))
    with pytest.raises(Exception, match=r"\S"):
        check_page(PAGE.format(**{**SOUND, **fault}))

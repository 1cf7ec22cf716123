"""What is typed on several lines stays so, and each line ends in the same way."""

import importlib

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.fields.core import UnboundField
from wtforms.widgets import TextArea

from tests.support.sources import ROOT, python_files


def boxes() -> dict[str, UnboundField]:
    """Give every field of a form that is drawn as a box of several lines."""
    found = {}
    for path in python_files("school"):
        if "forms" not in path.stem:
            continue
        name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for form in vars(importlib.import_module(name)).values():
            if not (isinstance(form, type) and issubclass(form, Form)):
                continue
            for attribute in dir(form):
                field = getattr(form, attribute)
                if isinstance(field, UnboundField):
                    widget = field.kwargs.get("widget", field.field_class.widget)
                    if isinstance(widget, TextArea):
                        found[f"{form.__name__}.{attribute}"] = field
    return found


BOXES = boxes()


def test_boxes_of_several_lines_are_found() -> None:
    assert {"AccidentForm.account", "AccountForm.summary", "ReasonForm.detail"} <= set(BOXES)


@pytest.mark.parametrize("name", sorted(BOXES))
def test_a_box_of_several_lines_keeps_them(name: str) -> None:
    trial = type("Trial", (Form,), {"words": BOXES[name]})
    typed = trial(MultiDict({"words": "  Deux lignes\r\nici  "}))
    assert typed.data == {"words": "Deux lignes\nici"}
    assert trial(MultiDict({"words": " \r\n "})).data == {"words": None}

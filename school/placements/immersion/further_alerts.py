"""A place for alerts about placements that a feature above this one knows of."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Select

AlertSource = Callable[[date], Select[*tuple[Any, ...]]]
"""Finds alerts for the staff: kind, placement, day since, and the reference of their page."""

_EXTENSION = "school_further_alerts"


def install(app: Flask, *found: AlertSource) -> None:
    """Let alerts of other features stand among those of immersions."""
    app.extensions[_EXTENSION] = found


def sources() -> tuple[AlertSource, ...]:
    """Give what was installed."""
    found: tuple[AlertSource, ...] = current_app.extensions[_EXTENSION]
    return found

"""Places: the few pages that the bar at the bottom of a phone or the side of a laptop leads to."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request

from school.access.permissions import Permission
from school.web.context import current_principal
from school.web.template_addresses import address

PHONE_PLACES = 4


@dataclass(frozen=True)
class Place:
    """A page of the bar, for those who may see it.

    One is there on any page of its blueprint, and on those whose blueprint or endpoint is among
    `also`.
    """

    label: Any
    endpoint: str
    icon: str
    permission: Permission
    blueprint: str
    also: tuple[str, ...] = ()

    def holds(self, blueprint: str | None, endpoint: str | None) -> bool:
        """Tell whether a page belongs to the place."""
        return blueprint == self.blueprint or blueprint in self.also or endpoint in self.also


@dataclass(frozen=True)
class NavigationLink:
    """A place as the template draws it."""

    label: str
    url: str
    icon: str
    current: bool


def install(app: Flask, places: list[Place]) -> None:
    """Give templates the reader's places."""
    app.extensions["school_places"] = places
    app.context_processor(lambda: {"navigation": navigation()})


def navigation() -> list[NavigationLink]:
    """List the places of the person who asks."""
    principal = current_principal()
    here = (request.blueprint, request.endpoint)
    return [
        NavigationLink(str(place.label), address(place.endpoint), place.icon, place.holds(*here))
        for place in current_app.extensions["school_places"]
        if principal.may(place.permission)
    ]

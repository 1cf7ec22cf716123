"""Places: the few pages that the bar at the bottom of a phone or the side of a laptop leads to."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request

from school.access.permissions import Permission
from school.web.context import current_principal
from school.web.template_addresses import address


@dataclass(frozen=True)
class Place:
    """A page of the bar, for those who may see it.

    One is there on any page of its blueprint, and on those whose blueprint or endpoint is among
    `also`. A page named there stands under that place alone, whatever its blueprint.
    """

    label: Any
    endpoint: str
    icon: str
    permission: Permission
    blueprint: str
    also: tuple[str, ...] = ()

    def names(self, endpoint: str | None) -> bool:
        """Tell whether a page belongs to the place by its own name."""
        return endpoint in self.also

    def holds(self, blueprint: str | None) -> bool:
        """Tell whether the pages of a blueprint belong to the place."""
        return blueprint == self.blueprint or blueprint in self.also


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
    places: list[Place] = current_app.extensions["school_places"]
    here = [one for one in places if one.names(request.endpoint)] or [
        one for one in places if one.holds(request.blueprint)
    ]
    return [
        NavigationLink(str(place.label), address(place.endpoint), place.icon, place in here)
        for place in places
        if principal.may(place.permission)
    ]

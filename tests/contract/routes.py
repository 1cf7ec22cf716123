"""The addresses of the application, for tests that walk them all."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, g
from werkzeug.routing import IntegerConverter, Rule

from school.access.guard import requirement_of
from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.signing import load_principal
from school.web.addresses import LARGEST_NUMBER

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One page and method: what it asks for, and an address of it that leads to no record."""

    endpoint: str
    method: str
    address: str
    requirement: Permission | str | None
    arguments: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def routes(app: Flask) -> list[Route]:
    """List every page of the application, once for each method it answers."""
    found = [route for rule in app.url_map.iter_rules() for route in _routes_of(app, rule)]
    assert len(found) > 10
    return found


def _routes_of(app: Flask, rule: Rule) -> Iterator[Route]:
    values = {
        name: LARGEST_NUMBER if isinstance(rule._converters[name], IntegerConverter) else "X-0"
        for name in rule.arguments
    }
    address = app.url_map.bind("localhost").build(rule.endpoint, values)
    requirement = requirement_of(app.view_functions[rule.endpoint])
    for method in METHODS:
        if method in (rule.methods or ()):
            yield Route(rule.endpoint, method, address, requirement, frozenset(rule.arguments))


@dataclass(frozen=True)
class AllowedAllBut(Principal):
    """Somebody who is allowed everything except one thing."""

    missing: Permission | None = None

    def may(self, permission: Permission) -> bool:
        """Allow everything else."""
        return permission is not self.missing


def become(app: Flask, principal: Principal) -> None:
    """Let every later request of the application come from a person, whatever its cookie."""

    def present() -> None:
        g.principal = principal

    hooks = app.before_request_funcs[None]
    place = next(
        number
        for number, hook in enumerate(hooks)
        if hook is load_principal or hook.__name__ == "present"
    )
    hooks[place] = present

"""The menu of the person who is signed in."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.accounts.labels import ROLES
from school.web.demo_mode import is_demo
from school.web.navigation import NavigationLink


@dataclass(frozen=True)
class AccountMenu:
    """Who is signed in, as what, and where their own pages are."""

    name: str
    role: str
    menu: list[NavigationLink]


def account_menu(principal: Principal) -> AccountMenu:
    """Make the menu of a signed-in person."""
    roles = [str(ROLES[role]) for role in Role if principal.has_role(role)]
    links = [NavigationLink(gettext("Mon compte"), url_for("accounts.account"), "person", False)]
    if principal.may(Permission.SEE_TIMETABLE):
        week = url_for("cohorts.my_week")
        links.append(NavigationLink(gettext("Ma semaine"), week, "calendar", False))
    links.append(NavigationLink(gettext("Envois"), url_for("offline.index"), "offline", False))
    if principal.may(Permission.SEE_MAIL):
        sent = url_for("messages.index")
        links.append(NavigationLink(gettext("Messages"), sent, "mail", False))
    if principal.may(Permission.SEE_MAIL) and is_demo():
        links.append(NavigationLink(gettext("Courrier"), url_for("accounts.mail"), "mail", False))
    return AccountMenu(
        name=principal.name,
        role=", ".join(roles),
        menu=links,
    )

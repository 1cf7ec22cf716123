"""Which pages a phone keeps, and how the copies of one page are told apart."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.web.template_addresses import address

KEPT_PAGES = frozenset(
    {
        "curriculum.index",
        "curriculum.path",
        "curriculum.module",
        "curriculum.task",
        "learning.lesson",
        "learning.glossary",
        "quizzes.home",
        "quizzes.attempt",
        "quizzes.practice",
        "placements.new_absence",
        "placements.new_accident",
        "visits.mine",
        "visits.log",
        "visits.missed",
        "visits.unplanned",
        "offline.index",
    }
)
"""Pages that a phone keeps once they were read, unless something is searched in them."""

HOME = "oversight.home"
"""The trainer's first page is kept too, so that the day begins where there is no network."""

TO_READ = frozenset({"practicals.index", "practicals.show"})
"""Pages kept by those who say there that they have read their sheets: all of it is their own."""

PLACEHOLDER = "REFERENCE"


@dataclass(frozen=True)
class Several:
    """A page of which a phone keeps several copies, by what their addresses ask.

    `names` are the parameters that tell copies apart. Without a copy of its own, an address is
    answered by the one in which the parameters of `blank` are empty: its script reads them from
    the address. Where `nearest` holds, any copy of the page will do. `most` is how many are kept.
    """

    names: tuple[str, ...]
    most: int
    blank: tuple[str, ...] = ()
    nearest: bool = False
    values: tuple[str, ...] = ()

    @property
    def asked(self) -> frozenset[str]:
        """The parameters of an address whose page is kept."""
        return frozenset((*self.names, *self.blank))


SEVERAL = {
    "cohorts.attendance": Several(
        ("date", "half_day"), most=3, nearest=True, values=("reference",)
    ),
    "placements.logbook": Several(("week",), most=4, nearest=True, values=("reference",)),
    "practicals.new": Several(("cohort", "task"), most=80, blank=("trainee",)),
}


def kept_under(principal: Principal) -> str | None:
    """Give the address under which a phone keeps the page asked for; nothing if it keeps none."""
    if request.method != "GET":
        return None
    endpoint = request.endpoint or ""
    if several := SEVERAL.get(endpoint):
        return _one_of(several) if several.asked.issuperset(request.args) else None
    kept = (
        endpoint in KEPT_PAGES
        or (endpoint == HOME and _has_trainers_day(principal))
        or (endpoint in TO_READ and principal.may(Permission.ACKNOWLEDGE_PRACTICALS))
    )
    return _path() if kept and not request.args else None


def kept_at_once(principal: Principal) -> bool:
    """Tell whether a page that came before there was a worker is worth asking for again.

    One whose copy serves everybody is not: it comes with the day.
    """
    several = SEVERAL.get(request.endpoint or "")
    return kept_under(principal) is not None and not (several and several.blank)


def rules_of_copies() -> list[dict[str, object]]:
    """Give the rules of `SEVERAL` as the worker reads them."""
    return [
        {
            "path": f"^{_pattern(endpoint, one.values)}$",
            "names": one.names,
            "blank": one.blank,
            "nearest": one.nearest,
            "most": one.most,
        }
        for endpoint, one in SEVERAL.items()
    ]


def _has_trainers_day(principal: Principal) -> bool:
    return principal.has_role(Role.TRAINER) and not principal.has_role(Role.DIRECTOR)


def _path() -> str:
    return address(request.endpoint or "", **(request.view_args or {}))


def _one_of(several: Several) -> str:
    asked = [(name, request.args[name]) for name in several.names if name in request.args]
    asked += [(name, "") for name in several.blank if name in request.args]
    # As browsers write what an address asks, so that both find the same copy.
    query = urlencode(asked, safe="*").replace("~", "%7E")
    return f"{_path()}?{query}" if query else _path()


def _pattern(endpoint: str, values: tuple[str, ...]) -> str:
    sample = re.escape(address(endpoint, **dict.fromkeys(values, PLACEHOLDER)))
    return sample.replace(PLACEHOLDER, "[^/]+")

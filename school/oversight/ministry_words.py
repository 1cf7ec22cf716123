"""Words of the ministry's page: where a school stands to what chance explains."""

from flask_babel import lazy_gettext

from school.core.control_limits import Standing

STANDINGS = {
    Standing.WITHIN: lazy_gettext("dans le hasard"),
    Standing.ABOVE: lazy_gettext("au-dessus de 95 %"),
    Standing.BELOW: lazy_gettext("en dessous de 95 %"),
    Standing.FAR_ABOVE: lazy_gettext("au-dessus de 99,8 %"),
    Standing.FAR_BELOW: lazy_gettext("en dessous de 99,8 %"),
}

STANDING_PILLS = {
    Standing.WITHIN: "off",
    Standing.ABOVE: "ours",
    Standing.BELOW: "theirs",
    Standing.FAR_ABOVE: "done",
    Standing.FAR_BELOW: "late",
}

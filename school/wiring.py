"""The list of features: their pages, places and commands."""

from flask import Flask
from flask_babel import get_locale, lazy_gettext

from school.access.permissions import Permission
from school.accounts import signing
from school.accounts.menu import account_menu
from school.accounts.views import blueprint as accounts
from school.certification.views import blueprint as certification
from school.clauses.forecasts.views import blueprint as forecasts
from school.clauses.hours.flow import flow_of_placement
from school.clauses.penalties.views import blueprint as penalties
from school.clauses.practices.views import blueprint as practices
from school.clauses.views import blueprint as clauses
from school.cohorts import people_drawings
from school.cohorts.timetable import plan_news
from school.cohorts.views import blueprint as cohorts
from school.competencies.views import blueprint as competencies
from school.curriculum import lesson_lists
from school.curriculum.views import blueprint as curriculum
from school.enterprises.consultations import cohort_choices
from school.enterprises.consultations.views import blueprint as consultations
from school.enterprises.views import blueprint as enterprises
from school.exchange.month_views import blueprint as month_hours
from school.exchange.views import blueprint as exchange
from school.hiring.sealing.views import blueprint as sealing
from school.hiring.views import blueprint as hiring
from school.learning.module_lessons import module_lessons
from school.learning.quizzes.pages import blueprint as quizzes
from school.learning.views import blueprint as learning
from school.messages.posting import sms_leaves
from school.messages.views import blueprint as messages
from school.offline import identity
from school.offline.views import blueprint as offline
from school.oversight.consultation_cohorts import consultation_cohorts
from school.oversight.homes import FURTHER_ALERTS
from school.oversight.small_traces import small_traces
from school.oversight.views import blueprint as oversight
from school.placements import logbook_news
from school.placements.immersion import further_alerts
from school.placements.immersion.plan_notices import tell_plan
from school.placements.views import blueprint as placements
from school.practicals.views import blueprint as practicals
from school.visits.views import blueprint as visits
from school.web import (
    addresses,
    assets,
    compression,
    csrf,
    demo_mode,
    enforcement,
    errors,
    filters,
    i18n,
    logs,
    navigation,
    once,
    paging,
    security,
    template_addresses,
    transactions,
)
from school.web.context import current_principal
from school.web.i18n import LANGUAGE_NAMES
from school.web.navigation import Place
from school.web.views import blueprint as web

BLUEPRINTS = (
    web,
    accounts,
    messages,
    enterprises,
    consultations,
    curriculum,
    cohorts,
    learning,
    quizzes,
    practicals,
    placements,
    visits,
    competencies,
    certification,
    hiring,
    sealing,
    clauses,
    practices,
    forecasts,
    penalties,
    oversight,
    exchange,
    month_hours,
    offline,
)

PLACES = [
    Place(lazy_gettext("Accueil"), "oversight.home", "home", Permission.SEE_HOME, "oversight"),
    Place(
        lazy_gettext("Promotions"),
        "cohorts.index",
        "people",
        Permission.SEE_COHORTS,
        "cohorts",
        also=(
            "certification",
            "competencies.cohort",
            "quizzes.cohort",
            "quizzes.results",
            "quizzes.statistics",
            "quizzes.window",
        ),
    ),
    Place(
        lazy_gettext("Pratiques"),
        "practicals.index",
        "practical",
        Permission.ASSESS_PRACTICALS,
        "practicals",
    ),
    Place(
        lazy_gettext("Entreprises"),
        "enterprises.index",
        "enterprise",
        Permission.SEE_ENTERPRISES,
        "enterprises",
        also=("consultations", "oversight.consultation", "oversight.enterprise_history"),
    ),
    Place(
        lazy_gettext("Placements"),
        "placements.index",
        "placement",
        Permission.SEE_PLACEMENTS,
        "placements",
        also=("oversight.matching",),
    ),
    Place(lazy_gettext("Embauche"), "hiring.report", "hire", Permission.SEE_INDICATORS, "hiring"),
    Place(
        lazy_gettext("Rapports"),
        "sealing.sealed_reports",
        "file",
        Permission.SEE_INDICATORS,
        "sealing",
    ),
    Place(lazy_gettext("Visites"), "visits.index", "visit", Permission.MANAGE_VISITS, "visits"),
    Place(
        lazy_gettext("Parcours"),
        "curriculum.index",
        "book",
        Permission.SEE_CURRICULUM,
        "curriculum",
        also=("learning", "quizzes.home", "quizzes.attempt", "quizzes.practice", "quizzes.bank"),
    ),
    Place(
        lazy_gettext("Écoles"), "accounts.schools", "settings", Permission.SEE_SCHOOLS, "accounts"
    ),
    Place(
        lazy_gettext("Clauses"),
        "clauses.index",
        "file",
        Permission.SEE_CLAUSES,
        "clauses",
        also=("practices", "forecasts", "penalties", "month_hours"),
    ),
    Place(
        lazy_gettext("Échange"),
        "exchange.upload",
        "upload",
        Permission.EXCHANGE_RECORDS,
        "exchange",
    ),
]


def install(app: Flask) -> None:
    """Put the application together. The order of hooks matters: logs, person, guard, pages."""
    # Answers pass the hooks backwards: compression last, headers before it.
    compression.install(app)
    security.install(app)
    # Logs tell how a request ended: after the commit, which may refuse.
    logs.install(app)
    transactions.install(app)
    errors.install(app)
    addresses.install(app)
    template_addresses.install(app)
    signing.install(app)
    i18n.install(app)
    filters.install(app)
    paging.install(app)
    assets.install(app)
    demo_mode.install(app)
    csrf.install(app)
    enforcement.install(app)
    once.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    people_drawings.install(app, small_traces)
    plan_news.install(app, tell_plan)
    further_alerts.install(app, *FURTHER_ALERTS)
    logbook_news.listen(flow_of_placement)
    lesson_lists.install(app, module_lessons)
    cohort_choices.install(app, consultation_cohorts)
    identity.install(app)
    navigation.install(app, PLACES)
    app.jinja_env.globals["sms_leaves"] = sms_leaves
    app.context_processor(_page_words)


def _page_words() -> dict[str, object]:
    locale = get_locale()
    principal = current_principal()
    return {
        "language": locale.language if locale else "fr",
        "languages": LANGUAGE_NAMES,
        "principal": principal,
        "account": account_menu(principal) if principal.is_signed_in else None,
    }

"""One person who left with a certificate, with facts whose days lie close to every limit."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.support.plain_indicators import Question, Record, World, months_later
from tests.support.worlds import ANCHORS, EVIDENCE, SITUATIONS, WORK

NEAR_EXIT = (-31, -30, -29, -1, 0, 1, 28, 29, 30)
NEAR_DUE = (-91, -90, -89, -30, -29, -1, 0, 1)
LASTING = (27, 28, 29, 30, 88, 89, 90, 91)


@st.composite
def lives(draw: st.DrawFn) -> tuple[World, Question]:
    """Draw a life of at most three facts, and a question about it."""
    left_on = draw(st.sampled_from(ANCHORS))
    months = draw(st.sampled_from((3, 6, 12, 24)))
    due_on = months_later(left_on, months)
    near = [left_on + timedelta(days=days) for days in NEAR_EXIT]
    near += [due_on + timedelta(days=days) for days in NEAR_DUE]
    world = World(
        schools=[{"reference": "S1"}, {"reference": "S2"}],
        cohorts=[{"reference": "C", "school_id": 1, "path": "p1"}],
        trainees=[{"sex": "F", "born_on": None, "department": None, "disability": None}],
        enrolments=[_enrolment(left_on)],
    )
    for number in range(draw(st.integers(0, 3))):
        since = draw(st.sampled_from(near))
        ends = [since + timedelta(days=days) for days in LASTING]
        until = draw(st.none() | st.sampled_from(ends + [day for day in near if day >= since]))
        fact = {"reference": f"f{number}", "trainee_id": 1, "ends_on": until}
        fact["recorded_on"] = left_on
        if draw(st.booleans()):
            world.hires.append({**fact, "starts_on": since, **draw(_contract())})
        else:
            world.situations.append({**fact, "starts_on": since, **draw(_situation(near))})
    as_of = due_on + timedelta(days=draw(st.sampled_from((-1, 0, 1, 400))))
    question = Question(as_of, date(2027, 1, 1), months, draw(st.sampled_from(EVIDENCE)))
    return world, question


def _enrolment(left_on: date) -> Record:
    return {
        "trainee_id": 1,
        "cohort_id": 1,
        "applied_on": None,
        "enrolled_on": left_on - timedelta(days=200),
        "withdrawn_on": None,
        "completed_on": None,
        "certified_on": left_on,
    }


@st.composite
def _contract(draw: st.DrawFn) -> Record:
    return {
        "enterprise_id": None,
        "employer_name": "Delta",
        "contract": draw(st.sampled_from(WORK)),
        "in_trade": None,
        "evidence": draw(st.sampled_from(EVIDENCE)),
        "contested": draw(st.sampled_from((False, False, True))),
    }


@st.composite
def _situation(draw: st.DrawFn, near: list[date]) -> Record:
    return {
        "situation": draw(st.sampled_from(SITUATIONS)),
        "observed_on": draw(st.none() | st.sampled_from(near)),
        "full_time": draw(st.sampled_from((True, True, False, None))),
        "evidence": draw(st.sampled_from((*EVIDENCE, "E3", "E3", None))),
    }

"""Names folded in the database are those folded in Python."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, literal, select
from sqlalchemy.orm import Session

from school.core.sql_text import fold_case_and_spaces, folded

NAMES = st.text(
    st.one_of(
        st.sampled_from(" \t\u00a0'%:\\"),
        st.characters(max_codepoint=0x24F, exclude_characters="\x00"),
        st.characters(min_codepoint=0x370, max_codepoint=0x52F),
    ),
    max_size=12,
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=NAMES)
def test_the_database_folds_as_python_does(session: Session, name: str) -> None:
    assert session.scalar(select(folded(literal(name, String)))) == fold_case_and_spaces(name)


@pytest.mark.parametrize("name", ["DELTA RÉSEAUX", " Delta  Réseaux ", "delta\u00a0réseaux"])
def test_case_and_spaces_do_not_tell_employers_apart(session: Session, name: str) -> None:
    assert session.scalar(select(folded(literal(name, String)))) == "delta réseaux"


def test_accents_do(session: Session) -> None:
    assert session.scalar(select(folded(literal("Delta Reseaux", String)))) == "delta reseaux"

"""Who suits a post: the order is that of the reasons shown, and better never ranks lower."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from school.oversight.matching_rules import Before, Candidate, PostAsked, match, ranked

KEYS = [("F0", "C1"), ("F0", "C2"), ("D1", "C1")]
POST = PostAsked(1, "Littoral", date(2026, 3, 2), date(2026, 4, 24), tuple(KEYS))

CANDIDATES = st.builds(
    Candidate,
    st.text("ABC", min_size=1, max_size=3),
    st.integers(1, 2),
    st.none() | st.sampled_from(["Littoral", "Borgou"]),
    st.frozensets(st.sampled_from(KEYS)),
    st.none() | st.just(date(2026, 3, 20)),
    st.none() | st.sampled_from([date(2026, 4, 1), date(2026, 9, 1)]),
    st.integers(0, 3),
    st.sampled_from(Before),
)


@given(st.lists(CANDIDATES, max_size=6, unique_by=lambda one: one.trainee))
def test_everybody_is_listed_once_in_an_order_that_does_not_depend_on_the_first(
    people: list[Candidate],
) -> None:
    found = ranked(POST, people)
    assert sorted(one.candidate.trainee for one in found) == sorted(one.trainee for one in people)
    assert found == ranked(POST, people[::-1])


@given(CANDIDATES, st.sampled_from(KEYS))
def test_whoever_learns_more_or_is_nearer_or_freer_never_ranks_lower(
    one: Candidate, key: tuple[str, str]
) -> None:
    here = match(POST, one).order
    better = [
        replace(one, acquired=one.acquired | {key}),
        replace(one, path_id=1),
        replace(one, department="Littoral"),
        replace(one, taken_until=None),
        replace(one, leaves_on=None),
        replace(one, proposals=0),
    ]
    assert all(match(POST, other).order <= here for other in better)


@given(CANDIDATES)
def test_what_is_had_and_what_is_lacking_are_what_is_asked(one: Candidate) -> None:
    found = match(POST, one)
    assert sorted((*found.has, *found.lacks)) == sorted(KEYS)
    assert 0 <= found.share <= 1


def test_the_same_path_counts_before_competencies_and_these_before_the_place() -> None:
    def person(code: str, path: int, has: int, department: str) -> Candidate:
        return Candidate(code, path, department, frozenset(KEYS[:has]))

    people = [
        person("D", 2, 3, "Littoral"),
        person("C", 1, 1, "Littoral"),
        person("B", 1, 2, "Borgou"),
        person("A", 1, 2, "Littoral"),
    ]
    assert [one.candidate.trainee for one in ranked(POST, people)] == ["A", "B", "C", "D"]

"""Where the work of a post is, in words."""

import pytest

from school.placements.posts.rules import place_words


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("Dépôt nord", "Rue 12", "Cotonou"), "Dépôt nord, Rue 12, Cotonou"),
        (("Agence de Cotonou", None, "cotonou"), "Agence de Cotonou"),
        ((None, None, "Parakou"), "Parakou"),
        ((None, "", None), None),
    ],
)
def test_a_place_is_said_from_the_nearest_each_name_once(
    parts: tuple[str | None, ...], said: str | None
) -> None:
    assert place_words(*parts) == said

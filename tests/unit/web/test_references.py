"""References in addresses: whatever a school chose comes back unchanged."""

from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st

from school.web import addresses

references = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("/~.sd"), min_size=1
)


def application() -> Flask:
    """Make an application with one page that gives its reference back."""
    app = Flask("school")
    addresses.install(app)
    app.add_url_rule("/things/<reference>/edit", "thing", lambda reference: reference)
    return app


@given(references)
def test_any_reference_has_an_address(reference: str) -> None:
    """Slashes, dots, tildes and letters of any script survive the address."""
    app = application()
    with app.test_request_context():
        address = url_for("thing", reference=reference)
    assert address.count("/") == 3
    assert "/./" not in address
    assert "/../" not in address
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    assert answer.text == reference

"""Addresses one is sent back to stay on this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from school.web.views import local_path

SITE = "https://ecole.test/some/page"


@pytest.mark.parametrize(
    "target", ["/", "/a/b?c=d&e=%2F#f", "/?next=https://x.test", "/é", "/a//b"]
)
def test_an_address_of_this_site_is_kept(target: str) -> None:
    assert local_path(target) == target


@given(
    st.text(max_size=40) | st.text("/\\:@.?#htps \t\n\r", max_size=12).map(lambda end: f"/{end}")
)
@example("//x.test")
@example("/\t/x.test")
@example("/\\x.test")
@example("https:///x.test")
@example("http://[")
def test_no_address_leads_elsewhere(target: str) -> None:
    kept = local_path(target)
    # Browsers read a backslash as a slash, and drop tabs and line ends.
    as_read = kept.replace("\\", "/").translate({9: None, 10: None, 13: None})
    assert urlsplit(urljoin(SITE, as_read)).netloc == "ecole.test"
    assert kept == kept.strip()

"""Forms of our own pages alone: told by Fetch Metadata, or else by the origin."""

import pytest

from referrals.edge.same_origin import CrossSiteRequestError, is_same_origin, require_same_origin

OURS = "https://go.shop.example"


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"sec-fetch-site": "same-origin", "origin": OURS}, True),
        ({"sec-fetch-site": "none"}, True),
        # A page that sends no referrer sends no origin of its own either.
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "same-site", "origin": "https://shop.example"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"origin": OURS}, True),
        ({"origin": "HTTPS://go.shop.example"}, True),
        ({"origin": "https://go.shop.example.evil.example"}, False),
        ({"origin": "http://go.shop.example"}, False),
        ({"origin": "null"}, False),
        ({}, True),
    ],
    ids=str,
)
def test_a_form_of_ours_is_known(headers: dict[str, str], same: bool) -> None:
    assert is_same_origin(headers, OURS) is same


def request(method: str, **headers: str) -> dict[str, object]:
    return {"headers": headers, "requestContext": {"http": {"method": method}}}


def test_another_site_s_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", OURS)

    with pytest.raises(CrossSiteRequestError):
        require_same_origin(request("POST", Origin="https://evil.example"))

    require_same_origin(request("POST", Origin=OURS))
    require_same_origin(request("GET", Origin="https://evil.example"))

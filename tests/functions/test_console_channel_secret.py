"""What Klaviyo and Slack are told by, kept at the desk and shown nowhere again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referrals.wiring import clients, connection_stores, stores
from tests.desk import come_in, get, page, post
from tests.kept_text import everything_kept
from tests.letters import stop_clock
from tests.world import NOW, a_program, store_program

PLACE = "/console/connections"
SECRETS = {"klaviyo": "pk_0123456789TYPED", "slack": "https://hooks.slack.com/services/T0/B0/TYPED"}


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    clients.secrets.cache_clear()
    store_program(a_program())
    pass_time = stop_clock(monkeypatch, NOW)
    come_in()
    return pass_time


def live(channel: str) -> tuple[str, ...]:
    return connection_stores.vault().live(f"goodword/outbound/friends/{channel}")


@pytest.mark.parametrize("channel", SECRETS)
def test_a_secret_is_kept_and_opens_its_channel(
    channel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stores.endpoints().close(f"friends#{channel}", channel, NOW)
    assert "its secret is missing" in page(f"{PLACE}/{channel}/secret").text

    told = post(f"{PLACE}/{channel}/keep", secret=SECRETS[channel])

    assert (told["statusCode"], live(channel)) == (303, (SECRETS[channel],))
    assert not stores.endpoints().find(f"friends#{channel}", channel).gone
    assert "a secret is kept" in page(f"{PLACE}/{channel}/secret").text
    seen = str(told) + get(f"{PLACE}/{channel}/secret")["body"] + capsys.readouterr().out
    assert "TYPED" not in seen + everything_kept()
    assert "connection_add" in everything_kept()


@pytest.mark.parametrize(
    ("channel", "secret", "status"),
    [
        ("klaviyo", "public_TYPED", 400),
        ("klaviyo", "pk_TYPED with blanks", 400),
        ("klaviyo", "pk_" + "TYPED" * 90, 400),
        ("slack", "https://evil.example/services/TYPED", 400),
        ("slack", "", 400),
        ("fax", SECRETS["klaviyo"], 404),
    ],
)
def test_what_can_be_none_is_refused_and_not_shown(channel: str, secret: str, status: int) -> None:
    told = post(f"{PLACE}/{channel}/keep", secret=secret)

    assert told["statusCode"] == status
    assert "TYPED" not in told["body"] + everything_kept()
    assert not any(live(each) for each in SECRETS)


def test_who_came_in_long_ago_keeps_no_channel(pass_time: Callable[[timedelta], None]) -> None:
    pass_time(timedelta(minutes=15))

    assert post(f"{PLACE}/slack/keep", secret=SECRETS["slack"])["statusCode"] == 400
    assert not live("slack")
    assert "Show once more that it is you" in page(f"{PLACE}/slack/secret").text

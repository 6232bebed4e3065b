"""An address to appeal by opens its own review and nothing else."""

import pytest

from referrals.model.risk.appeal import BadAppealLinkError, read_appeal, sign_appeal

KEY = b"a key"


def test_a_signed_address_is_read_by_any_live_key() -> None:
    assert read_appeal((b"newer", KEY), sign_appeal(KEY, "rev_1")) == "rev_1"


@pytest.mark.parametrize("token", ["", ".", "rev_1", "rev_1.", "rev_2.{}", "rev_1.é\ud800"])
def test_anything_else_is_refused(token: str) -> None:
    mac = sign_appeal(KEY, "rev_1").partition(".")[2]

    with pytest.raises(BadAppealLinkError):
        read_appeal((KEY,), token.format(mac))

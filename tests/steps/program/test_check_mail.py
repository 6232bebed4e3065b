"""What stands below letters is checked before it is applied."""

import pytest
from pydantic import ValidationError

from referrals.steps.program.check_mail import check_mail
from tests.world import rules


def test_a_signed_and_answerable_letter_is_fine() -> None:
    mail = {
        "signature": "Mia from the bakery",
        "reply_to": "mia@shop.example",
        "postal_address": "Gartenweg 4, 10999 Berlin",
        "test_to": ["mia@shop.example"],
    }

    assert list(check_mail(rules(mail=mail))) == []


@pytest.mark.parametrize(
    ("mail", "field"),
    [({"reply_to": "mia"}, "mail.reply_to"), ({"test_to": ["a@b.example", ""]}, "mail.test_to[1]")],
)
def test_an_answer_must_reach_somebody(mail: dict[str, object], field: str) -> None:
    (only,) = check_mail(rules(mail=mail))

    assert (only.field, only.code) == (field, "no_mailbox")


@pytest.mark.parametrize("field", ["signature", "postal_address"])
def test_what_stands_below_is_one_line(field: str) -> None:
    with pytest.raises(ValidationError):
        rules(mail={field: "Mia\r\nBcc: all@example.com"})

"""What stands below every letter: who signs it, whom an answer reaches, and where the shop is."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

MOST_TESTERS = 10


class MailSettings(BaseModel):
    """Nothing in it: letters are signed with the shop's name, and answers reach the sender."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    signature: Annotated[str, Field(max_length=80)] = ""
    """A person's name, as in "Mia from the bakery"."""
    reply_to: Annotated[str, Field(max_length=254)] = ""
    postal_address: Annotated[str, Field(max_length=200)] = ""
    """One line, as on an envelope; some countries ask for it in each friendly letter."""
    test_to: Annotated[tuple[str, ...], Field(max_length=MOST_TESTERS)] = ()
    """The shop's own people: test letters go to these mailboxes, and from the desk
    to whoever is signed in there."""

    @field_validator("signature", "postal_address")
    @classmethod
    def _one_printable_line(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("it has a line break or a hidden character; write it in one line")
        return value.strip()

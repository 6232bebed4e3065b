"""Checks what stands below letters: an answer must reach somebody, and a test letter the shop."""

from collections.abc import Iterator

from referrals.model.people.mailbox import mailable
from referrals.model.program.fault import Fault, Path
from referrals.model.program.program import Program


def check_mail(rules: Program) -> Iterator[Fault]:
    mail = rules.mail
    places: list[tuple[Path, str]] = [(("mail", "reply_to"), mail.reply_to)]
    places += [(("mail", "test_to", place), to) for place, to in enumerate(mail.test_to)]
    for path, address in places:
        needed = path[1] == "test_to"
        if (address or needed) and not mailable(address):
            message = "this is not an e-mail address that mail can be sent to."
            yield Fault(path, "no_mailbox", message, "Write it as jana@shop.example, alone.")

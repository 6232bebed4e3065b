"""What does a nudged advocate pass on, and how, without posting anything anywhere?"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel, link_address
from referrals.model.nudge.nudge_link import NudgeReader
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording, wording_of
from referrals.store.link.link import Links
from referrals.views.link.table_card import TableCard, table_card


@dataclass(frozen=True, slots=True)
class NudgePage:
    link: Link
    rules: Program
    words: Wording
    address: str
    """The advocate's link, as it is said and as it is followed."""
    card: TableCard
    """To print, and its code to say."""
    places: dict[ShareChannel, str]
    """By channel, where it is opened."""


def nudge_page(
    reader: NudgeReader,
    person: Person,
    links: Links,
    *,
    rules: Program,
    public_url: str,
    now: datetime,
) -> NudgePage | None:
    """None while the person has no link in that program that works."""
    code = person.codes.get(reader.program_id, "")
    link = links.find(code) if code else None
    if link is None or not link.live(now):
        return None
    words, address = wording_of(rules.words, person.locale), link_address(public_url, code)
    text = quote(words.say("nudge_page.share", address=address), safe="")
    subject = quote(words.say("nudge_page.share_subject"), safe="")
    return NudgePage(
        link=link,
        rules=rules,
        words=words,
        address=address,
        card=table_card(link, person, rules, words=words, now=now, public_url=public_url),
        places={
            ShareChannel.MAIL: f"mailto:?subject={subject}&body={text}",
            ShareChannel.WHATSAPP: f"https://wa.me/?text={text}",
            ShareChannel.SMS: f"sms:?&body={text}",
        },
    )

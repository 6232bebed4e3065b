"""What became of a friend's order, and of whom they came by? Told to the friend, in sentences.

The decision is told by what the letters and `explain` tell it by, so all three say the same.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.delivery.outgoing import code_ends_at
from referrals.model.note.note import NoteWriter, note_id_of
from referrals.model.order.conversion import Conversion
from referrals.model.people.person import Person, Role, shown_name
from referrals.model.program.program import Program
from referrals.model.reward.grant import FRIEND, Grant
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.welcome.welcome_state import WelcomeState, welcome_state
from referrals.model.words.decision import may_appeal
from referrals.model.words.wording import Wording
from referrals.store.note.note import Notes
from referrals.store.order.alias import Aliases
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.reward.books import seen_together
from referrals.views.note.note_text import NoteReading, NoteText, note_text
from referrals.views.order.decision_text import reward_text
from referrals.views.welcome.friend_claim import FriendClaim, friend_claim

if TYPE_CHECKING:
    from referrals.store.attribution.referral import Referrals
    from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class WelcomeShelf:
    """The stores that know something of an order and of its two people."""

    aliases: Aliases
    conversions: Conversions
    referrals: "Referrals"
    grants: "Grants"
    people: People
    programs: Programs


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """Would you like a link, too?"""

    title: str
    text: str
    button: str
    """Empty where the page of the program asks for an address first."""
    has_one: bool = False
    """Whether this mailbox is an advocate's already."""


@dataclass(frozen=True, slots=True)
class ThanksOffer:
    """Say thanks to whoever sent you: once, in your own words; or what was said, and the reply."""

    title: str
    openings: tuple[str, ...]
    """Only suggestions, for whoever doesn't know how to begin; empty once there is a note."""
    note: NoteText | None
    note_state: str
    """How it stands with the note; empty while there is none."""


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """Plain text in every field: whoever renders it escapes it."""

    state: WelcomeState
    program_id: str
    title: str
    opening: str
    outcome: tuple[str, ...]
    """What is theirs, until when it waits, or why there is none and what would change that."""
    code: str
    code_label: str
    advocate: str
    """The advocate's first name; empty unless they let friends read it."""
    friend: str
    """The friend's own first name, by the same rule: their page may be open anywhere."""
    case_id: str
    """Of the review that may be appealed; empty where there is none."""
    claim: FriendClaim | None
    thanks: ThanksOffer | None
    own_link: LinkOffer | None


@dataclass(frozen=True, slots=True)
class WelcomeFacts:
    """All that is known of the order as it was read, once."""

    link: WelcomeLink
    """By the order's greatest name."""
    rules: Program
    conversion: Conversion | None
    referral: Referral | None
    grant: Grant | None
    friend: Person | None
    advocate: Person | None

    @property
    def state(self) -> WelcomeState:
        return welcome_state(self.link, self.conversion, self.referral, self.friend)


def welcome_facts(link: WelcomeLink, shelf: WelcomeShelf) -> WelcomeFacts:
    """A few reads by key; nothing of another order is looked at."""
    rules = shelf.programs.get(link.key.program_id).rules
    key = shelf.aliases.greatest(link.key)
    conversion = shelf.conversions.find(key)
    referral, grant = seen_together(str(key), shelf.referrals, shelf.grants)
    friend_id = referral.friend_id if referral else ""
    advocate_id = referral.attribution.advocate_id if referral else ""
    return WelcomeFacts(
        WelcomeLink(key, link.friend_id),
        rules,
        conversion,
        referral,
        grant,
        shelf.people.find(friend_id) if friend_id else None,
        shelf.people.find(advocate_id) if advocate_id else None,
    )


def arrival_page(facts: WelcomeFacts, people: People, notes: Notes, words: Wording) -> ArrivalPage:
    """`people` tells whether the friend's mailbox has a link of its own."""
    state, program, zone = facts.state, facts.rules.shop_name, facts.rules.time_zone
    named = state in (WelcomeState.DECIDED, WelcomeState.JUDGING)
    advocate = shown_name(facts.advocate) if named else ""
    code, label = _code(facts, words) if state is WelcomeState.DECIDED else ("", "")
    return ArrivalPage(
        state=state,
        program_id=facts.rules.program,
        title=_title(facts, state, words),
        opening=_opening(state, advocate, program, words),
        outcome=_outcome(facts, state, words),
        code=code,
        code_label=label,
        advocate=advocate,
        friend=shown_name(facts.friend) if named else "",
        case_id=_case_id(facts, state),
        claim=_claim(facts, state, words),
        thanks=_thanks(facts, advocate, notes, NoteReading(people.find, words, zone)),
        own_link=_own_link(facts, state, people, words),
    )


def _title(facts: WelcomeFacts, state: WelcomeState, words: Wording) -> str:
    program = facts.rules.shop_name
    if state in (WelcomeState.OTHERS, WelcomeState.ERASED):
        return words.say(f"arrival.{state}_title")
    name = shown_name(facts.friend)
    if name:
        return words.say("arrival.title_named", friend=name, program=program)
    return words.say("arrival.title", program=program)


def _opening(state: WelcomeState, advocate: str, program: str, words: Wording) -> str:
    if state is not WelcomeState.DECIDED and not advocate:
        return words.say(f"arrival.{state}")
    if advocate:
        return words.say("welcome.opening_named", advocate=advocate, program=program)
    return words.say("welcome.opening")


def _outcome(facts: WelcomeFacts, state: WelcomeState, words: Wording) -> tuple[str, ...]:
    """By the decision alone: this page has no rule of its own."""
    found = reward_text(facts.referral, facts.grant, words) if facts.referral else None
    if state is WelcomeState.JUDGING and facts.referral and facts.referral.is_attributed:
        return (words.say("arrival.judging"),)
    if found is None or state not in (WelcomeState.DECIDED, WelcomeState.NOBODYS):
        return ()
    # Whom they came by is the page's first sentence, by name where that is allowed.
    text = found.for_friend.removeprefix(words.say("welcome.opening")).strip()
    if found.status is RewardStatus.GRANTED:
        return (text,)
    remedies = [each.remedy for each in found.checks if each.remedy and each.remedy not in text]
    return (text, *remedies[:1])


def _code(facts: WelcomeFacts, words: Wording) -> tuple[str, str]:
    """The friend's own code while something of it stands, and how it is used."""
    grant, friend = facts.grant, facts.friend
    sides = grant.sides if grant and friend else ()
    own = (s for s in sides if s.role == FRIEND and friend and s.person_id == friend.person_id)
    side = next((side for side in own if side.code and side.remaining), None)
    if side is None:
        return "", ""
    ends_at, label = code_ends_at(side), words.say("welcome.code")
    if ends_at is None:
        return side.code, label
    day = words.date(ends_at, facts.rules.time_zone)
    return side.code, f"{words.say('reward.code_ends', date=day)} {label}"


def _case_id(facts: WelcomeFacts, state: WelcomeState) -> str:
    decision = facts.referral.reward if facts.referral else None
    note = decision.review.note if decision and decision.review else None
    if decision is None or note is None or state is not WelcomeState.DECIDED:
        return ""
    return note.case_id if may_appeal(decision.reason, note) else ""


def _claim(facts: WelcomeFacts, state: WelcomeState, words: Wording) -> FriendClaim | None:
    if state not in (WelcomeState.NOBODYS, WelcomeState.JUDGING, WelcomeState.DECIDED):
        return None
    assert facts.conversion
    return friend_claim(facts.conversion, facts.referral, facts.rules, words)


def _thanks(
    facts: WelcomeFacts, advocate: str, notes: Notes, reading: NoteReading
) -> ThanksOffer | None:
    """Whatever came of the reward, thanks are due to whoever sent them, while they are there."""
    if facts.state not in (WelcomeState.DECIDED, WelcomeState.JUDGING) or facts.advocate is None:
        return None
    if facts.referral is None or facts.friend is None:
        return None
    words, name = reading.words, {"advocate": advocate} if advocate else {}
    title = words.say("arrival.thanks_named" if name else "arrival.thanks", **name)
    note = notes.find(note_id_of(facts.referral.key, NoteWriter.FRIEND))
    if note is None:
        openings = (words.say(f"arrival.opening_{each}") for each in (1, 2, 3))
        return ThanksOffer(title, tuple(openings), None, "")
    if note.writer_id != facts.friend.person_id:
        return None
    by_letter = facts.advocate.consents.mail and not facts.advocate.mail_stopped
    state = "" if note.reply else words.say(f"note.{'sent' if by_letter else 'waits'}")
    return ThanksOffer(title, (), note_text(note, reading, for_writer=True), state)


def _own_link(
    facts: WelcomeFacts, state: WelcomeState, people: People, words: Wording
) -> LinkOffer | None:
    if state in (WelcomeState.OTHERS, WelcomeState.ERASED) or facts.rules.paused:
        return None
    program = facts.rules.shop_name
    title = words.say("arrival.link_title")
    friend = facts.friend
    if friend is None or not friend.email:
        return LinkOffer(title, words.say("arrival.link_elsewhere", program=program), "")
    if people.find_by_hash(Role.ADVOCATE, friend.email_hash):
        return LinkOffer(title, words.say("arrival.link_there"), "", has_one=True)
    return LinkOffer(title, words.say("arrival.link_text"), words.say("arrival.link_button"))

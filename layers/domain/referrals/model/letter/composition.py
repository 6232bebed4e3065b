"""A letter put together: the frame, and the news of its topic within."""

from dataclasses import replace
from datetime import datetime

from referrals.model.delivery.delivery import Outgoing
from referrals.model.letter.frame import frame_of
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.letter.plain_letter import write_plain
from referrals.model.letter.reward_letter import write_reward
from referrals.model.letter.sample import SAMPLE
from referrals.model.words.letter_data import REWARD_PARTS
from referrals.model.words.wording import wording_of


def write_letter(parcel: Outgoing, now: datetime, addresses: LetterAddresses) -> Letter:
    """In the language of its reader."""
    assert parcel.recipient is not None
    words = wording_of(parcel.rules.words, parcel.recipient.locale)
    frame = frame_of(parcel, words, addresses)
    if parcel.item.topic in REWARD_PARTS:
        letter = write_reward(parcel, frame, words, addresses=addresses, now=now)
    else:
        letter = write_plain(parcel, frame, words, addresses=addresses)
    if SAMPLE not in parcel.item.data:
        return letter
    return replace(letter, subject=words.say("letter.test", subject=letter.subject))

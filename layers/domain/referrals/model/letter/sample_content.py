"""What a test letter says beyond its wording: our own sentences, as a real one has them."""

from collections.abc import Mapping
from datetime import datetime

from referrals.model.delivery.delivery import LetterContent
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording

_LABELS = {
    "nudge": ("button", "not_now", "never"),
    "story_approved": ("button", "change"),
    "answer_reply": (),
    "suggestion_decided": (),
    "welcome": ("arrival.button",),
}
"""What can be pressed in a letter, where that isn't its `button` alone."""
_WITH_LINK = {"nudge", "enrolled_letter"}
_QUOTES = {
    "note_letter": "Ben",
    "staff_note": "Mira",
    "note_reply": "Ada",
    "answer_reply": "Mira",
    "suggestion_decided": "Mira",
}
"""Which letters have somebody's own words in them, and whose."""
_COUNTED = 100
# An address in a sample leads nowhere: a token of nobody's would be a lie.
_NOWHERE = "https://example.com/"


def sample_content(words: Wording, part: str, rules: Program, now: datetime) -> LetterContent:
    labels = _LABELS.get(part, ("button",))
    name = _QUOTES.get(part, "")
    day = words.date(now, rules.time_zone)
    return LetterContent(
        values=_values(words, part, rules.currency),
        quote=words.say("arrival.opening_1") if name else "",
        quote_by=words.say("answer_reply.by", name=name, date=day) if name else "",
        code="123456" if words.has(f"{part}.code") else "",
        actions={label: _NOWHERE for label in labels if _has(words, part, label)},
        with_link=part in _WITH_LINK,
    )


def _has(words: Wording, part: str, label: str) -> bool:
    return words.has(label if "." in label else f"{part}.{label}")


def _values(words: Wording, part: str, currency: str) -> Mapping[str, str]:
    """By the same sentences that fill the gaps of a real one."""
    match part:
        case "nudge":
            return {"moment": words.say("nudge.after_repeat_order")}
        case "memory_letter":
            return {"moment": words.say("memory.first_named", friend="Ben")}
        case "staff_note":
            return {"writer": _QUOTES[part]}
        case "story_declined":
            reason = "story_reason.private"
            return {"why": words.say(reason), "change": words.say(f"{reason}_change")}
        case "suggestion_decided":
            wish = words.say("suggestion_decided.without_text")
            said = words.say("suggestion_decided.own", text=wish)
            return {"said": said, "outcome": words.say("suggestion_decided.done")}
        case "goal_rewarded" | "goal_donated" | "goal_missed":
            return _goal_values(words, currency)
    return {}


def _goal_values(words: Wording, currency: str) -> Mapping[str, str]:
    return {
        "goal": words.say("goal.title"),
        "counted": words.number(_COUNTED),
        "promise": words.say("goal.kept_each", worth=words.money(500, currency)),
    }

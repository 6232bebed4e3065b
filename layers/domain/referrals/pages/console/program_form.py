"""The program as sentences with slots: what the desk's form shows of the rules, and where."""

from typing import NamedTuple

from referrals.model.draft.merge import INVITATION_DAYS
from referrals.model.draft.row import ROW_KINDS, RowKind, row_count, row_slot_name, row_slots
from referrals.model.draft.slot import Slot, SlotKind, terms_slots
from referrals.model.program.program import Program


def _switch(off: str, on: str) -> tuple[tuple[str, str], ...]:
    return ("no", off), ("yes", on)


EVERY = tuple((each, f"a {each}") for each in ("month", "week", "year"))
_MONEY, _COUNT, _CHOICE = SlotKind.MONEY, SlotKind.COUNT, SlotKind.CHOICE
RULE_SLOTS: tuple[Slot, ...] = (
    Slot("minimum", "Least value of an order", ("qualifies", "minimum_minor"), _MONEY, empty=0),
    Slot("window", "Days from click to order", ("attribution", "window_days"), _COUNT),
    Slot("hold", "Days until it is theirs", ("hold_days",), _COUNT),
    Slot("each_count", "Friends for an advocate", ("limits", "per_advocate", "count"), _COUNT),
    Slot("each_money", "Worth, an advocate", ("limits", "per_advocate", "at_most_minor"), _MONEY),
    Slot(
        "each_every",
        "Period of an advocate’s limit",
        ("limits", "per_advocate", "every"),
        _CHOICE,
        (*EVERY, ("ever", "ever")),
    ),
    Slot("per_friend", "Rewarded orders of one friend", ("limits", "per_friend"), _COUNT),
    Slot("per_day", "Rewarded orders a day", ("limits", "per_day"), _COUNT),
    Slot("budget", "Budget", ("limits", "budget_minor"), _MONEY),
    Slot(
        "spent",
        "When the budget is spent",
        ("limits", "when_spent"),
        _CHOICE,
        (("refuse", "earn nothing"), ("wait", "wait in line")),
    ),
    Slot("credit_days", "Days after which credit ends", ("expiry", "credit_days"), _COUNT),
    Slot("points_days", "Days after which points end", ("expiry", "points_days"), _COUNT),
    Slot("paused", "State", ("paused",), _CHOICE, (("no", "runs"), ("yes", "is paused"))),
    Slot(
        "landing",
        "Where links lead",
        ("landing",),
        _CHOICE,
        (("welcome", "to the friend’s page"), ("shop", "straight to the shop")),
    ),
    Slot("words", "Words friends read", ("sharing", "words"), SlotKind.TEXT, empty="", most=280),
)
SETTING_SLOTS: tuple[Slot, ...] = (
    Slot("margin", "Margin in percent", ("margin_percent",), _COUNT, most=3),
    Slot("surveys", "Surveys", ("listening", "surveys"), _CHOICE, _switch("not asked", "asked")),
    Slot("survey_days", "Days until a survey", ("listening", "wait_days"), _COUNT, most=3),
    Slot(
        "suggestions",
        "Suggestions",
        ("listening", "suggestions"),
        _CHOICE,
        _switch("are not asked for changes", "may suggest changes, and vote"),
    ),
    Slot(
        "nudges",
        "Nudges",
        ("nudges", "enabled"),
        _CHOICE,
        _switch("doesn’t follow", "follows, to who agreed"),
    ),
    Slot("hold_out", "Advocates without nudges", ("nudges", "hold_out_percent"), _COUNT, most=3),
    Slot(
        "wall",
        "Stories",
        ("stories", "wall"),
        _CHOICE,
        _switch("are not asked for", "are asked for, and stand on a wall"),
    ),
    Slot(
        "photos",
        "Photos of stories",
        ("stories", "photos"),
        _CHOICE,
        _switch("without photos", "with photos"),
    ),
    Slot("invite", "Days until the invitation", INVITATION_DAYS, _COUNT, most=3),
    Slot(
        "moments",
        "Letters about moments",
        ("moments", "letters"),
        _CHOICE,
        _switch("marks no", "marks, to who agreed,"),
    ),
    Slot(
        "klaviyo",
        "Klaviyo",
        ("connections", "klaviyo"),
        _CHOICE,
        _switch("is told nothing", "is told what happens to who agreed"),
    ),
    Slot("slack_hour", "Slack: hour of the day", ("connections", "slack_hour"), _COUNT, most=2),
    Slot(
        "slack_urgent",
        "Slack: what is urgent",
        ("connections", "slack_urgent"),
        _CHOICE,
        _switch("not told", "told at once"),
    ),
)
# Texts and names of slots, in turn; `{}` is the currency.
_RULES: tuple[tuple[str, ...], ...] = (
    ("An order counts from", "minimum", "{} on, if it comes within", "window", "days of a click."),
    ("What was earned is theirs", "hold", "days after the order."),
    ("An advocate is rewarded for at most", "each_count", "friends, and at most", "each_money",
     "{},", "each_every", "."),
    ("One friend brings", "per_friend", "rewarded orders, and one day at most", "per_day", "."),
    ("The budget is", "budget", "{}; once it is spent, orders", "spent", "."),
    ("Credit ends after", "credit_days", "days, points end after", "points_days", "days."),
    ("Where an advocate wrote nothing, friends read", "words", "."),
    ("Links lead", "landing", "."),
    ("The program", "paused", "."),
)  # fmt: skip
# What the shop asks, tells and reckons with; nobody is promised any of it.
_SETTINGS: tuple[tuple[str, ...], ...] = (
    ("Of an order you earn", "margin",
     "% by your own figures: Measures reckon the return with it."),
    ("People are", "surveys", "how likely they recommend you,", "survey_days",
     "days after a reward is theirs."),
    ("Advocates", "suggestions", "."),
    ("After something nice a friendly word", "nudges", "; of a hundred advocates", "hold_out",
     "get none, so that its effect is known."),
    ("Stories", "wall", ",", "photos", "."),
    ("Who bought through a friend is invited to share, once,", "invite",
     "days after their hold is over; left empty, nobody is."),
    ("A letter", "moments", "moments worth remembering."),
    ("Klaviyo", "klaviyo", "."),
    ("Slack is told the day from", "slack_hour", "o’clock on, and is", "slack_urgent",
     "what is urgent."),
)  # fmt: skip
_PROMISE = ("kind", "of", "amount", "{} or points, or", "percent", "% of the order.")
_ROWS: dict[str, tuple[str, ...]] = {
    "tiers": ("From friend number", "at", "on, the tier", "title", "gives whoever sent them",
              *_PROMISE),
    "milestones": ("With friend number", "at", ", whoever sent them gets on top", *_PROMISE),
    "catalogue": ("For", "at", "points, people get", "kind", "of", "amount", "{}, or", "percent",
                  "% off; its short name for ever is", "title", "."),
}  # fmt: skip
_TITLES = {
    "tiers": "Tiers: in place of the above, for who brings many",
    "milestones": "Milestones: on top, once",
    "catalogue": "What points buy",
}
_SIDES = (("friend", "A friend gets"), ("advocate", "Whoever sent them gets"))


class SlotSentence(NamedTuple):
    parts: tuple[Slot | str, ...]
    more: tuple[Slot, ...] = ()
    """Slots that only some kinds have."""


class RowGroup(NamedTuple):
    """A list of the rules, as rows of sentences."""

    title: str
    sentences: list[SlotSentence]
    known: int
    """How many the rules have."""


def program_slots(rules: Program) -> tuple[Slot, ...]:
    rows = (slot for kind in ROW_KINDS for slot in row_slots(kind, _length(kind, rules)))
    return (*terms_slots(len(rules.offers)), *RULE_SLOTS, *SETTING_SLOTS, *rows)


def row_groups(rules: Program) -> list[RowGroup]:
    return [
        RowGroup(
            _TITLES[kind.field],
            [
                _row_sentence(kind, place, rules.currency)
                for place in range(row_count(kind, _length(kind, rules)))
            ],
            _length(kind, rules),
        )
        for kind in ROW_KINDS
    ]


def _length(kind: RowKind, rules: Program) -> int:
    return len(getattr(rules, kind.field))


def _row_sentence(kind: RowKind, place: int, currency: str) -> SlotSentence:
    slots = {slot.name: slot for slot in row_slots(kind, place + 1)}
    parts = tuple(
        slots.get(row_slot_name(kind, each, place)) or each.replace("{}", currency)
        for each in _ROWS[kind.field]
    )
    more = tuple(slots[row_slot_name(kind, each, place)] for each in ("name", "key"))
    return SlotSentence(parts, more)


def offer_sentences(place: int, currency: str) -> list[SlotSentence]:
    slots = {slot.name: slot for slot in terms_slots(place + 1)}
    return [
        SlotSentence(
            (
                begin,
                slots[f"{side}_kind_{place}"],
                "of",
                slots[f"{side}_amount_{place}"],
                f"{currency} or points, or",
                slots[f"{side}_percent_{place}"],
                "% of the order.",
            ),
            (slots[f"{side}_name_{place}"], slots[f"{side}_key_{place}"]),
        )
        for side, begin in _SIDES
    ]


def rule_sentences(currency: str) -> list[SlotSentence]:
    return _sentences_of(_RULES, RULE_SLOTS, currency)


def setting_lines(currency: str) -> list[SlotSentence]:
    return _sentences_of(_SETTINGS, SETTING_SLOTS, currency)


def _sentences_of(
    texts: tuple[tuple[str, ...], ...], slots: tuple[Slot, ...], currency: str
) -> list[SlotSentence]:
    named = {slot.name: slot for slot in slots}
    return [
        SlotSentence(tuple(named.get(each) or each.replace("{}", currency) for each in sentence))
        for sentence in texts
    ]

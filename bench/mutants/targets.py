"""Which modules get mistakes planted, and which tests should notice; what changes nothing.

One line for a new module. Tests: those at the lowest layer that can see it, the quick ones first.
"""

from typing import NamedTuple

MODEL = "referrals.model"
AT_LEAST = 92
"""Percent of a module's mistakes that its tests must notice."""


class MutantTarget(NamedTuple):
    module: str
    tests: tuple[str, ...]


JUDGED = (
    "tests/model/attribution/test_evidence.py",
    "tests/model/attribution/test_decided_anew.py",
    "tests/model/attribution/test_attribution_rule.py",
    "tests/model/attribution/test_overruled.py",
    "tests/model/attribution/test_attribution.py",
    "tests/model/attribution/test_claim_attribution.py",
)
SETTLED = (
    "tests/model/reward/test_settlement_places.py",
    "tests/model/reward/test_settlement_budget.py",
    "tests/model/reward/test_reward_words.py",
    "tests/model/reward/test_reward.py",
)
TARGETS = (
    MutantTarget(f"{MODEL}.money", ("tests/model/test_money.py",)),
    MutantTarget(
        f"{MODEL}.reward.ledger",
        ("tests/model/reward/test_ledger.py", "tests/model/reward/test_ledger_accounts.py"),
    ),
    MutantTarget(
        f"{MODEL}.attribution.decision",
        (
            "tests/model/attribution/test_attribution.py",
            "tests/model/attribution/test_attribution_ties.py",
            "tests/model/attribution/test_order_figures.py",
            "tests/model/attribution/test_decided_anew.py",
            "tests/model/attribution/test_claim_attribution.py",
            "tests/model/attribution/test_evidence.py",
        ),
    ),
    *(MutantTarget(f"{MODEL}.attribution.{p}", JUDGED) for p in ("evidence", "rule", "judgement")),
    MutantTarget("awswire.signature", ("tests/awswire/test_signature.py",)),
    MutantTarget(
        "referrals.providers.shops.signature",
        ("tests/shops/test_signature_keys.py", "tests/shops/test_source_signatures.py"),
    ),
    MutantTarget(f"{MODEL}.identity", ("tests/model/test_identity.py",)),
    MutantTarget(
        f"{MODEL}.people.mailbox",
        ("tests/model/people/test_mailbox_edges.py", "tests/model/people/test_mailbox.py"),
    ),
    MutantTarget(f"{MODEL}.reward.decision", SETTLED[2:]),
    MutantTarget(
        f"{MODEL}.reward.rule",
        ("tests/model/reward/test_reward_rule.py", "tests/model/reward/test_reward.py"),
    ),
    MutantTarget(f"{MODEL}.reward.target", ("tests/model/reward/test_target.py", *SETTLED)),
    MutantTarget(f"{MODEL}.reward.settlement", SETTLED),
    MutantTarget(f"{MODEL}.words.decision", ("tests/model/words/test_decision.py",)),
    MutantTarget(
        f"{MODEL}.reward.posting",
        ("tests/model/reward/test_posting_lines.py", "tests/model/reward/test_posting.py"),
    ),
)

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LOWER = "what it is looked for in has no capital X by then"
_NO_LABEL = "no more a label than none at all"
_READER = "for whoever reads the table; no code does"

# By module: the mistake as the survivors' list prints it, and why nobody could tell it apart.
EQUIVALENT: dict[str, dict[str, str]] = {
    f"{MODEL}.money": {
        """code = text.strip().upper() if isinstance(text, str) else "" | '' -> 'XX'""": (
            "neither is a currency"
        ),
        'def to_minor(amount: object, currency: str, field: str = "amount", exponent: int = -1) '
        "-> int: | 1 -> 2": "whatever is below zero means the currency's own places",
    },
    f"{MODEL}.reward.ledger": {
        """hash="", | '' -> 'XX'""": "replaced in the next line, and not part of what is hashed",
        """text = json.dumps(fields, separators=(",", ":")) | ':' -> ':XX'""": (
            "the list that is hashed has no names in it"
        ),
    },
    f"{MODEL}.identity": {
        **{
            f'"{prefix}": "{kind}", | {kind!r} -> {kind + "XX"!r}': _READER
            for prefix, kind in (
                ("adv", "advocate"),
                ("fri", "friend"),
                ("clk", "click"),
                ("cur", "correction"),
                ("clm", "claim"),
            )
        },
        f"""_CROCKFORD = "{_DIGITS}" | '{_DIGITS}' -> '{_DIGITS}XX'""": (
            "five bits never count beyond the 32nd"
        ),
    },
    f"{MODEL}.words.decision": {
        """when = say(held, date=self.words.date(until, "UTC")) | """
        "'UTC' -> 'UTCXX'": "a zone that is not there is told by UTC",
    },
    f"{MODEL}.reward.posting": {
        f"if change < 0: | {change}": "nothing less and nothing more are both nothing"
        for change in ("change < 0 -> change <= 0", "0 -> 1")
    },
    f"{MODEL}.reward.target": {
        f"""{state.upper()} = "{state}" | {state!r} -> {state + "XX"!r}""": (
            "told apart as a member, never written down"
        )
        for state in ("stands", "suspended", "closed", "nobodys")
    },
    f"{MODEL}.reward.settlement": {
        """"budget_minor": None if question.budget_minor is None else 0, | 0 -> 1""": (
            "what it takes is reckoned before anybody sees it"
        ),
        "return total_worth(brought.sides) if counts else 0 | 0 -> 1": (
            "a place that is new has None where the program has no budget"
        ),
        "status=GrantStatus.HELD if held else GrantStatus.AVAILABLE, | GrantStatus.HELD if held "
        "else GrantStatus.AVAILABLE -> GrantStatus.HELD if not held else GrantStatus.AVAILABLE": (
            "set anew by `released_at` before anybody sees it"
        ),
        "if new or len(kept) < len(old): | len(kept) < len(old) -> len(kept) <= len(old)": (
            "what the budget paid for sides is never more than they are worth"
        ),
    },
    f"{MODEL}.people.mailbox": {
        r"""_WITHIN_LABELS = "-\u00b7\u0375\u05f3\u05f4\u0f0b\u30fb" | """
        """'-\u00b7\u0375\u05f3\u05f4\u0f0b\u30fb' -> """
        """'-\u00b7\u0375\u05f3\u05f4\u0f0b\u30fbXX'""": _LOWER,
        """_IGNORED = {"gmail.com": ".", "proton.me": ".-_"} | '.' -> '.XX'""": _LOWER,
        """_IGNORED = {"gmail.com": ".", "proton.me": ".-_"} | '.-_' -> '.-_XX'""": _LOWER,
        "kept = name.translate(dict.fromkeys(map(ord, _IGNORED.get(domain, "
        """"")))) | '' -> 'XX'""": _LOWER,
        """return "".join(c.lower() if c in "ẞßς" else c.casefold() for c in text) | """
        "'ẞßς' -> 'ẞßςXX'": "both ways lead to x",
        "text = _compatible(address).strip() if len(address) <= _MOST_READ else "
        """"" | '' -> 'XX'""": "no more an address than none at all",
        """plain = _ENCODED + plain.encode("punycode").decode() if spelled else "" | """
        "'' -> 'XX'": _NO_LABEL,
        """plain = plain if _ascii_label(_decode_label(plain)) == plain else "" | '' -> 'XX'""": (
            _NO_LABEL
        ),
        """return "" if found.isascii() else found | '' -> 'XX'""": _NO_LABEL,
        """return "".join(c if c.isascii() else "x" if _is_letters(c) else " " for c in local) | """
        "'x' -> 'xXX'": "to the grammar three letters are one",
        """return "".join(c if c.isascii() else "x" if _is_letters(c) else " " for c in local) | """
        "' ' -> ' XX'": "to the grammar a space is no letter, whatever follows",
        """def _is_letters(text: str, also: str = "") -> bool: | '' -> 'XX'""": (
            "an X is a letter by itself"
        ),
        """return all(category(c)[0] in "LMN" or c in also for c in text) | 'LMN' -> 'LMNXX'""": (
            "no category is called X"
        ),
    },
}

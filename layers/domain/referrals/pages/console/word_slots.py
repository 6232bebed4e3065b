"""A sentence as slots: one text, or one for each plural form of its language."""

from referrals.model.draft.slot import Slot, SlotKind
from referrals.model.setting.words import LONGEST_SENTENCE
from referrals.model.words.wording import languages, sentences_of


def slots_for(language: str, name: str) -> tuple[Slot, ...]:
    """None where the language has no such sentence."""
    shipped = sentences_of(language).get(name) if language in languages() else None
    if shipped is None:
        return ()
    path = ("words", language, name)
    if isinstance(shipped, str):
        return (_slot("own", "Your sentence", path),)
    return tuple(
        _slot(f"own_{form}", f"Your sentence, form “{form}”", (*path, form)) for form in shipped
    )


def _slot(name: str, label: str, path: tuple[str, ...]) -> Slot:
    return Slot(name, label, path, SlotKind.TEXT, dropped=True, most=LONGEST_SENTENCE)

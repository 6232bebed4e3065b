"""The turns of a grant: what was given, taken back whole and given anew lies in one item.

Each turn's sides have names of their own; what they leave behind stays as `former`.
"""

from collections.abc import Iterable

from referrals.model.grant import MOVES, Grant, Side


def laid_by(former: Iterable[Side], gone: Iterable[Side]) -> tuple[Side, ...]:
    """Former sides and those gone now; alike ones become one, so that no grant grows for ever."""
    kept: list[Side] = []
    for side in (*former, *gone):
        same = [old for old in kept if _alike(old, side)]
        kept = [old for old in kept if not _alike(old, side)]
        kept.append(_one_of(same, side))
    return tuple(kept)


def _alike(one: Side, other: Side) -> bool:
    return (one.person_id, one.role, one.worth.asset, one.terms) == (
        other.person_id,
        other.role,
        other.worth.asset,
        other.terms,
    )


def _one_of(older: Iterable[Side], side: Side) -> Side:
    for old in older:
        fields = {
            "uncollected": old.uncollected + side.uncollected,
            "stood": old.stood or side.stood,
            "also": (*old.also, old.name, *side.also),
        }
        side = side.model_copy(update=fields)
    return side


def turned(sides: Iterable[Side], turn: int) -> tuple[Side, ...]:
    """Under names of their own, so that nothing of an earlier turn is taken for theirs."""
    return tuple(s.model_copy(update={"name": f"{s.role}.{turn}"}) for s in sides)


def following(fresh: Grant, before: Grant) -> Grant:
    """A grant given anew once it was all taken back: the same item, with all it went through."""
    assert fresh.status in MOVES[before.status], f"{before.status} -> {fresh.status}"
    kept = {
        "former": laid_by(before.former, before.sides),
        "granted_at": before.granted_at,
        "turn": before.turn + 1,
        "version": before.version + 1,
    }
    return fresh.model_copy(update={"sides": turned(fresh.sides, before.turn + 1), **kept})

"""The names under which everything that was announced about an order may lie in the outbox."""

from collections.abc import Iterator

from referrals.model.reward.grant import ADVOCATE, FRIEND, Grant

_FIRST = {ADVOCATE: "thanks", FRIEND: "welcome"}


def item_ids(key: str, grant: Grant | None, revision: int) -> Iterator[str]:
    """All that could be there; `revision` is the last one decided on."""
    for number in range(1, revision + 1):
        yield from (f"{key}#withheld-{role}-{number}" for role in (ADVOCATE, FRIEND))
        yield f"{key}#webhook-withheld-{number}"
    if grant is None:
        return
    for turn in range(1, grant.turn + 1):
        suffix = f".{turn}" if turn > 1 else ""
        yield from (f"{key}#webhook-{purpose}{suffix}" for purpose in ("granted", "released"))
    for side in grant.named_sides:
        yield f"{key}#{first_purpose(side.name, side.role)}"
        for purpose in ("reward", "released", "issued", "webhook-issued"):
            yield f"{key}#{purpose}-{side.name}"
    for version in range(1, grant.version + 1):
        yield from (f"{key}#webhook-{each}-{version}" for each in ("reversed", "restored"))
        for side in grant.named_sides:
            for purpose in ("reward", "revoke", "back", "restored"):
                yield f"{key}#{purpose}-{side.name}-{version}"


def first_purpose(name: str, role: str) -> str:
    """`thanks`, `welcome`, `thanks-milestone-3`, `thanks-advocate.2`."""
    purpose = _FIRST.get(role, "thanks")
    return purpose if name in _FIRST else f"{purpose}-{name}"

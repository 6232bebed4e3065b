"""Reads a program as somebody wrote it, and finds all that speaks against it in one round.

A field of the wrong shape would hide what is wrong elsewhere. So it is told, put right for a
moment by something harmless, and the rest is checked beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from referrals.model.program.fault import Fault, Path, faults_of
from referrals.model.program.program import Program
from referrals.steps.program.check_program import check_program

ROUNDS = 4
type FurtherCheck = Callable[[Program], Iterable[Fault]]
_ADDRESSES = {"destination": "https://shop.example/", "allowed_hosts": ["shop.example"]}
_ADDRESS_FIELDS = {"destination", "allowed_hosts", "fallback"}
_TERMS = {"kind": "points", "amount": 1}
# What stands in for a field that is needed, until the rest has been looked at.
_STAND_INS: dict[str, Any] = {
    **_ADDRESSES,
    "program": "a-program",
    "name": "a-name",
    "currency": "EUR",
    "at": 1,
    "item": "an-item",
    "points": 1,
    "gives": {"kind": "free_gift", "sku": "a-sku"},
    "kind": "points",
    "reward": _TERMS,
    "advocate": _TERMS,
    "friend": _TERMS,
    "offers": [{"name": "an-offer", "advocate": _TERMS, "friend": _TERMS}],
}


def no_further_check(_: Program) -> tuple[Fault, ...]:
    return ()


def check_draft(
    draft: Mapping[str, Any], *, local: bool = False, more: FurtherCheck = no_further_check
) -> tuple[Program | None, tuple[Fault, ...]]:
    """The program where nothing speaks against it, else every fault; `more` knows what the stack
    has beside it."""
    faults: list[Fault] = []
    current: Any = draft
    for _ in range(ROUNDS):
        try:
            program = Program.model_validate(current)
        except ValidationError as error:
            found = faults_of(error.errors(include_url=False), _known_fields())
            faults += _news(found, faults)
            current = _mend(current, found)
        else:
            found = (*check_program(program, local=local), *more(program))
            faults += _news(found, faults)
            return (None if faults else program), tuple(faults)
    return None, tuple(faults)


def _news(found: Iterable[Fault], faults: Sequence[Fault]) -> list[Fault]:
    """Without what is only said of a stand-in, or of what somebody was told already."""
    found = tuple(found)
    paths = {fault.path for fault in faults}
    inner = {each.path for each in (*faults, *found)}
    outer = {path[:length] for path in inner for length in range(len(path))}
    guessed, nameless = ("currency",) in paths, ("program",) in paths
    return [
        fault
        for fault in found
        if not any(fault.path[: len(path)] == path for path in paths)
        and not (fault.code in ("missing", "too_short") and fault.path in outer)
        and not (guessed and fault.code == "not_carried")
        and not (nameless and fault.code == "no_outbound_secret")
    ]


def _mend(draft: Any, faults: Iterable[Fault]) -> Any:
    mended = deepcopy(draft)
    for fault in faults:
        path = _field_path(fault.path)
        if not path:
            continue
        parent = _inside(mended, path[:-1])
        if not isinstance(parent, dict):
            continue
        name = str(path[-1])
        if path == ("offers",) and isinstance(parent.get("offers"), list) and parent["offers"]:
            _rename(parent)
        elif fault.code == "missing" and name in _STAND_INS:
            parent[name] = deepcopy(_STAND_INS[name])
        else:
            parent.pop(name, None)
        if path == ("allowed_hosts",):
            mended["allowed_hosts"] = _own_hosts(mended)
        elif path[0] in _ADDRESS_FIELDS:
            mended = {**mended, **deepcopy(_ADDRESSES), "fallback": ""}
    return mended


def _own_hosts(draft: Mapping[str, Any]) -> list[str]:
    """Those that the addresses name, so that only what is wrong in the addresses is told next."""
    addresses = (draft.get(name) for name in ("destination", "fallback"))
    parsed = (_host(each) for each in addresses if isinstance(each, str))
    return list(dict.fromkeys(filter(None, parsed))) or list(_ADDRESSES["allowed_hosts"])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _field_path(path: Path) -> Path:
    """That of the list where one of its entries is meant: dropped alone, the others would move."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def _inside(draft: Any, path: Path) -> Any:
    for part in path:
        try:
            draft = draft[part]
        except (KeyError, IndexError, TypeError):
            return None
    return draft


def _rename(program: dict[str, Any]) -> None:
    # Copies: an alias in YAML makes two offers the same object.
    program["offers"] = [
        {**offer, "name": f"offer-{place}", "weight": 100} if isinstance(offer, dict) else offer
        for place, offer in enumerate(program["offers"])
    ]


def _known_fields() -> tuple[str, ...]:
    """Every field name of a program at any depth, to guess at misspelt ones."""
    schema = Program.model_json_schema()
    parts = [schema, *schema["$defs"].values()]
    return tuple({name for part in parts for name in part.get("properties", {})})

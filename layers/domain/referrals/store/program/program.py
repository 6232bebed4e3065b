"""Programs: every version as applied, and a `current` item that repeats the newest one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awswire.codec import Item, encode
from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.moment import stamp
from referrals.model.program.program import AppliedProgram, Program, rules_json
from referrals.store.program.brief import CURRENT, current_key, version_key
from referrals.store.table import CancelledError, Change, Table, transact


class ProgramNotFoundError(NotFoundError):
    code = "program_not_found"


class ProgramChangedError(ConflictError):
    code = "program_changed"


@dataclass(frozen=True, slots=True)
class Programs:
    table: Table

    def find(self, program_id: str) -> AppliedProgram | None:
        item = self.table.get(current_key(program_id), consistent=True)
        return _read(item) if item else None

    def get(self, program_id: str) -> AppliedProgram:
        found = self.find(program_id)
        if found is None:
            raise ProgramNotFoundError(
                f"no program is called {program_id}.", field="program", remedy="Apply one first."
            )
        return found

    def get_version(self, program_id: str, version: int) -> AppliedProgram:
        item = self.table.get(version_key(program_id, version))
        if item is None:
            raise ProgramNotFoundError(
                f"{program_id} has no version {version}.", field="program_version"
            )
        return _read(item)

    def versions(self, program_id: str) -> Iterator[AppliedProgram]:
        """Oldest first."""
        items = self.table.query("program_id = :p", {":p": program_id})
        return (_read(item) for item in items if item["version"] != CURRENT)

    def between(self, program_id: str, first: int, last: int) -> Iterator[AppliedProgram]:
        """Versions of these numbers, both included, oldest first."""
        items = self.table.query(
            "program_id = :p AND #v BETWEEN :f AND :l",
            {":p": program_id, ":f": _sort_key(first), ":l": _sort_key(last)},
            ExpressionAttributeNames={"#v": "version"},
        )
        return (_read(item) for item in items)

    def list_all(self) -> Iterator[AppliedProgram]:
        """Every program in its newest version; a merchant has few."""
        named = {"#v": "version"}
        filtered = {":c": encode(CURRENT)}
        start = None
        while True:
            items, start = self.table.scan_page(
                start=start,
                FilterExpression="#v = :c",
                ExpressionAttributeNames=named,
                ExpressionAttributeValues=filtered,
            )
            yield from (_read(item) for item in items)
            if start is None:
                return

    def add(self, applied: AppliedProgram) -> None:
        """Version n+1 beside all earlier ones; ConflictError when somebody else was first."""
        body = {
            "program_id": applied.program_id,
            "number": applied.version,
            "applied_at": stamp(applied.applied_at),
            "rules": rules_json(applied.rules),
            **({} if applied.by_file is None else {"by_file": applied.by_file}),
        }
        absent = Change(guard="attribute_not_exists(program_id)")
        newer = Change(
            guard="attribute_not_exists(program_id) OR #n < :n",
            names={"#n": "number"},
            values={":n": applied.version},
        )
        actions = [
            self.table.put_action({**body, "version": _sort_key(applied.version)}, absent),
            self.table.put_action({**body, "version": CURRENT}, newer),
        ]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            raise changed_meanwhile(applied.program_id) from None


def changed_meanwhile(program_id: str, fields: Sequence[str] = ()) -> ProgramChangedError:
    what = f": {', '.join(fields)}" if fields else ""
    return ProgramChangedError(
        f"{program_id} was changed by somebody else meanwhile{what}.",
        remedy="Plan again and look at the difference.",
    )


def _sort_key(version: int) -> str:
    return str(version_key("", version)["version"])


# Of versions from before there were checks: nobody was promised under them.
_BEFORE_RISK = {"risk": {"enabled": False}}


def _read(item: Item) -> AppliedProgram:
    return AppliedProgram(
        program_id=item["program_id"],
        version=item["number"],
        applied_at=item["applied_at"],
        rules=Program.model_validate({**_BEFORE_RISK, **item["rules"]}),
        by_file=item.get("by_file"),
    )

"""`goodword export`: facts for analysis, and everything for whoever moves on."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import boto3
import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from referrals.model.errors import RefusedError
from referrals.store.insight.countable import zones
from referrals.wiring import clients, clock, settings, stores, story_stores

S3 = "s3://"


class BadExportPlaceError(RefusedError):
    code = "bad_export_place"


def export(
    *,
    to: Annotated[str, typer.Option("--to", help="A folder, or s3://bucket/prefix.")],
    program: Annotated[str, typer.Option(help="One program's facts alone.")] = "",
    people: Annotated[
        bool,
        typer.Option("--people", help="Names, addresses and every table as it is stored, too."),
    ] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Writes the facts as Parquet, without anything personal; the same again goes on where it was.

    With --people it writes all there is: people.csv in the columns that imports take, each table
    line by line, and the photos of stories.
    """
    with explain_errors():
        target.enter(stack)
        if program:
            stores.programs().get(program)
        with life("reading the tables"):
            if to.startswith(S3):
                with TemporaryDirectory() as folder:
                    written = _write(Path(folder), program, people=people)
                    _upload(Path(folder), to)
            else:
                written = _write(_folder(to), program, people=people)
        show(written, as_json=as_json, human=lambda: _tell(written, to))


def _write(folder: Path, program: str, *, people: bool) -> dict[str, int]:
    # DuckDB is for this command alone.
    from goodword.export.facts import export_facts, export_photos, export_tables
    from goodword.export.people_file import PeopleShelf, write_people

    written = export_facts(folder, clients.table, zones(stores.programs()), program)
    if people:
        shelf = PeopleShelf(stores.people(), stores.links(), stores.ledger())
        for each in stores.programs().list_all():
            if program in ("", each.program_id):
                path = folder / f"people-{each.program_id}.csv"
                written[path.name] = write_people(path, each.rules, shelf, now=clock.now())
        written |= export_tables(folder, clients.table)
        written |= export_photos(folder, story_stores.photos())
    return written


def _folder(to: str) -> Path:
    folder = Path(to).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadExportPlaceError(
            f"{to} can't be written to: {error.strerror}.",
            field="to",
            remedy="Name a folder of yours.",
        ) from None
    return folder


def _upload(folder: Path, to: str) -> None:
    bucket, _, prefix = to.removeprefix(S3).partition("/")
    if not bucket:
        raise BadExportPlaceError(f"{to} names no bucket.", field="to")
    # Uploads in parts with retries of their own, which the light client has not.
    client = boto3.client("s3", endpoint_url=settings.endpoint_url())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".parquet":  # A table of Athena's is a folder.
                name = f"{path.stem}/{name}"
            client.upload_file(str(path), bucket, f"{prefix.rstrip('/')}/{name}".lstrip("/"))


def _tell(written: dict[str, int], to: str) -> None:
    for name, rows in written.items():
        console.print(f"{rows:>9}  {name}", markup=False, highlight=False)
    console.print(f"Written to {to}.", markup=False, highlight=False, soft_wrap=True)

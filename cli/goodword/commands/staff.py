"""`goodword staff`: who of the shop may come to the desk. The first owner is invited here."""

from typing import Annotated, Any

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from referrals.desks import staff as staff_desk
from referrals.model.people.mailbox import mailable
from referrals.model.staff.passkey import PasskeyRing
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import LONGEST_NAME, StaffMember
from referrals.steps.staff.change_passkeys import remove_all_passkeys
from referrals.steps.staff.change_passkeys import require_passkeys as require_of_all
from referrals.steps.staff.change_staff import change_role, remove_staff
from referrals.steps.staff.invite_staff import RANDOM_NEEDED, StaffWish, invite_staff
from referrals.wiring import clock, session_stores

app = typer.Typer(
    no_args_is_help=True, help="People at the desk: who may come, as what, and with which passkeys."
)
StaffId = Annotated[str, typer.Argument(help="As `goodword staff list` prints it.")]
SeesAddresses = Annotated[
    bool,
    typer.Option("--sees-addresses/--no-addresses", help="May read people's addresses."),
]


@app.command()
def invite(
    address: Annotated[str, typer.Argument(help="The e-mail address they read.")],
    *,
    role: Annotated[StaffRole, typer.Option(help="What they may do.")],
    sees_addresses: SeesAddresses = False,
    name: Annotated[str, typer.Option(help="As colleagues know them.")] = "",
    language: Language = "en",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps a place at the desk and sends a letter that says how to come in."""
    if not mailable(address):
        raise typer.BadParameter("this is no e-mail address", param_hint="ADDRESS")
    with explain_errors():
        found = target.enter(stack)
        wish = StaffWish(
            email=address,
            role=role,
            sees_addresses=sees_addresses,
            name=name[:LONGEST_NAME],
            locale=language,
            program_id=staff_desk.first_program(),
            invited_by=actor_of_change(),
        )
        random = clock.random_bytes(RANDOM_NEEDED)
        member = invite_staff(wish, staff_desk.invitations(), now=clock.now(), random=random)
        human = f"{member.email} may come to {found.url}/console, as {member.role}."
        where = f" The letter lands in {found.url}/inbox." if found.local else ""
        show(_data(member), as_json=as_json, human=lambda: _print(f"{human}{where}"))


@app.command("list")
def list_all(as_json: AsJson = False, stack: Stack = "") -> None:
    """Everybody who may come, with their role and since when."""
    with explain_errors():
        target.enter(stack)
        staff = session_stores.staff()
        members = staff.register().members
        rings = staff.all_passkeys([each.staff_id for each in members])
        data = [{**_data(each), "passkeys": _passkeys(each, rings)} for each in members]
        show(data, as_json=as_json, human=lambda: _tell(list(members), rings))


@app.command("role")
def set_role(
    staff: StaffId,
    role: Annotated[StaffRole, typer.Argument(help="What they may do from now on.")],
    *,
    sees_addresses: SeesAddresses = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Changes what somebody may do; what is open in their browser obeys with its next click."""
    with explain_errors():
        target.enter(stack)
        member = change_role(staff, role, sees_addresses, session_stores.staff())
        show(_data(member), as_json=as_json, human=lambda: _tell([member]))


@app.command()
def remove(staff: StaffId, as_json: AsJson = False, stack: Stack = "") -> None:
    """Takes a place away: name and address go, and every session ends."""
    with explain_errors():
        target.enter(stack)
        member = session_stores.staff().register().get(staff)
        remove_staff(staff, staff_desk.staff())
        human = f"{member.email} may not come to the desk any more."
        show({"staff_id": staff}, as_json=as_json, human=lambda: _print(human))


@app.command("remove-passkeys")
def remove_passkeys(staff: StaffId, as_json: AsJson = False, stack: Stack = "") -> None:
    """For who lost theirs, a last owner too: all go, every session ends, and a letter says so."""
    with explain_errors():
        target.enter(stack)
        member = remove_all_passkeys(staff, staff_desk.passkeys(), now=clock.now())
        human = (
            f"{member.email} has no passkey any more: a link by letter is asked for at /console."
        )
        show({"staff_id": staff}, as_json=as_json, human=lambda: _print(human))


@app.command("require-passkeys")
def require_passkeys(
    required: Annotated[
        bool, typer.Option("--everybody/--nobody", help="Of whom the desk asks for one.")
    ] = True,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """From the next sign-in on: whoever has no passkey adds one before anything else."""
    with explain_errors():
        target.enter(stack)
        require_of_all(required, session_stores.staff())
        human = "Everybody needs a passkey." if required else "A passkey is optional."
        show({"required": required}, as_json=as_json, human=lambda: _print(human))


def _passkeys(member: StaffMember, rings: dict[str, PasskeyRing]) -> int:
    return len(rings[member.staff_id].passkeys) if member.staff_id in rings else 0


def _data(member: StaffMember) -> dict[str, Any]:
    return member.model_dump(mode="json", exclude={"email_hashes"})


def _tell(members: list[StaffMember], rings: dict[str, PasskeyRing] | None = None) -> None:
    for each in members:
        addresses = ", sees addresses" if each.sees_addresses else ""
        addresses += ", with a passkey" if _passkeys(each, rings or {}) else ""
        name = f"{each.name}, " if each.name else ""
        console.print(f"[bold]{each.staff_id}[/bold]", highlight=False, soft_wrap=True)
        _print(f"  {name}{each.email}, {each.role}{addresses}, since {each.invited_at:%Y-%m-%d}")
    if not members:
        _print("Nobody yet. `goodword staff invite ADDRESS --role owner` invites the first one.")


def _print(text: str) -> None:
    console.print(escape(text), highlight=False, soft_wrap=True)

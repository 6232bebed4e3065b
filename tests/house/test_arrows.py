"""Which way arrows point: who may import whom, inside the package and around it."""

import ast
import sys

from tests.house.tree import CODE, Module, complaint, modules

ROOMS = (
    "model",
    "steps",
    "views",
    "store",
    "providers",
    "wiring",
    "desks",
    "edge",
    "routes",
    "pages",
)
MAY_IMPORT = {
    # The light client knows nothing of the domain.
    "awswire": set(),
    "functions": {"edge", "wiring", "desks", "steps", "views", "model", "routes", "pages"},
    # The API's function, in more than one file (docs/decisions/0011).
    "routes": {"edge", "wiring", "desks", "steps", "views", "model"},
    # What a function shows to people, a file per page (docs/decisions/0041).
    "pages": {"edge", "wiring", "desks", "steps", "views", "model"},
    # Edge and routes only to write the pages that describe them.
    "cli": {
        "wiring",
        "desks",
        "steps",
        "views",
        "model",
        "store",
        "providers",
        "edge",
        "routes",
        "awswire",
    },
    "steps": {"model", "store", "providers", "awswire"},
    "views": {"model", "store", "awswire"},
    "store": {"model", "awswire"},
    "providers": {"model"},
    "edge": {"model", "wiring"},
    # Clients and stores in the one, what steps work with in the other: a file per stage.
    "wiring": {"model", "store", "awswire"},
    "desks": {"wiring", "model", "steps", "store", "providers", "views"},
    "model": set(),
}
EXCEPTIONS = {
    # The stream's records arrive in DynamoDB's typed JSON, and the failure queue needs a client.
    ("layers/domain/referrals/edge/stream.py", "awswire"),
}
# Time, chance and the outside world reach the model as arguments.
BANNED_IN_MODEL = {
    "os",
    "sys",
    "time",
    "random",
    "secrets",
    "uuid",
    "logging",
    "socket",
    "subprocess",
}
CLOCKS = {"now", "utcnow", "today"}
ALL_CODE = modules(*CODE)


def room_of(module: Module) -> str:
    parts = module.path.parts
    if "referrals" in parts:
        return parts[parts.index("referrals") + 1].removesuffix(".py")
    return next(room for room in ("awswire", "functions", "cli") if room in parts)


def rooms_of_imports(module: Module) -> set[str]:
    names = [name.split(".") for name in module.imports()]
    rooms = {parts[1] for parts in names if parts[0] == "referrals" and len(parts) > 1}
    return rooms & {*ROOMS} | {parts[0] for parts in names if parts[0] == "awswire"}


def test_imports_follow_the_arrows() -> None:
    wrong = [
        f"{module.name} imports {there}"
        for module in ALL_CODE
        if (room := room_of(module)) != "__init__"
        for there in sorted(rooms_of_imports(module) - MAY_IMPORT[room] - {room})
        if (module.name, there) not in EXCEPTIONS
    ]

    assert not wrong, complaint("Who may import whom is MAY_IMPORT, in this file.", wrong)


def test_no_function_imports_another_function() -> None:
    importing = [m.name for m in ALL_CODE if any(n.startswith("functions") for n in m.imports())]

    assert not importing, complaint("What two functions need lies in the package.", importing)


def test_only_edge_and_functions_know_powertools() -> None:
    knowing = {
        room_of(m)
        for m in ALL_CODE
        if any(n.startswith("aws_lambda_powertools") for n in m.imports())
    }

    assert knowing <= {"edge", "functions", "routes"}


def test_the_model_is_pure() -> None:
    allowed = (sys.stdlib_module_names - BANNED_IN_MODEL) | {
        "pydantic",
        "pydantic_core",
        "referrals",
    }
    impure = [
        f"{module.name} imports {name}"
        for module in ALL_CODE
        if room_of(module) == "model"
        for name in module.imports()
        if name.split(".")[0] not in allowed
    ]

    assert not impure, complaint(
        "The model uses the standard library and pydantic; the rest comes as arguments.", impure
    )


def test_the_model_never_reads_a_clock() -> None:
    reading = [
        f"{module.name}:{node.lineno}"
        for module in ALL_CODE
        if room_of(module) == "model"
        for node in module.nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]

    assert not reading, complaint("Time comes as an argument, named `now`.", reading)


def test_only_wiring_reads_the_environment() -> None:
    reading = [
        f"{module.name}:{node.lineno}"
        for module in modules("layers", "functions")
        if room_of(module) not in ("wiring", "edge")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]

    assert not reading, complaint("A setting is read by `wiring.settings`.", reading)


def test_importing_a_module_does_nothing() -> None:
    doing = [
        f"{module.name}:{node.lineno}"
        for module in modules("layers")
        for node in module.tree.body
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ]

    assert not doing, complaint("An import has no effect: do it in a function.", doing)

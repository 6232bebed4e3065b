"""An error's own text is told to nobody: it may hold what somebody sent, as pydantic's does."""

import ast
from collections.abc import Iterator

from tests.house.tree import modules

TELLERS = {"log", "Held", "Hopeless", "TryAgain", "NoVerdict", "send_message"}
OURS = {"code", "message", "remedy", "field"}


def bare_errors(handler: ast.ExceptHandler) -> Iterator[int]:
    """Lines where a caught error itself is told, not one of its fields or its kind."""
    for call in ast.walk(handler):
        if not (isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in TELLERS):
            continue
        allowed = {
            id(inner)
            for node in ast.walk(call)
            if (isinstance(node, ast.Attribute) and node.attr in OURS)
            or (isinstance(node, ast.Call) and ast.unparse(node.func) in ("type", "trace_of"))
            for inner in ast.walk(node)
        }
        names = (node for node in ast.walk(call) if isinstance(node, ast.Name))
        yield from (n.lineno for n in names if n.id == handler.name and id(n) not in allowed)


def test_nothing_tells_an_error_s_own_text() -> None:
    """Take its `code`, `type(error).__name__` or `trace_of(error)`: text may hold what was sent."""
    told = [
        f"{module.path}:{line}"
        for module in modules("layers/domain", "functions")
        for handler in ast.walk(ast.parse(module.path.read_text()))
        if isinstance(handler, ast.ExceptHandler)
        and handler.name
        # Raised with a kind's name alone.
        and ast.unparse(handler.type or ast.Constant(None)) != "NoAnswerError"
        for line in bare_errors(handler)
    ]
    loud = [
        str(module.path)
        for module in modules("layers/domain", "functions")
        if any(word in module.path.read_text() for word in ("format_exc", "exc_info", "print_exc"))
    ]

    assert told == []
    assert loud == []

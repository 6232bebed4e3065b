"""Makes moto fast enough for thousands of calls, without changing what it answers.

It looks each attribute value up under many spellings of `S`, `N`, `M` and so on; DynamoDB's are
spelled right to begin with.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from moto.core.serialize import AttributePicker

KINDS = frozenset({"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"})


@contextmanager
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    look_up = AttributePicker.__call__

    def pick(picker: AttributePicker, context: Any) -> Any:
        if context.key in KINDS and isinstance(context.obj, dict):
            return context.obj.get(context.key)
        return look_up(picker, context)

    with monkeypatch.context() as patch:
        patch.setattr(AttributePicker, "__call__", pick)
        yield

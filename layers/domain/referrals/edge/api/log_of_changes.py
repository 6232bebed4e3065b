"""The log of changes, kept at the API's door: who asks for what, before it is done, and its end.

The line stands before the route is called. So nothing is changed without one; a line without an
end is a change that broke off.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Route

from referrals.edge.api.replay import WRITES
from referrals.model.change.change_record import DONE, UNEXPECTED, Door, ids_in, new_change
from referrals.model.errors import GoodwordError
from referrals.model.session.api_key import ApiKey
from referrals.wiring import clock, session_stores


def operation_of(route: Route) -> str:
    """What the API's description calls it, too."""
    return f"{route.func.__module__.rpartition('.')[2]}_{route.func.__name__}"


def log_change(app: Any, next_middleware: Callable[..., Any]) -> Any:
    """Around every route that writes, once its request is known to be well-formed."""
    route: Route = app.context["_route"]
    if route.method not in WRITES:
        return next_middleware(app)
    key: ApiKey = app.context["key"]
    record = new_change(
        operation_of(route),
        {**_body_of(app), **app.context["_route_args"]},
        actor=key.key_id,
        door=Door.API,
        now=clock.now(),
        random=clock.random_bytes(10),
    )
    log = session_stores.change_log()
    context = dict(app.context)
    log.add(record)
    # Whose request it is stays known, whatever else this process answered while that was written.
    app.append_context(**context)
    outcome, made = UNEXPECTED, {}
    try:
        answer = next_middleware(app)
        outcome, made = DONE, ids_in(_fields_of(getattr(answer, "body", None)))
        return answer
    except GoodwordError as error:
        outcome = error.code
        raise
    finally:
        log.finish(record, outcome, made)


def _body_of(app: Any) -> Mapping[str, Any]:
    return _fields_of(app.current_event.body)


def _fields_of(body: Any) -> Mapping[str, Any]:
    if isinstance(body, str):
        body = json.loads(body)
    elif hasattr(body, "model_dump"):
        body = body.model_dump(mode="json")
    return body if isinstance(body, dict) else {}

"""JSON Schema of the webhooks to the merchant, one for each type."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from goodword.webhook_data import DATA, Instant
from referrals.model.delivery.facts import Topic


def message_schema(topic: Topic) -> dict[str, Any]:
    """JSON Schema of the whole body; what a later version adds is no fault of a message."""

    class Message(BaseModel):
        model_config = ConfigDict(extra="forbid", title=topic.value)
        type: Literal[topic.value]  # type: ignore[name-defined]
        timestamp: Instant
        data: DATA[topic]  # type: ignore[valid-type]

    schema: dict[str, Any] = _open(Message.model_json_schema())
    return schema


def _open(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_open(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _open(each) for name, each in schema.items() if name != "additionalProperties"}

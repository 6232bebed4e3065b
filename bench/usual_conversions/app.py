"""Receiving a Shopify order the usual way: Powertools' resolver, boto3 and pydantic.

A yardstick only, and a fair one: the same proof, the same two writes, secrets kept; it reads less
of the order than ours does.
"""

import base64
import hashlib
import hmac
import os
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError, UnauthorizedError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters
from boto3.dynamodb.types import TypeSerializer
from botocore.config import Config
from botocore.exceptions import ClientError
from pydantic import BaseModel

CONFIG = Config(connect_timeout=1, read_timeout=1, retries={"mode": "standard"})
KEEP_SECONDS = 30 * 86_400
app = APIGatewayHttpResolver()
logger = Logger()
metrics = Metrics(namespace="Usual")
dynamo = boto3.client("dynamodb", config=CONFIG)
vault = parameters.SecretsProvider(boto_config=CONFIG)
write = TypeSerializer().serialize


class Attribute(BaseModel):
    name: str
    value: str | None = None


class UsualDiscount(BaseModel):
    code: str


class Customer(BaseModel):
    email: str | None = None
    first_name: str | None = None


class UsualOrder(BaseModel):
    id: int
    name: str = ""
    email: str | None = None
    created_at: datetime
    updated_at: datetime
    currency: str
    total_price: Decimal
    total_tax: Decimal = Decimal(0)
    financial_status: str
    test: bool = False
    landing_site: str | None = None
    note_attributes: list[Attribute] = []
    discount_codes: list[UsualDiscount] = []
    customer: Customer | None = None


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = app.resolve(event, context)
    metrics.flush_metrics()
    return answer


@app.post("/webhooks/<program>/<source>")
def receive(program: str, source: str) -> dict[str, str]:
    raw = (app.current_event.decoded_body or "").encode()
    require_signature(f"{os.environ['SECRETS_PREFIX']}webhooks/{program}/{source}", raw)
    key = {"program_id": {"S": program}, "version": {"S": "current"}}
    if "Item" not in dynamo.get_item(TableName=os.environ["PROGRAMS_TABLE"], Key=key):
        raise NotFoundError
    order = UsualOrder.model_validate_json(raw)
    recorded = record(f"{program}#{source}#{order.id}", order, raw)
    metrics.add_metric("Deliveries", MetricUnit.Count, 1)
    return {"outcome": "recorded" if recorded else "replayed", "order_id": str(order.id)}


def require_signature(name: str, raw: bytes) -> None:
    secret: Any = vault.get(name, max_age=300, transform="json")
    (live,) = secret["live"]
    signed = base64.b64encode(hmac.digest(live.encode(), raw, hashlib.sha256)).decode()
    if not hmac.compare_digest(signed, app.current_event.headers["x-shopify-hmac-sha256"]):
        raise UnauthorizedError("the signature does not fit")


def record(key: str, order: UsualOrder, raw: bytes) -> bool:
    table, sha = os.environ["CONVERSIONS_TABLE"], hashlib.sha256(raw).hexdigest()
    body = {
        "conversion_key": key,
        "fact": f"body#{sha}",
        "piece": base64.b64encode(zlib.compress(raw, 6)).decode(),
        "expires_at": int(datetime.now(UTC).timestamp()) + KEEP_SECONDS,
    }
    dynamo.put_item(TableName=table, Item={name: write(value) for name, value in body.items()})
    try:
        dynamo.update_item(
            TableName=table,
            Key={"conversion_key": {"S": key}, "fact": {"S": "order"}},
            UpdateExpression="SET #f = :f ADD revision :one",
            ConditionExpression="attribute_not_exists(#f) OR #f.updated_at < :u",
            ExpressionAttributeNames={"#f": "fact:order"},
            ExpressionAttributeValues={
                ":f": write(fact_of(order, sha)),
                ":one": {"N": "1"},
                ":u": {"N": str(int(order.updated_at.timestamp() * 1000))},
            },
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True


def fact_of(order: UsualOrder, sha: str) -> dict[str, Any]:
    identity = str(vault.get(os.environ["IDENTITY_SECRET"], max_age=300)).encode()
    email = (order.email or "").strip().lower().encode()
    return {
        "payment": order.financial_status,
        "currency": order.currency,
        "gross_minor": int(order.total_price * 100),
        "tax_minor": int(order.total_tax * 100),
        "occurred_at": int(order.created_at.timestamp()),
        "updated_at": int(order.updated_at.timestamp() * 1000),
        "customer_hash": hmac.digest(identity, email, hashlib.sha256).hex(),
        "attributes": {each.name: each.value for each in order.note_attributes},
        "coupons": [each.code for each in order.discount_codes],
        "landing": order.landing_site,
        "test": order.test,
        "order_name": order.name,
        "body": sha,
    }

"""The same redirect, written the usual way: Powertools' resolver, boto3 and pydantic.

A yardstick only, and a fair one: clients made once, the secret kept, no work that ours leaves out.
"""

import base64
import hashlib
import hmac
import os
import secrets
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from pydantic import BaseModel

CONFIG = Config(connect_timeout=1, read_timeout=1, retries={"mode": "standard"})
app = APIGatewayHttpResolver()
logger = Logger()
metrics = Metrics(namespace="Usual")
dynamo = boto3.client("dynamodb", config=CONFIG)
vault = parameters.SecretsProvider(boto_config=CONFIG)
read, write = TypeDeserializer().deserialize, TypeSerializer().serialize


class UsualLink(BaseModel):
    code: str
    program_id: str
    destination: str
    status: str
    window_days: int = 30


class UsualClick(BaseModel):
    click_id: str
    code: str
    program_id: str
    clicked_at: int
    ip_hash: str
    user_agent: str
    method: str
    sec_fetch: str
    purpose: str = ""
    scanned: bool = False
    expires_at: int


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = app.resolve(event, context)
    metrics.flush_metrics()
    return answer


@app.get("/r/<code>")
def redirect(code: str) -> Response[str]:
    found = dynamo.get_item(TableName=os.environ["LINKS_TABLE"], Key={"code": {"S": code}})
    link = UsualLink.model_validate({name: read(value) for name, value in found["Item"].items()})
    key = str(vault.get(os.environ["SIGNING_SECRET"], max_age=300)).encode()
    token, click = _record_click(link, key)
    item = {name: write(value) for name, value in click.model_dump().items()}
    dynamo.put_item(
        TableName=os.environ["CLICKS_TABLE"],
        Item=item,
        ConditionExpression="attribute_not_exists(click_id)",
    )
    metrics.add_metric("Redirects", MetricUnit.Count, 1)
    return Response(302, headers={"location": _address(link, token)}, body="")


def _record_click(link: UsualLink, key: bytes) -> tuple[str, UsualClick]:
    event = app.current_event
    headers, now, random = event.headers, int(time.time()), secrets.token_bytes(8)
    body = b"\x01" + now.to_bytes(4) + random + link.code.encode()
    signed = body + hmac.digest(key, body, hashlib.sha256)[:16]
    ip = event.request_context.http.source_ip.encode()
    names = ("site", "mode", "dest", "user")
    click = UsualClick(
        click_id=f"clk_{now:x}{random.hex()}",
        code=link.code,
        program_id=link.program_id,
        clicked_at=now,
        ip_hash=hmac.digest(key, ip, hashlib.sha256).hex(),
        user_agent=headers.get("user-agent", ""),
        method=event.http_method,
        sec_fetch="/".join(headers.get(f"sec-fetch-{name}", "") for name in names),
        expires_at=now + 90 * 86_400,
    )
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode(), click


def _address(link: UsualLink, token: str) -> str:
    parts = urlsplit(link.destination)
    asked = app.current_event.query_string_parameters
    passed = [(name, value) for name, value in asked.items() if name.startswith("utm_")]
    query = [*parse_qsl(parts.query), *passed, ("gw", token), ("ref", link.code)]
    return urlunsplit(parts._replace(query=urlencode(query)))

"""The same friend's page, written the usual way: Powertools' resolver, boto3, pydantic and Jinja2.

A yardstick only, and a fair one: clients and templates made once, secrets kept, the same items are
read, and the page is smaller.
"""

import hashlib
import hmac
import os
import tomllib
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters
from boto3.dynamodb.conditions import Key
from boto3.dynamodb.types import TypeDeserializer
from botocore.config import Config
from jinja2 import DictLoader, Environment
from pydantic import BaseModel

CONFIG = Config(connect_timeout=1, read_timeout=1, retries={"mode": "standard"})
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta property="og:title" content="{{ title }}">
<meta property="og:description" content="{{ link.words }}">
<link rel="stylesheet" href="/static/portal.css"></head>
<body><main class="card"><h1>{{ title }}</h1>
{% if link.words %}<blockquote>{{ link.words }}</blockquote>{% endif %}
<section><h2>{{ gift }}</h2><p>{{ condition }}<br>{{ window }}</p>
{% if spent %}<p>{{ spent }}</p>{% endif %}
{% if not code %}<form method="post"><button>{{ button }}</button></form>{% endif %}</section>
<p><a href="{{ address }}">{{ onward }}</a></p><p>{{ privacy }}</p></main></body></html>
"""
WORDS = tomllib.loads("""
title = "{advocate} thought of you"
gift = "{percent}% off your first order"
condition = "It is yours with your first order of {money} or more."
window = "Order within {days} days; your friend gets a thank-you, too."
spent = "The budget is spent."
button = "Get my code"
onward = "Continue to {shop}"
privacy = "Your friend learns that someone came, never what you buy."
""")
app = APIGatewayHttpResolver()
logger = Logger()
metrics = Metrics(namespace="Usual")
dynamo = boto3.client("dynamodb", config=CONFIG)
ledger = boto3.resource("dynamodb", config=CONFIG)
vault = parameters.SecretsProvider(boto_config=CONFIG)
templates = Environment(loader=DictLoader({"page.html": PAGE}), autoescape=True)
read = TypeDeserializer().deserialize


class UsualQualifies(BaseModel):
    on: str
    minimum_minor: int


class UsualSide(BaseModel):
    kind: str
    percent: int = 0
    when: str = ""


class UsualOffer(BaseModel):
    name: str
    weight: int
    friend: UsualSide


class UsualRules(BaseModel):
    program: str
    name: str
    currency: str
    qualifies: UsualQualifies
    offers: list[UsualOffer]
    limits: dict[str, Any]


class UsualPageLink(BaseModel):
    code: str
    program_id: str
    advocate_id: str
    destination: str
    words: str
    status: str


class UsualPerson(BaseModel):
    name: str
    consents: dict[str, bool]


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = app.resolve(event, context)
    metrics.flush_metrics()
    return answer


@app.get("/w/<code>")
def show(code: str) -> Response[str]:
    link = UsualPageLink.model_validate(_get("LINKS_TABLE", code=code))
    program = _get("PROGRAMS_TABLE", program_id=link.program_id, version="current")
    rules = UsualRules.model_validate(program["rules"])
    person = UsualPerson.model_validate(_get("PEOPLE_TABLE", person_id=link.advocate_id))
    token = app.current_event.query_string_parameters.get("gw", "")
    gift = _get("LINKS_TABLE", code=f"gift#{link.program_id}#{_gift_code(link.code, token)}")
    metrics.add_metric("Pages", MetricUnit.Count, 1)
    html = _page(link, rules, person, {"token": token, "code": gift.get("typed", "")})
    headers = {"content-type": "text/html", "cache-control": "no-store"}
    return Response(200, headers=headers, body=html)


def _page(
    link: UsualPageLink, rules: UsualRules, person: UsualPerson, given: dict[str, str]
) -> str:
    side, minimum = rules.offers[0].friend, rules.qualifies.minimum_minor
    return templates.get_template("page.html").render(
        link=link,
        title=WORDS["title"].format(advocate=person.name.split()[0]),
        gift=WORDS["gift"].format(percent=side.percent),
        condition=WORDS["condition"].format(money=f"€{minimum / 100:.2f}"),
        window=WORDS["window"].format(days=30),
        spent=WORDS["spent"] if _remainder(rules) <= 0 else "",
        button=WORDS["button"],
        code=given["code"],
        address=f"{link.destination}?gw={given['token']}&ref={link.code}",
        onward=WORDS["onward"].format(shop=rules.name),
        privacy=WORDS["privacy"],
    )


def _remainder(rules: UsualRules) -> int:
    table = ledger.Table(os.environ["LEDGER_TABLE"])
    found = table.query(
        KeyConditionExpression=Key("account").eq(f"budget#{rules.program}"), ConsistentRead=True
    )
    spent = sum(int(item["spent_minor"]) for item in found["Items"])
    return int(rules.limits["budget_minor"]) - spent


def _gift_code(code: str, token: str) -> str:
    signing = str(vault.get(os.environ["SIGNING_SECRET"], max_age=300)).encode()
    identity = str(vault.get(os.environ["IDENTITY_SECRET"], max_age=300)).encode()
    holder = hmac.digest(signing, token.encode(), hashlib.sha256)
    return hmac.digest(identity, code.encode() + holder, hashlib.sha256).hex()[:12]


def _get(table: str, **key: str) -> dict[str, Any]:
    keys = {name: {"S": value} for name, value in key.items()}
    found = dynamo.get_item(TableName=os.environ[table], Key=keys, ConsistentRead=True)
    return {name: read(value) for name, value in found.get("Item", {}).items()}

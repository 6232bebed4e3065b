"""The deployment: the built template through the real SAM CLI into the emulator."""

import json
from contextlib import suppress
from typing import Any

import boto3
from botocore.exceptions import ClientError

from goodword.local.build import config_of, run_sam
from goodword.local.place import ARTIFACTS, MAIL_FROM, STACK, StackPlace, architecture
from referrals.model.errors import RefusedError

SENDER = "hello@shop.example"


class DidNotDeployError(RefusedError):
    code = "did_not_deploy"


def client(place: StackPlace, service: str) -> Any:
    known = place.environment()
    return boto3.client(
        service,
        endpoint_url=place.emulator_url,
        region_name=known["AWS_REGION"],
        aws_access_key_id=known["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=known["AWS_SECRET_ACCESS_KEY"],
    )


def deploy(place: StackPlace) -> None:
    """Creates or updates the stack; safe to repeat."""
    with suppress(ClientError):
        client(place, "s3").create_bucket(
            Bucket=ARTIFACTS,
            CreateBucketConfiguration={"LocationConstraint": place.environment()["AWS_REGION"]},
        )
    client(place, "sesv2").create_email_identity(EmailIdentity=SENDER)
    overrides = {
        "Stage": "local",
        "Architecture": architecture(),
        "EndpointUrl": place.emulator_url,
        "PublicUrl": place.url,
        "FallbackUrl": "https://shop.example/",
        "MailFrom": f'"{MAIL_FROM}"',
    }
    run_sam(
        "deploy",
        *(*config_of("local"), "--template-file", str(place.build / "template.yaml")),
        *("--no-progressbar", "--no-confirm-changeset", "--parameter-overrides"),
        *(f"{name}={value}" for name, value in overrides.items()),
        fault=DidNotDeployError,
        environment=place.environment(),
    )


def outputs(place: StackPlace) -> dict[str, str]:
    """The stack's outputs; empty when there is no stack."""
    try:
        stacks = client(place, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return {}
    if not stacks[0]["StackStatus"].endswith("_COMPLETE"):
        return {}
    return {o["OutputKey"]: o["OutputValue"] for o in stacks[0].get("Outputs", [])}


def environment_of(place: StackPlace) -> dict[str, str]:
    """What a step or view run on this machine needs in order to work on the stack."""
    deployed: dict[str, str] = json.loads(outputs(place)["Environment"])
    return {**place.environment(), **deployed, "MAIL_FROM": MAIL_FROM}


def api_id(place: StackPlace) -> str:
    found = client(place, "cloudformation").describe_stack_resource(
        StackName=STACK, LogicalResourceId="HttpApi"
    )
    return str(found["StackResourceDetail"]["PhysicalResourceId"])

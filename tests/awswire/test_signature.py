"""Signatures: AWS's own published cases, and botocore's answer to anything else."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given
from hypothesis import strategies as st

from awswire.signature import Credentials, SigningScope, authorization, signing_key

# The values of AWS's Signature Version 4 test suite.
EXAMPLE = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
SUITE = SigningScope("20150830", "us-east-1", "service")
MOMENT = "20150830T123600Z"
HOST = {"host": "example.amazonaws.com", "x-amz-date": MOMENT}


@pytest.mark.parametrize(
    ("added", "body", "signature"),
    [
        ({}, b"", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            {"My-Header1": "value1"},
            b"",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        ),
        (
            {"My-Header1": "VALUE1"},
            b"",
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        ),
        (
            {"Content-Type": "application/x-www-form-urlencoded"},
            b"Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
    ],
    ids=["vanilla", "header-key-sort", "header-value-case", "form"],
)
def test_aws_s_published_cases_come_out(added: dict[str, str], body: bytes, signature: str) -> None:
    value = authorization(EXAMPLE, SUITE, {**HOST, **added}, body)

    assert value.endswith(f"Signature={signature}")
    assert "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request," in value


def test_the_published_signing_key_comes_out() -> None:
    key = signing_key(EXAMPLE.secret_key, SigningScope("20150830", "us-east-1", "iam"))

    assert key.hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"


NAMES = st.from_regex(r"x-[a-z][a-z0-9-]{0,20}", fullmatch=True)
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@given(
    body=st.binary(max_size=300),
    headers=st.dictionaries(NAMES, TEXTS, max_size=4),
    token=st.sampled_from(["", "a-session-token"]),
    region=st.sampled_from(["eu-west-1", "us-gov-west-1"]),
)
def test_botocore_signs_alike(
    body: bytes, headers: dict[str, str], token: str, region: str
) -> None:
    host = f"dynamodb.{region}.amazonaws.com"
    request = AWSRequest("POST", f"https://{host}/", headers=headers, data=body)
    credentials = BotoCredentials("AKID", "secret", token or None)
    with patch("botocore.auth.get_current_datetime", return_value=a_moment()):
        SigV4Auth(credentials, "dynamodb", region).add_auth(request)

    signed = {name.lower(): value for name, value in request.headers.items()}
    theirs = signed.pop("authorization")
    scope = SigningScope("20261122", region, "dynamodb")
    ours = authorization(
        Credentials("AKID", "secret", token), scope, {**signed, "host": host}, body
    )

    assert ours == theirs


def a_moment() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_key_of_its_own_has_no_session() -> None:
    assert EXAMPLE.session_token == ""

"""The bucket of pictures, for tests that draw or serve any."""

from typing import Any

import boto3

BUCKET = "goodword-pictures"
PLACE: Any = {"LocationConstraint": "eu-west-1"}


def open_bucket() -> None:
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=PLACE)


def files() -> list[str]:
    listed = boto3.client("s3").list_objects_v2(Bucket=BUCKET)
    return [each["Key"] for each in listed.get("Contents", ())]

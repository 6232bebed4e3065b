"""All that the tables hold, as one text: for what may stand in none of them."""

import boto3


def everything_kept() -> str:
    client = boto3.client("dynamodb")
    tables = client.list_tables()["TableNames"]
    return "".join(str(client.scan(TableName=name)["Items"]) for name in tables)

"""Who asks over the wire in these tests, and what for."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKID",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "session",
    "AWS_REGION": "eu-west-1",
}
KEY = {"TableName": "T", "Key": {"code": {"S": "ada-bakes"}}}

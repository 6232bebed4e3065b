"""Cards: files in the bucket of pictures, named by what is on them."""

from typing import NamedTuple

from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import UnavailableError

FOLDER = "cards"


class CardFiles(NamedTuple):
    s3: Dynamo
    """S3, called as DynamoDB is."""
    bucket: str

    def put(self, name: str, content: bytes) -> None:
        """Safe to repeat: a name stands for its content."""
        self._call("PutObject", name, Body=content, ContentType="image/png")

    def find(self, name: str) -> bytes | None:
        try:
            answer = self.s3.call("GetObject", self._place(name))
        except AwsError as error:
            if error.code in ("NoSuchKey", "AccessDenied", "404", "HTTP404", "HTTP403"):
                return None
            raise UnavailableError("the pictures are away.", remedy="Try again.") from error
        content: bytes = answer["Body"].read()
        return content

    def remove(self, name: str) -> None:
        """Safe to repeat."""
        self._call("DeleteObject", name)

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{FOLDER}/{name}"}

    def _call(self, operation: str, name: str, **more: object) -> None:
        try:
            self.s3.call(operation, {**self._place(name), **more})
        except AwsError as error:
            raise UnavailableError("the pictures are away.", remedy="Try again.") from error

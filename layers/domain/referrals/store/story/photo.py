"""Photos of stories: files in the bucket of pictures, below the story that they belong to.

Nothing there is public. Whoever serves one has asked the story first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import NotFoundError, UnavailableError

FOLDER = "stories"


class PhotoNotFoundError(NotFoundError):
    code = "photo_not_found"


@dataclass(frozen=True, slots=True)
class Photos:
    s3: Dynamo
    """S3, called as DynamoDB is."""
    bucket: str

    def put(self, story_id: str, file: str, content: bytes) -> None:
        """Safe to repeat: a name stands for its content."""
        request = {**self._place(story_id, file), "Body": content, "ContentType": "image/jpeg"}
        self._call("PutObject", request)

    def read(self, story_id: str, file: str) -> bytes:
        answer = self._call("GetObject", self._place(story_id, file))
        content: bytes = answer["Body"].read()
        return content

    def remove(self, story_id: str, file: str) -> None:
        """Safe to repeat."""
        self._call("DeleteObject", self._place(story_id, file))

    def files(self, story_id: str) -> list[str]:
        """All that lie below the story, those that nothing names among them."""
        folder = f"{FOLDER}/{story_id}/"
        found = self._call("ListObjectsV2", {"Bucket": self.bucket, "Prefix": folder})
        return [each["Key"].removeprefix(folder) for each in found.get("Contents", [])]

    def all_files(self) -> Iterator[tuple[str, str]]:
        """Every photo there is, by story and file, a thousand at a time."""
        request = {"Bucket": self.bucket, "Prefix": f"{FOLDER}/"}
        while True:
            found = self._call("ListObjectsV2", request)
            for each in found.get("Contents", []):
                story_id, _, file = each["Key"].removeprefix(f"{FOLDER}/").partition("/")
                yield story_id, file
            if not found.get("IsTruncated"):
                return
            request = {**request, "ContinuationToken": found["NextContinuationToken"]}

    def _place(self, story_id: str, file: str) -> dict[str, Any]:
        return {"Bucket": self.bucket, "Key": f"{FOLDER}/{story_id}/{file}"}

    def _call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.s3.call(operation, request)
        except AwsError as error:
            if error.code in ("NoSuchKey", "404"):
                raise PhotoNotFoundError("there is no such photo.", field="file") from error
            raise UnavailableError("the photos are away.", remedy="Try again.") from error

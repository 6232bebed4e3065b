"""A shop's logos and pictures: files in the bucket of pictures, by a name that is their content's.

What was sent lies below `drafts/`, where the bucket lets it end after a month; what a version of a
program names lies below `brand/`, and stays as long as the version does.
"""

from typing import NamedTuple

from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import UnavailableError

DRAFTS, KEPT = "drafts", "brand"
_KINDS = {"png": "image/png", "jpg": "image/jpeg"}


class BrandPictures(NamedTuple):
    s3: Dynamo
    """S3, called as DynamoDB is."""
    bucket: str

    def put_draft(self, name: str, content: bytes) -> None:
        """Safe to repeat: a name stands for its content."""
        self._put(DRAFTS, name, content)

    def find(self, name: str) -> bytes | None:
        kept = self._read(KEPT, name)
        return kept if kept is not None else self._read(DRAFTS, name)

    def keep(self, name: str) -> bool:
        """Whether it is there to stay now; safe to repeat."""
        if self._read(KEPT, name) is not None:
            return True
        draft = self._read(DRAFTS, name)
        if draft is not None:
            self._put(KEPT, name, draft)
        return draft is not None

    def _read(self, folder: str, name: str) -> bytes | None:
        try:
            answer = self.s3.call("GetObject", {"Bucket": self.bucket, "Key": f"{folder}/{name}"})
        except AwsError as error:
            if error.code in ("NoSuchKey", "AccessDenied", "404", "HTTP404", "HTTP403"):
                return None
            raise _away() from error
        content: bytes = answer["Body"].read()
        return content

    def _put(self, folder: str, name: str, content: bytes) -> None:
        place = {"Bucket": self.bucket, "Key": f"{folder}/{name}"}
        kind = _KINDS[name.rpartition(".")[2]]
        try:
            self.s3.call("PutObject", {**place, "Body": content, "ContentType": kind})
        except AwsError as error:
            raise _away() from error


def _away() -> UnavailableError:
    return UnavailableError("the pictures are away.", remedy="Try again.")

"""The bucket of an environment: code, templates and the record of each release, by their digest."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from aicc.amazon.deploy.cloud import Answer, Cloud, CloudError
from aicc.amazon.deploy.project import Project
from aicc.errors import ConflictError

US_EAST_1 = "us-east-1"  # the one region that a bucket may not be told to be in
_ABSENT = frozenset({"404", "NoSuchBucket", "NoSuchKey", "NotFound"})
_MOST_AT_ONCE = 1000  # that DeleteObjects takes


class Bucket:
    def __init__(self, cloud: Cloud, project: Project, account: str) -> None:
        self._cloud = cloud
        self._project = project
        self._account = account
        self.name = project.bucket(account)

    def exists(self) -> bool:
        """`ConflictError` where the name is somebody else's: nothing of ours goes there."""
        try:
            self._call("head_bucket", ExpectedBucketOwner=self._account)
        except CloudError as error:
            if error.aws_code in _ABSENT:
                return False
            if error.aws_code in {"403", "AccessDenied"}:
                message = f"the bucket {self.name} is another account's, or may not be read"
                raise ConflictError(message) from error
            raise
        return True

    def ensure(self) -> bool:
        """True where it was made now. What may be half done of an earlier run is done again."""
        is_new = not self.exists()
        if is_new:
            where = {"LocationConstraint": self._project.region}
            given = (
                {} if self._project.region == US_EAST_1 else {"CreateBucketConfiguration": where}
            )
            self._create(given)
        self._call(
            "put_public_access_block",
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "IgnorePublicAcls": True,
                "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True,
            },
        )
        tags = [{"Key": key, "Value": value} for key, value in self._project.tags.items()]
        self._call("put_bucket_tagging", Tagging={"TagSet": tags})
        return is_new

    def _create(self, given: Mapping[str, object]) -> None:
        try:
            self._call("create_bucket", **given)
        except CloudError as error:  # an earlier try, whose answer was lost, has made it
            if error.aws_code != "BucketAlreadyOwnedByYou":
                raise

    def url(self, key: str) -> str:
        return f"https://{self.name}.s3.{self._project.region}.amazonaws.com/{key}"

    def has(self, key: str) -> bool:
        try:
            self._call("head_object", Key=key)
        except CloudError as error:
            if error.aws_code in _ABSENT:
                return False
            raise
        return True

    def put(self, key: str, data: bytes) -> None:
        self._call("put_object", Key=key, Body=data)

    def put_file(self, key: str, path: Path) -> None:
        self.put(key, path.read_bytes())

    def get(self, key: str) -> bytes:
        body: bytes = self._call("get_object", Key=key)["Body"].read()
        return body

    def keys(self, prefix: str) -> Iterator[str]:
        token: dict[str, str] = {}
        while True:
            page = self._call("list_objects_v2", Prefix=prefix, **token)
            yield from (each["Key"] for each in page.get("Contents", ()))
            if not page.get("IsTruncated"):
                return
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def remove(self) -> None:
        """With all that is in it."""
        if not self.exists():
            return
        keys = list(self.keys(""))
        for at in range(0, len(keys), _MOST_AT_ONCE):
            some = [{"Key": key} for key in keys[at : at + _MOST_AT_ONCE]]
            self._call("delete_objects", Delete={"Objects": some, "Quiet": True})
        self._call("delete_bucket")

    def _call(self, operation: str, **given: object) -> Answer:
        return self._cloud.call("s3", operation, Bucket=self.name, **given)

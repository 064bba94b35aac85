"""A script in a file of its own, called by its hash; the server is taught it when it asks."""

from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path

from redis import Redis, RedisCluster
from redis.exceptions import NoScriptError, RedisError

Call = Sequence[str]  # the keys, and then the arguments


class RedisScript:
    def __init__(self, path: Path) -> None:
        self._text = path.read_text(encoding="utf-8")
        self._sha = sha1(self._text.encode(), usedforsecurity=False).hexdigest()

    def run(self, client: Redis, calls: Sequence[Call], *, keys: int = 2) -> list[object]:
        """All go in one round trip, but to a cluster. Each begins with as many keys."""
        answers = self._send(client, calls, keys)
        if any(isinstance(answer, NoScriptError) for answer in answers):
            client.script_load(self._text)
            answers = self._send(client, calls, keys)  # those that ran do the same once more
        for answer in answers:
            if isinstance(answer, RedisError):
                raise answer
        return answers

    def _send(self, client: Redis, calls: Sequence[Call], keys: int) -> list[object]:
        if isinstance(client, RedisCluster):  # whose pipelines take no scripts
            return [self._answer(client, call, keys) for call in calls]
        pipeline = client.pipeline(transaction=False)
        for call in calls:
            pipeline.evalsha(self._sha, keys, *call)
        return list(pipeline.execute(raise_on_error=False))

    def _answer(self, client: RedisCluster, call: Call, keys: int) -> object:
        try:
            return client.evalsha(self._sha, keys, *call)
        except NoScriptError as error:
            return error

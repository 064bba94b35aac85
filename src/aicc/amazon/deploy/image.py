"""The service's image: one tag for each content, built and pushed where the registry lacks it."""

import base64
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from aicc.amazon.deploy.cloud import Cloud, CloudError
from aicc.amazon.deploy.programs import Run, run
from aicc.amazon.deploy.progress import Say
from aicc.errors import ConfigError, NotFoundError

DOCKERFILE = "infra/docker/Dockerfile"
BUILDERS = ("docker", "podman", "buildah")  # which take the same words
BUILD_S, PUSH_S, LOGIN_S = 1800.0, 900.0, 60.0
PLATFORM = "linux/arm64"
SHORT = 12  # characters of a digest, enough to tell some thousand images apart
# What .dockerignore lets through
_FILES = (DOCKERFILE, "requirements.txt", "pyproject.toml", "README.md", "LICENSE")
_FOLDERS = ("src", "lambdas", "contact_flows")

Find = Callable[[str], str | None]


def image_tag(root: Path, version: str) -> str:
    """The same files give the same tag: what is in the registry already is not built again."""
    digest = sha256()
    for path in _inputs(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return f"{version}-{digest.hexdigest()[:SHORT]}"


def builder(find: Find = shutil.which) -> str:
    """Empty where none is installed."""
    return next((name for name in BUILDERS if find(name)), "")


class Images:
    def __init__(self, cloud: Cloud, say: Say, asked: Run = run, find: Find = shutil.which) -> None:
        self._cloud = cloud
        self._say = say
        self._run = asked
        self._find = find

    def pushed(self, root: Path, repository: str, tag: str, base: str) -> str:
        """The image's address, once the registry has it. `base` is the Dockerfile's BASE."""
        address = f"{repository}:{tag}"
        if self.is_there(repository, tag):
            self._say(f"image: {tag} is in the registry already")
            return address
        program = builder(self._find)
        if not program:
            raise ConfigError(
                f"none of {', '.join(BUILDERS)} is installed: build and push {address} elsewhere "
                "and give it with --image, or leave the service out with --without web"
            )
        self._log_in(program, repository)
        self._say(f"image: building {tag} for {PLATFORM} with {program}")
        self._run(_build(program, root, address, base), BUILD_S)
        self._say(f"image: pushing {tag}")
        self._run([program, "push", address], PUSH_S)
        return address

    def is_there(self, repository: str, tag: str) -> bool:
        _, _, name = repository.partition("/")
        try:
            self._cloud.call(
                "ecr", "describe_images", repositoryName=name, imageIds=[{"imageTag": tag}]
            )
        except CloudError as error:
            if error.aws_code in {"ImageNotFoundException", "RepositoryNotFoundException"}:
                return False
            raise
        return True

    def _log_in(self, program: str, repository: str) -> None:
        """For twelve hours. The password goes by stdin and is shown nowhere."""
        answer = self._cloud.call("ecr", "get_authorization_token")
        token = answer["authorizationData"][0]["authorizationToken"]
        user, _, password = base64.b64decode(token).decode().partition(":")
        registry, _, _ = repository.partition("/")
        login = [program, "login", "--username", user, "--password-stdin", registry]
        self._run(login, LOGIN_S, stdin=password)


def _build(program: str, root: Path, address: str, base: str) -> list[str]:
    given = ["--build-arg", f"BASE={base}"] if base else []
    # podman and buildah make OCI's format, which knows no HEALTHCHECK and drops it with a warning;
    # docker knows its own format alone, and no such word
    kind = [] if program == "docker" else ["--format", "docker"]
    file = ["--file", str(root / DOCKERFILE)]
    words = ["build", "--platform", PLATFORM, *kind, *given, *file, "--tag", address, str(root)]
    return [program, *words]


def _inputs(root: Path) -> Iterator[Path]:
    for name in _FILES:
        if not (root / name).is_file():
            raise NotFoundError(f"{root / name} is missing: not a checkout of aicc")
        yield root / name
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root).as_posix()
            if path.is_file() and "__pycache__" not in relative and ".egg-info/" not in relative:
                yield path

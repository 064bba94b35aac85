"""The image and the servers given to users are those the tests run, and show nothing to the net."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.errors import ConfigError
from aicc.settings import Settings
from api.app import create_app
from api.exposure import check_exposure

ROOT = Path(__file__).resolve().parent.parent
ELASTICSEARCH = ROOT / "infra/docker/elasticsearch.Dockerfile"
IMAGE = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
SECRET = "made-up-7f3a9c51e8b24d06-with-32-characters"
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def compose() -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


@pytest.fixture
def services(compose: dict[str, Any]) -> dict[str, Any]:
    services: dict[str, Any] = compose["services"]
    return services


def settings_of(service: dict[str, Any], **environ: str) -> Settings:
    """As the container has them: the image's variables, then Compose's, `${NAME:-default}` filled
    from `environ`."""
    image = dict(re.findall(r"(AICC_\w+)=(\S+)", IMAGE))
    given = {
        name: re.sub(r"\$\{(\w+):-(.*?)\}", lambda found: environ.get(found[1], found[2]), value)
        for name, value in service["environment"].items()
    }
    return Settings.load(image | given)


def test_elasticsearch_is_the_version_of_the_test_node() -> None:
    pom = (ROOT / "tests/servers/elasticsearch/pom.xml").read_text(encoding="utf-8")
    tested = re.search(r"<elasticsearch.version>(.+)</", pom)
    given = re.search(r"^ARG VERSION=(.+)$", ELASTICSEARCH.read_text("utf-8"), re.MULTILINE)

    assert tested
    assert given
    assert given[1] == tested[1]


def test_elasticsearch_is_built_with_nori(services: dict[str, Any]) -> None:
    build = services["elasticsearch"]["build"]

    assert ROOT / build["context"] / build["dockerfile"] == ELASTICSEARCH
    assert "install --batch analysis-nori" in ELASTICSEARCH.read_text(encoding="utf-8")


def test_every_port_is_on_loopback(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", ())]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert len({port.split(":")[1] for port in ports}) == len(ports)


def test_every_server_has_a_health_check_and_is_waited_for(services: dict[str, Any]) -> None:
    lasting = {name for name in services if name != "tables"}
    waits = services["aicc"]["depends_on"] | services["tables"]["depends_on"]

    assert lasting == {
        "aicc", "elasticsearch", "redis", "dynamodb", "prometheus", "grafana"
    }  # fmt: skip
    assert all(services[name]["healthcheck"]["test"][0] == "CMD" for name in lasting)
    assert {name: wait["condition"] for name, wait in waits.items()} == {
        "tables": "service_completed_successfully",
        "redis": "service_healthy",
        "elasticsearch": "service_healthy",
        "dynamodb": "service_healthy",
    }


def test_every_volume_that_is_used_is_declared_or_a_file_of_the_checkout(
    compose: dict[str, Any],
) -> None:
    used = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    files = {name for name in used if name.startswith("./")}

    assert used - files == compose["volumes"].keys()
    assert all((ROOT / name).exists() for name in files)


def test_the_service_finds_every_server_of_the_file(services: dict[str, Any]) -> None:
    settings = settings_of(services["aicc"], JWT_SECRET=SECRET)

    check_exposure(settings)
    assert "redis://redis:6379" in settings.redis_url
    assert settings.dynamodb_endpoint == "http://dynamodb:8000"
    assert settings.elasticsearch_host == "http://elasticsearch:9200"


def test_without_a_secret_the_service_refuses_to_start_and_names_it(
    services: dict[str, Any],
) -> None:
    with pytest.raises(ConfigError, match=r"AICC_HOST=0\.0\.0\.0 .* set JWT_SECRET"):
        create_app(settings_of(services["aicc"]))


def test_containers_have_no_more_rights_than_they_need(services: dict[str, Any]) -> None:
    service = services["aicc"]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["aicc:/data"]


def test_the_image_is_built_in_stages_and_runs_as_nobody_in_particular() -> None:
    stages = re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
    users = re.findall(r"^USER (\S+)", IMAGE, re.MULTILINE)

    assert stages == ["${BASE}", "${BASE}"]
    assert IMAGE.index("ARG BASE=") < IMAGE.index("FROM ")
    assert users == ["10001:10001"]  # by number: Kubernetes cannot look a name up


def test_the_image_is_checked_without_curl_on_the_port_it_serves() -> None:
    settings = Settings.load(dict(re.findall(r"(AICC_\w+)=(\S+)", IMAGE)))
    check = IMAGE[IMAGE.index("HEALTHCHECK") :]

    assert f"EXPOSE {settings.port}" in IMAGE
    assert "'127.0.0.1', int(os.environ['AICC_PORT'])" in check
    assert "'/health'" in check
    assert not re.search(r"\b(curl|wget) ", IMAGE)


def test_no_secret_is_baked_into_the_image() -> None:
    variables = re.findall(r"^\s*(?:ENV |ARG )?([A-Z_]+)=", IMAGE, re.MULTILINE)

    assert [name for name in variables if re.search("SECRET|KEY|TOKEN|PASSWORD", name)] == []
    assert IGNORED[1] == "*"  # nothing goes to the builder that is not named


def test_what_the_image_copies_goes_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}

    assert names == {line[1:] for line in IGNORED if line.startswith("!")}
    assert all((ROOT / name).exists() for name in names)

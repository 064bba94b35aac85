"""The Kubernetes files fit each other and the service: names, ports, probes, rights, settings."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.settings import Settings
from api.app import create_app
from api.exposure import check_exposure

ROOT = Path(__file__).resolve().parent.parent
K8S = ROOT / "infra/k8s"
OVERLAYS = sorted((K8S / "overlays").iterdir())
KUSTOMIZATIONS = sorted(K8S.rglob("kustomization.yaml"))
MADE_UP = "a7Kq0Zx93LmVb5Rt8WnYc2Hd6Pf4Gs1J"

Manifest = dict[str, Any]


def read(path: Path) -> Manifest:
    found: Manifest = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def base() -> dict[str, Manifest]:
    found = map(read, sorted((K8S / "base").glob("*.yaml")))
    return {each["kind"]: each for each in found}


@pytest.fixture
def deployment(base: dict[str, Manifest]) -> Manifest:
    found: Manifest = base["Deployment"]["spec"]
    return found


@pytest.fixture
def pod(deployment: Manifest) -> Manifest:
    found: Manifest = deployment["template"]["spec"]
    return found


@pytest.fixture
def container(pod: Manifest) -> Manifest:
    [found] = pod["containers"]
    return dict(found)


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    settings = Settings.load(
        {"AICC_DATA_DIR": str(tmp_path_factory.mktemp("data")), "AICC_PACK": "general"}
    )
    return set(create_app(settings).openapi()["paths"])


@pytest.mark.parametrize("path", KUSTOMIZATIONS, ids=lambda path: path.parent.name)
def test_a_kustomization_lists_every_file_beside_it(path: Path) -> None:
    said = read(path)
    listed = [*said["resources"], *(patch["path"] for patch in said.get("patches", ()))]
    beside = {each.name for each in path.parent.iterdir()} - {path.name}

    assert {name for name in listed if not name.startswith("..")} == beside
    assert all((path.parent / name).exists() for name in listed)


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_a_patch_is_of_something_in_the_base(folder: Path, base: dict[str, Manifest]) -> None:
    for patch in read(folder / "kustomization.yaml")["patches"]:
        patched = read(folder / patch["path"])
        same = base[patched["kind"]]

        assert patched["apiVersion"] == same["apiVersion"]
        assert patched["metadata"]["name"] == same["metadata"]["name"]


def test_everything_that_selects_pods_selects_those_of_the_deployment(
    base: dict[str, Manifest], deployment: Manifest, pod: Manifest
) -> None:
    labels = deployment["template"]["metadata"]["labels"]
    selectors = [
        deployment["selector"]["matchLabels"],
        base["Service"]["spec"]["selector"],
        base["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        base["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
        pod["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
    ]

    assert labels
    assert [each for each in selectors if each != labels] == []


def test_three_to_ten_pods_at_eighty_per_cent(
    base: dict[str, Manifest], deployment: Manifest
) -> None:
    scaler = base["HorizontalPodAutoscaler"]["spec"]
    [metric] = scaler["metrics"]

    assert scaler["scaleTargetRef"]["kind"] == "Deployment"
    assert scaler["scaleTargetRef"]["name"] == base["Deployment"]["metadata"]["name"]
    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 10)
    assert metric["resource"]["name"] == "cpu"
    assert metric["resource"]["target"]["averageUtilization"] == 80
    assert deployment["replicas"] == 3


def test_a_share_of_the_processor_is_asked_for_so_that_it_can_be_scaled_by(
    container: Manifest,
) -> None:
    resources = container["resources"]

    assert resources["requests"].keys() == {"cpu", "memory"}
    assert "memory" in resources["limits"]


def test_some_pods_stay_when_nodes_are_drained_and_releases_rolled_out(
    base: dict[str, Manifest], deployment: Manifest
) -> None:
    assert base["PodDisruptionBudget"]["spec"]["maxUnavailable"] < deployment["replicas"]
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


@pytest.mark.parametrize(
    ("probe", "path"),
    [("startupProbe", "/health"), ("livenessProbe", "/health"), ("readinessProbe", "/ready")],
)
def test_a_probe_asks_a_route_that_is_there(
    container: Manifest, routes: set[str], probe: str, path: str
) -> None:
    [port] = container["ports"]

    assert container[probe]["httpGet"] == {"path": path, "port": port["name"]}
    assert path in routes


def test_the_port_is_the_images_everywhere(
    base: dict[str, Manifest], container: Manifest, deployment: Manifest
) -> None:
    image = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
    exposed = int(re.findall(r"^EXPOSE (\d+)$", image, re.MULTILINE)[0])
    [port] = container["ports"]
    [served] = base["Service"]["spec"]["ports"]
    [way_in] = base["NetworkPolicy"]["spec"]["ingress"]

    assert port["containerPort"] == exposed
    assert (served["port"], served["targetPort"]) == (exposed, port["name"])
    assert [each["port"] for each in way_in["ports"]] == [exposed]
    assert deployment["template"]["metadata"]["annotations"]["prometheus.io/port"] == str(exposed)


def test_the_pod_has_no_more_rights_than_it_needs(pod: Manifest, container: Manifest) -> None:
    image = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
    user = int(re.findall(r"^USER (\d+)", image, re.MULTILINE)[0])

    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == user
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_what_the_image_writes_to_can_be_written(pod: Manifest, container: Manifest) -> None:
    mounted = {each["mountPath"]: each["name"] for each in container["volumeMounts"]}

    assert mounted.keys() == {"/data", "/tmp"}
    assert {each["name"] for each in pod["volumes"]} == set(mounted.values())


def test_the_cluster_does_not_fill_in_settings_of_its_own(
    base: dict[str, Manifest], pod: Manifest
) -> None:
    """A Service puts NAME_PORT=tcp://… into every pod, and AICC_PORT is a setting."""
    assert base["Service"]["metadata"]["name"] == "aicc"
    assert pod["enableServiceLinks"] is False


def test_names_that_the_pod_refers_to_are_there(
    base: dict[str, Manifest], pod: Manifest, container: Manifest
) -> None:
    settings, secret = container["envFrom"]

    assert settings["configMapRef"]["name"] == base["ConfigMap"]["metadata"]["name"]
    assert secret["secretRef"]["name"] == read(K8S / "secret.example.yaml")["metadata"]["name"]
    assert pod["serviceAccountName"] == base["ServiceAccount"]["metadata"]["name"]


def test_the_example_of_the_secret_holds_none_and_is_in_no_overlay() -> None:
    example = read(K8S / "secret.example.yaml")

    assert set(example["stringData"].values()) == {""}
    assert all("secret" not in path.read_text(encoding="utf-8") for path in KUSTOMIZATIONS)


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_an_overlay_with_its_secret_is_a_service_that_may_be_started(
    folder: Path, base: dict[str, Manifest]
) -> None:
    names = read(K8S / "secret.example.yaml")["stringData"]
    own = folder / "configmap.yaml"
    environ = {"AICC_HOST": "0.0.0.0", **base["ConfigMap"]["data"], **dict.fromkeys(names, MADE_UP)}
    environ |= read(own)["data"] if own.exists() else {}
    environ["REDIS_URL"] = "rediss://:made-up@redis.example:6379/0"

    check_exposure(Settings.load(environ))


def test_pods_of_the_production_overlay_keep_nothing_that_others_must_see() -> None:
    settings = read(K8S / "overlays/production/configmap.yaml")["data"]

    assert settings["ENVIRONMENT"] == "production"
    assert settings["AICC_SESSION_STORE"] == "redis"
    assert settings["AICC_HISTORY_STORE"] == "dynamodb"


def test_the_small_overlay_is_one_pod_on_a_volume() -> None:
    folder = K8S / "overlays/small"
    spec = read(folder / "deployment.yaml")["spec"]
    claims = [
        each["persistentVolumeClaim"]["claimName"] for each in spec["template"]["spec"]["volumes"]
    ]

    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")
    assert claims == [read(folder / "volume.yaml")["metadata"]["name"]]
    assert read(folder / "hpa.yaml")["$patch"] == "delete"

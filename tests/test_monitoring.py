"""What Prometheus asks and Grafana draws is what the service counts."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from aicc import metrics
from aicc.domain.turn import Source
from api.metrics import FROM_THE_START, PrometheusSink

ROOT = Path(__file__).resolve().parent.parent
DASHBOARD = json.loads((ROOT / "infra/grafana/dashboards/aicc.json").read_text(encoding="utf-8"))
QUERIES = [
    pytest.param(target["expr"], id=f"{panel['title']}-{target['refId']}")
    for panel in DASHBOARD["panels"]
    for target in panel["targets"]
]
LABELS_OF_A_SCRAPE = {"le"}
[_GROUP] = YAML(typ="safe").load((ROOT / "infra/prometheus/alerts.yml").read_text("utf-8"))[
    "groups"
]
ALERTS: list[dict[str, Any]] = _GROUP["rules"]


def counted() -> Iterator[tuple[str, list[str]]]:
    """Every counter of the sources, `count("TurnCount", channel=…)`, with its labels."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="count"), args=[first]):
                    name = name_of(first)
                    if name:
                        yield name, [str(each.arg) for each in node.keywords]


def shown_when_asked() -> Iterator[str]:
    """Every `show("HistoryTurnsWaiting", …)` of the sources."""
    for path in (ROOT / "src/api").rglob("*.py"):
        yield from re.findall(r'\.show\("(\w+)"', path.read_text(encoding="utf-8"))


def name_of(first: ast.expr) -> str:
    match first:
        case ast.Constant(value=str(name)) if name[:1].isupper():
            return name
        case ast.Name(id=constant) if hasattr(metrics, constant):
            return str(getattr(metrics, constant))
    return ""


@pytest.fixture(scope="module")
def shown() -> dict[str, set[str]]:
    """Names as /metrics shows them, with their labels, each counted once."""
    sink = PrometheusSink()
    for name, labels in counted():
        sink.count(name, 1, dict.fromkeys(labels, "made-up"))
    sink.request("/chat", 200, 0.01)
    for name in shown_when_asked():
        sink.show(name, 0)
    families = text_string_to_metric_families(sink.text().decode())
    return {sample.name: set(sample.labels) for each in families for sample in each.samples}


def test_the_counters_of_the_sources_are_found(shown: dict[str, set[str]]) -> None:
    assert shown["aicc_turn_count_total"] == {"channel", "source"}
    assert shown["aicc_conversation_count_total"] == {"channel"}


def test_what_is_counted_without_labels_is_shown_from_the_start() -> None:
    assert set(FROM_THE_START) == {name for name, labels in counted() if not labels}
    assert b"aicc_history_away_total 0.0" in PrometheusSink().text()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_dashboard_asks_what_is_counted(
    query: str, shown: dict[str, set[str]]
) -> None:
    names = re.findall(r"\baicc_\w+", query)
    by = {label for found in re.findall(r"by \((.+?)\)", query) for label in found.split(", ")}

    assert names
    assert [name for name in names if name not in shown] == []
    assert by <= set().union(*(shown[name] for name in names)) | LABELS_OF_A_SCRAPE


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_an_alert_asks_what_is_counted_by_labels_that_it_has(
    rule: dict[str, Any], shown: dict[str, set[str]]
) -> None:
    query = rule["expr"]
    asked = re.findall(r"\b(aicc_\w+)(?:\{(\w+)[=!~])?", query)
    by = {label for found in re.findall(r"by \((.+?)\)", query) for label in found.split(", ")}

    assert asked or query.startswith("up{job=")
    for name, label in asked:
        assert name in shown
        assert not label or label in shown[name]
        assert by <= shown[name] | LABELS_OF_A_SCRAPE
    assert query.count("(") == query.count(")")
    assert query.count("[") == query.count("]")


def test_an_alert_says_how_urgent_it_is_and_which_page_helps() -> None:
    page = (ROOT / "docs/how-to/runbooks.md").read_text(encoding="utf-8")
    helping = set(re.findall(r"^### (\S+)$", page, re.MULTILINE))

    for rule in ALERTS:
        path, _, place = rule["annotations"]["runbook"].partition("#")
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert path == "docs/how-to/runbooks.md"
        assert place in helping


def test_sources_that_alerts_name_are_sources_of_turns() -> None:
    named = {found for rule in ALERTS for found in re.findall(r'source="(\w+)"', rule["expr"])}

    assert named <= {str(each) for each in Source}


def test_prometheus_reads_the_alerts_where_compose_puts_them() -> None:
    [name] = yaml("infra/prometheus/prometheus.yml")["rule_files"]
    mounted = yaml("compose.yaml")["services"]["prometheus"]["volumes"]

    assert f"./infra/prometheus/{name}:/etc/prometheus/{name}:ro" in mounted
    assert (ROOT / "infra/prometheus" / name).exists()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_dashboard_closes_what_it_opens(query: str) -> None:
    assert query.count("(") == query.count(")")
    assert query.count("[") == query.count("]")


def test_panels_neither_cover_each_other_nor_share_an_id() -> None:
    panels = DASHBOARD["panels"]
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]

    assert len(set(taken)) == len(taken)
    assert all(0 <= x < 24 for x, _ in taken)
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_prometheus_asks_the_service_of_the_compose_file_on_its_port() -> None:
    asked = yaml("infra/prometheus/prometheus.yml")["scrape_configs"][0]
    service = yaml("compose.yaml")["services"]["aicc"]

    assert asked["metrics_path"] == "/metrics"
    assert asked["static_configs"][0]["targets"] == ["aicc:8000"]
    assert service["ports"] == ["127.0.0.1:8000:8000"]


def test_grafana_draws_from_the_prometheus_that_it_is_given() -> None:
    provisioning = "infra/grafana/provisioning"
    [source] = yaml(f"{provisioning}/datasources/prometheus.yaml")["datasources"]
    [provider] = yaml(f"{provisioning}/dashboards/aicc.yaml")["providers"]
    mounted = yaml("compose.yaml")["services"]["grafana"]["volumes"]

    assert source["url"] == "http://prometheus:9090"
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {source["uid"]}
    assert any(f":{provider['options']['path']}:" in volume for volume in mounted)


def yaml(name: str) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))
    return read

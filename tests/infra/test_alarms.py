"""Alarms and dashboards look at figures that are there, and each alarm has its page."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from aicc.metrics import NAMESPACE, put_custom_metric
from tests.infra.stack import ROOT, base, web
from tests.test_monitoring import ALERTS, counted

STACKS = {"template.yaml": base(), "web.yaml": web(RedisNodes="2")}
ALARMS = [
    pytest.param(name, alarm, id=name)
    for stack in STACKS.values()
    for name, alarm in stack.of_type("AWS::CloudWatch::Alarm").items()
]
PAGES = [ROOT / "docs/how-to" / name for name in ("runbooks.md", "runbooks.ko.md")]
# What AWS publishes, and by which dimensions
PUBLISHED = {
    "AWS/Lambda": ({"Errors", "Duration", "Throttles"}, {"FunctionName", "Resource"}),
    "AWS/SQS": (
        {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
        {"QueueName"},
    ),
    "AWS/DynamoDB": ({"ReadThrottleEvents", "WriteThrottleEvents"}, {"TableName"}),
    "AWS/ApplicationELB": (
        {"HealthyHostCount", "UnHealthyHostCount", "HTTPCode_Target_5XX_Count",
         "TargetResponseTime", "RequestCount"},
        {"LoadBalancer", "TargetGroup"},
    ),
    "AWS/ECS": ({"CPUUtilization", "MemoryUtilization"}, {"ClusterName", "ServiceName"}),
    "AWS/ElastiCache": (
        {"DatabaseMemoryUsagePercentage", "EngineCPUUtilization"}, {"CacheClusterId"}
    ),
}  # fmt: skip
INSTALLATIONS = "AICC/Installations"
HOSTS_NEED = {"HealthyHostCount", "UnHealthyHostCount"}  # a target group as well as a balancer


@pytest.fixture(scope="module")
def ours() -> dict[str, set[str]]:
    """The figures that the code counts, with their labels."""
    return {name: set(labels) for name, labels in counted()}


@pytest.mark.parametrize(("name", "alarm"), ALARMS)
def test_an_alarm_looks_at_a_figure_that_is_there(
    name: str, alarm: dict[str, Any], ours: dict[str, set[str]]
) -> None:
    space, metric = alarm["Namespace"], alarm["MetricName"]
    dimensions = {each["Name"] for each in alarm.get("Dimensions", ())}

    if space == NAMESPACE:
        assert ours[metric] == dimensions
    elif space == INSTALLATIONS:
        assert metric in filtered()
    else:
        assert metric in PUBLISHED[space][0]
        assert dimensions <= PUBLISHED[space][1]
        assert metric not in HOSTS_NEED or dimensions == PUBLISHED[space][1]


@pytest.mark.parametrize(("name", "alarm"), ALARMS)
def test_an_alarm_tells_somebody_and_leads_to_its_page(name: str, alarm: dict[str, Any]) -> None:
    place = alarm["AlarmName"].removeprefix("aicc-")
    said, _, path = alarm["AlarmDescription"].rpartition(" - ")

    assert alarm["AlarmActions"] == alarm["OKActions"] == ["arn:made-up:AlarmTopic"]
    assert said
    assert path == f"docs/how-to/runbooks.md#{place}"
    assert alarm.get("DatapointsToAlarm", 1) <= alarm["EvaluationPeriods"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_alarm_and_alert_has_a_page_and_every_page_is_of_one(page: Path) -> None:
    alarms = [each for stack in STACKS.values()
              for each in stack.of_type("AWS::CloudWatch::Alarm").values()]  # fmt: skip
    named = {each["AlarmName"].removeprefix("aicc-") for each in alarms}
    named |= {rule["annotations"]["runbook"].partition("#")[2] for rule in ALERTS}

    headings = re.findall(r"^### (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(headings) == sorted(named)


def test_a_page_looks_for_events_that_are_logged() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))

    found = set(re.findall(r"\$\.event = \"([a-z_.*]+)\"", page))

    assert len(found) >= 8
    for name in found:
        assert f'"{name.rstrip("*")}' in sources


def test_what_the_log_is_counted_for_is_logged() -> None:
    filters = STACKS["web.yaml"].of_type("AWS::Logs::MetricFilter").values()
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/api").glob("*.py"))

    for each in filters:
        [event] = re.findall(r'\$\.event = "([a-z.]+)"', each["FilterPattern"])
        assert re.search(rf'log\.\w+\(\s*"{re.escape(event)}"', sources)


def test_the_functions_figures_are_counted_from_the_lines_that_they_print(
    ours: dict[str, set[str]],
) -> None:
    """An embedded-metric line has its figure as a member of its own."""
    for each in STACKS["template.yaml"].of_type("AWS::Logs::MetricFilter").values():
        [figure] = re.findall(r"\{ \$\.(\w+) >= 1 \}", each["FilterPattern"])
        printed = io.StringIO()
        put_custom_metric(figure, 1.0, out=printed)

        assert figure in ours
        assert json.loads(printed.getvalue())[figure] == 1.0
        assert each["MetricTransformations"][0]["MetricValue"] == f"$.{figure}"


@pytest.mark.parametrize("file", STACKS)
def test_a_dashboard_draws_figures_that_are_there_and_no_widget_covers_another(
    file: str, ours: dict[str, set[str]]
) -> None:
    [dashboard] = STACKS[file].of_type("AWS::CloudWatch::Dashboard").values()
    widgets = json.loads(dashboard["DashboardBody"])["widgets"]
    taken = [(x, y) for each in widgets
             for x in range(each["x"], each["x"] + each["width"])
             for y in range(each["y"], each["y"] + each["height"])]  # fmt: skip

    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24
    for space, metric, labels in drawn(widgets):
        if space == NAMESPACE:
            assert ours[metric] == labels
        elif space == INSTALLATIONS:
            assert metric in filtered()
        else:
            assert metric in PUBLISHED[space][0]
            assert labels <= PUBLISHED[space][1]


def drawn(widgets: list[Any]) -> list[tuple[str, str, set[str]]]:
    """`.` and `...` repeat the line above, as CloudWatch reads them."""
    found = []
    for widget in widgets:
        above: list[str] = []
        for line in widget["properties"].get("metrics", ()):
            words = [each for each in line if isinstance(each, str)]
            if not words:  # an expression
                continue
            if words[0] == "...":
                words = [*above[: len(above) - len(words) + 1], *words[1:]]
            words = [above[at] if each == "." else each for at, each in enumerate(words)]
            found.append((words[0], words[1], set(words[2::2])))
            above = words
    return found


def filtered() -> set[str]:
    """Figures that are counted from the logs of one installation, which its name says."""
    found = {
        made["MetricName"]
        for stack in STACKS.values()
        for each in stack.of_type("AWS::Logs::MetricFilter").values()
        for made in each["MetricTransformations"]
        if made["MetricNamespace"] == INSTALLATIONS
    }
    assert all(name.startswith("aicc-") for name in found)
    return found

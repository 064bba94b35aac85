"""The service's stack is the image's: its port, user, folder, check, settings, secrets."""

import re
from dataclasses import fields
from typing import Any

import pytest

from aicc.amazon.deploy.template_rights import statements
from aicc.settings import Settings
from api.exposure import check_exposure
from tests.documented_settings import documented
from tests.infra.stack import ROOT, Template, base, listed, of_stack, preset, web

IMAGE = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
OF_THE_IMAGE = dict(re.findall(r"(AICC_\w+)=(\S+)", IMAGE))
MADE_UP = "a7Kq0Zx93LmVb5Rt8WnYc2Hd6Pf4Gs1J"
REDIS = "rediss://:made-up@redis.example:6379/0"
PRESETS = ("small", "production")
CLOUDFRONT = {"EnableCloudFront": "on", "OriginPrefixListId": "pl-00000001"}
BY_THE_TOOL = {"ImageUri"}
HANGUL = re.compile("[가-힣]")
# vCPU in 1024ths, and the megabytes that Fargate takes with it
FARGATE = {"512": range(1024, 4097), "1024": range(2048, 8193), "2048": range(4096, 16385)}


@pytest.fixture(scope="module")
def stack() -> Template:
    return web()


@pytest.fixture
def container(stack: Template) -> dict[str, Any]:
    return container_of(stack)


def container_of(stack: Template) -> dict[str, Any]:
    [found] = stack.of_type("AWS::ECS::TaskDefinition")["Task"]["ContainerDefinitions"]
    return dict(found)


def environ_of(container: dict[str, Any]) -> dict[str, str]:
    """What the process sees, secrets among it."""
    secrets = dict.fromkeys((each["Name"] for each in container["Secrets"]), MADE_UP)
    open_ones = {each["Name"]: each["Value"] for each in container["Environment"]}
    return {**OF_THE_IMAGE, **open_ones, **secrets, "REDIS_URL": REDIS}


def test_settings_of_the_task_are_there_and_secrets_are_given_as_such(
    container: dict[str, Any],
) -> None:
    known = {name for names, *_ in documented() for name in names.split(" or ")}
    secret = {
        name
        for each in fields(Settings)
        if each.metadata["secret"]
        for name in each.metadata["env"]
    }
    in_the_open = {each["Name"] for each in container["Environment"]}
    hidden = {each["Name"] for each in container["Secrets"]}

    assert in_the_open - known == {"TMPDIR"}
    assert not in_the_open & secret
    assert hidden <= secret


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_a_service_that_may_be_started(name: str) -> None:
    stack = web(**of_stack(preset(name), "web.yaml"))

    settings = Settings.load(environ_of(container_of(stack)))
    check_exposure(settings)

    assert settings.is_production is (name == "production")
    assert (settings.session_store, settings.history_store) == ("redis", "dynamodb")
    assert settings.history_spool.startswith("https://sqs.")


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_parameters_that_are_there_with_values_that_they_take(name: str) -> None:
    asked = base().content["Parameters"] | web().content["Parameters"]
    given = preset(name)

    assert given.keys() <= asked.keys()
    for key, value in given.items():
        allowed = asked[key].get("AllowedValues")
        assert allowed is None or value in map(str, allowed), key
        assert float(asked[key].get("MinValue", 0)) <= float(value) if value.isdigit() else True
    assert int(given["TaskMemory"]) in FARGATE[given["TaskCpu"]]
    assert int(given["MinCount"]) <= int(given["DesiredCount"]) <= int(given["MaxCount"])


def test_what_nobody_gives_comes_from_the_base_stack_under_the_same_name() -> None:
    asked = {name for name, each in web().content["Parameters"].items() if "Default" not in each}

    assert asked - BY_THE_TOOL <= base().content["Outputs"].keys()


@pytest.mark.parametrize("name", web().content["Parameters"])
def test_a_parameter_is_described_in_english_and_in_korean(name: str) -> None:
    english, slash, korean = web().content["Parameters"][name]["Description"].partition(" / ")

    assert slash
    assert english.isascii()
    assert HANGUL.search(korean)


def test_every_parameter_is_asked_for_in_a_group() -> None:
    content = web().content
    groups = content["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [name for group in groups for name in group["Parameters"]]

    assert sorted(grouped) == sorted(content["Parameters"])


def test_the_container_is_the_images(stack: Template, container: dict[str, Any]) -> None:
    [port] = {int(each) for each in re.findall(r"^EXPOSE (\d+)$", IMAGE, re.MULTILINE)}
    [user] = re.findall(r"^USER (\S+)", IMAGE, re.MULTILINE)
    [target] = stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup").values()

    assert container["PortMappings"] == [{"ContainerPort": port, "Protocol": "tcp"}]
    assert target["Port"] == port
    assert container["User"] == user
    assert container["Name"] == "aicc-chatbot"
    assert container["HealthCheck"]["Command"][3] in IMAGE


def test_the_container_writes_to_its_own_folder_alone(container: dict[str, Any]) -> None:
    """And TMPDIR leads there: Fargate has no tmpfs."""
    environ = environ_of(container)

    assert container["ReadonlyRootFilesystem"] is True
    assert [each["ContainerPath"] for each in container["MountPoints"]] == ["/data"]
    assert 'VOLUME ["/data"]' in IMAGE  # whose owner Fargate takes over
    assert environ["AICC_DATA_DIR"] == environ["TMPDIR"] == "/data"
    assert container["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}


def test_the_balancer_asks_a_route_that_says_which_store_is_away(stack: Template) -> None:
    [target] = stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup").values()
    health = (ROOT / "src/api/health.py").read_text(encoding="utf-8")

    assert target["HealthCheckPath"] == "/ready"
    assert 'add_api_route("/ready"' in health


def test_a_deployment_that_is_not_well_is_taken_back(stack: Template) -> None:
    deployment = stack.of_type("AWS::ECS::Service")["Service"]["DeploymentConfiguration"]

    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    assert (deployment["MinimumHealthyPercent"], deployment["MaximumPercent"]) == (100, 200)


def test_who_starts_the_task_reads_its_secrets_and_nothing_else() -> None:
    stack = web(
        ElasticsearchUrl="https://search.example",
        ElasticsearchApiKeyArn="arn:aws:secretsmanager:made-up",
        PackSecretsArn="arn:aws:secretsmanager:of-the-pack",
        JwtSecretBeforeArn="arn:aws:secretsmanager:of-before",
        DeskHook="https://desk.example",
        DeskHookSecretArn="arn:aws:secretsmanager:of-the-hook",
        DeskMailArn="arn:aws:secretsmanager:of-the-mail",
    )
    given = {each["ValueFrom"] for each in container_of(stack)["Secrets"]}
    role = stack.of_type("AWS::IAM::Role")["StartRole"]

    read = {
        on
        for statement in statements([role, stack.of_type("AWS::IAM::Policy")])
        if "secretsmanager:GetSecretValue" in listed(statement["Action"])
        for on in listed(statement["Resource"])
    }

    assert read == given
    assert len(given) == 9


def test_requests_become_tasks_of_that_instance_alone() -> None:
    instance, flow = "1" * 36, "2" * 36
    stack = web(ConnectTasks=f"{instance}/{flow}")

    [statement] = statements([stack.of_type("AWS::IAM::Policy")["ConnectTasksPolicy"]])

    environment = {each["Name"]: each["Value"] for each in container_of(stack)["Environment"]}
    assert environment["AICC_CONNECT_TASKS"] == f"{instance}/{flow}"
    assert str(statement["Resource"]).endswith(f":instance/{instance}/*")
    assert "ConnectTasksPolicy" not in web().resources


def test_the_service_has_the_rights_of_the_base_stack_and_none_of_its_own(stack: Template) -> None:
    role = stack.of_type("AWS::IAM::Role")["TaskRole"]

    assert "Policies" not in role
    assert role["ManagedPolicyArns"] == [
        f"arn:made-up:{name}Policy" for name in ("Start", "Turn", "Task")
    ]


def test_a_policy_for_the_companys_own_systems_is_given_to_all_who_make_turns() -> None:
    own = {"BackEndPolicyArn": "arn:aws:iam::000000000000:policy/made-up"}
    bot, service = (each(**own).of_type("AWS::IAM::Role") for each in (base, web))

    given = {
        name
        for roles in (bot, service)
        for name, role in roles.items()
        if own["BackEndPolicyArn"] in role["ManagedPolicyArns"]
    }

    assert given == {"TurnRole", "LexHookRole", "TaskRole"}


def test_production_wants_tls() -> None:
    rule = web().content["Rules"]["ProductionHasTls"]
    [assertion] = rule["Assertions"]

    assert not web(Mode="production").holds(assertion["Assert"])
    assert web(EnableCloudFront="on").holds(assertion["Assert"])
    assert web(CertificateArn="arn:aws:acm:made-up").holds(assertion["Assert"])
    assert web(Mode="production").holds(rule["RuleCondition"])


def test_in_a_network_that_is_given_none_is_made() -> None:
    given = {"VpcId": "vpc-0123456789abcdef0", "SubnetIds": "subnet-1,subnet-2"}
    stack = web(**given)

    kinds = {each["Type"] for each in stack.resources.values()}
    [group, *_] = stack.of_type("AWS::EC2::SecurityGroup").values()

    assert not kinds & {"AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::VPCEndpoint"}
    assert group["VpcId"] == given["VpcId"]


def test_behind_cloudfront_the_balancer_is_inside_the_network() -> None:
    stack = web(**CLOUDFRONT, CertificateArn="arn:aws:acm:made-up")
    [balancer] = stack.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer").values()
    entrance = stack.of_type("AWS::EC2::SecurityGroup")["BalancerGroup"]["SecurityGroupIngress"]

    assert balancer["Scheme"] == "internal"
    assert [each["SourcePrefixListId"] for each in entrance] == [CLOUDFRONT["OriginPrefixListId"]]
    assert not any("CidrIp" in each for each in entrance)
    assert "HttpsListener" not in stack.resources
    assert stack.filled(stack.content["Outputs"]["ServiceUrl"]["Value"]).startswith("https://")


def test_behind_cloudfront_only_who_knows_the_secret_is_served() -> None:
    stack = web(**CLOUDFRONT)
    [listener] = stack.of_type("AWS::ElasticLoadBalancingV2::Listener").values()
    [rule] = stack.of_type("AWS::ElasticLoadBalancingV2::ListenerRule").values()
    [wanted] = [each["HttpHeaderConfig"] for each in rule["Conditions"]]
    [shown] = origin_of(stack)["OriginCustomHeaders"]

    assert [each["Type"] for each in listener["DefaultActions"]] == ["fixed-response"]
    assert [each["Type"] for each in rule["Actions"]] == ["forward"]
    assert (shown["HeaderName"], [shown["HeaderValue"]]) == (
        wanted["HttpHeaderName"],
        wanted["Values"],
    )
    assert shown["HeaderValue"] == "{{resolve:secretsmanager:arn:made-up:OriginSecret}}"
    assert stack.filled(stack.resources["ListenersReady"]["Metadata"]["After"]) == [
        "HttpListener",
        "OriginRule",
    ]


def origin_of(stack: Template) -> dict[str, Any]:
    [distribution] = stack.of_type("AWS::CloudFront::Distribution").values()
    [origin] = distribution["DistributionConfig"]["Origins"]
    return dict(origin)


def test_cloudfront_cannot_be_on_without_the_list_of_its_addresses() -> None:
    [assertion] = web().content["Rules"]["CloudFrontIsKnown"]["Assertions"]

    assert not web(EnableCloudFront="on").holds(assertion["Assert"])
    assert web(**CLOUDFRONT).holds(assertion["Assert"])


@pytest.mark.parametrize("given", [{}, CLOUDFRONT], ids=["alone", "behind cloudfront"])
def test_the_firewall_stands_on_the_balancer_whatever_stands_before_it(
    given: dict[str, str],
) -> None:
    stack = web(EnableWaf="on", **given)
    [association] = stack.of_type("AWS::WAFv2::WebACLAssociation").values()

    assert association["ResourceArn"] == "Balancer"


def test_behind_cloudfront_the_firewall_counts_by_an_address_that_no_browser_can_write() -> None:
    stack = web(EnableWaf="on", **CLOUDFRONT)
    rules = stack.of_type("AWS::WAFv2::WebACL")["Firewall"]["Rules"]
    [rate] = [each["Statement"]["RateBasedStatement"] for each in rules if each["Name"] == "rate"]
    header = rate["ForwardedIPConfig"]["HeaderName"]
    [function] = stack.of_type("AWS::CloudFront::Function").values()
    [distribution] = stack.of_type("AWS::CloudFront::Distribution").values()
    behavior = distribution["DistributionConfig"]["DefaultCacheBehavior"]

    assert f"headers['{header}'] = {{ value: event.viewer.ip }}" in function["FunctionCode"]
    assert [each["EventType"] for each in behavior["FunctionAssociations"]] == ["viewer-request"]
    assert "ForwardedIPConfig" not in str(web(EnableWaf="on").of_type("AWS::WAFv2::WebACL"))


def test_what_a_change_may_make_anew_has_no_name_of_ours(stack: Template) -> None:
    """Two of one name cannot stand there at once, as they do while one takes the other's place."""
    named = {
        "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId",
        "AWS::ECS::Cluster": "ClusterName",
        "AWS::ECS::Service": "ServiceName",
    }

    for kind, member in named.items():
        [properties] = stack.of_type(kind).values()
        assert member not in properties, kind


def test_a_balancer_that_cloudfront_replaces_has_no_name_and_a_group_of_its_own() -> None:
    before, after = web(), web(**CLOUDFRONT)
    balancer, targets = (
        [stack.of_type(f"AWS::ElasticLoadBalancingV2::{kind}") for stack in (before, after)]
        for kind in ("LoadBalancer", "TargetGroup")
    )

    assert "Name" not in balancer[0]["Balancer"] | targets[0]["Targets"]
    assert balancer[0]["Balancer"]["Scheme"] != balancer[1]["Balancer"]["Scheme"]
    assert targets[0]["Targets"]["Port"] != targets[1]["Targets"]["Port"]


def test_with_a_certificate_http_only_leads_to_https() -> None:
    stack = web(CertificateArn="arn:aws:acm:made-up")
    listeners = stack.of_type("AWS::ElasticLoadBalancingV2::Listener")

    assert listeners["HttpListener"]["DefaultActions"][0]["Type"] == "redirect"
    assert listeners["HttpsListener"]["DefaultActions"][0]["Type"] == "forward"


def test_what_needs_a_way_out_or_a_listener_is_made_after_it_and_goes_before_it() -> None:
    def after(stack: Template, handle: str) -> Any:
        return stack.filled(stack.resources[handle]["Metadata"]["After"])

    own, given = web(CertificateArn="arn:aws:acm:made-up"), web(VpcId="vpc-1", SubnetIds="a,b")
    resources = own.resources

    assert resources["Balancer"]["DependsOn"] == "NetworkReady"
    assert resources["Service"]["DependsOn"] == ["NetworkReady", "ListenersReady"]
    assert after(own, "NetworkReady")[:2] == ["GatewayOfNetwork", "RouteOut"]
    assert after(own, "ListenersReady") == ["HttpListener", "HttpsListener"]
    assert after(given, "NetworkReady") == "given"
    assert after(given, "ListenersReady") == ["HttpListener"]


def test_nobody_but_the_service_reaches_redis_and_nobody_but_the_balancer_the_service(
    stack: Template,
) -> None:
    groups = stack.of_type("AWS::EC2::SecurityGroup")

    def sources(name: str) -> list[str]:
        return [each["SourceSecurityGroupId"] for each in groups[name]["SecurityGroupIngress"]]

    assert sources("RedisGroup") == ["TaskGroup"]
    assert sources("TaskGroup") == ["BalancerGroup"]


def test_redis_is_encrypted_and_wants_a_password(stack: Template) -> None:
    redis = stack.of_type("AWS::ElastiCache::ReplicationGroup")["Redis"]
    [url] = [each["SecretString"] for each in stack.of_type("AWS::SecretsManager::Secret").values()
             if "SecretString" in each]  # fmt: skip

    assert redis["TransitEncryptionEnabled"]
    assert redis["AtRestEncryptionEnabled"]
    assert redis["AuthToken"].startswith("{{resolve:secretsmanager:")
    assert re.fullmatch(r"rediss://:\{\{resolve:secretsmanager:\S+\}\}@\S+:6379/0", url)


def test_a_second_redis_takes_over_where_it_is_asked_for() -> None:
    alone, two = (
        web(RedisNodes=count).of_type("AWS::ElastiCache::ReplicationGroup")["Redis"]
        for count in "12"
    )

    assert (alone["AutomaticFailoverEnabled"], two["AutomaticFailoverEnabled"]) == (False, True)


def test_the_firewall_lets_a_sheet_of_entries_through() -> None:
    """The rule set counts bodies above 8 kB as attacks."""
    rules = web(EnableWaf="on").of_type("AWS::WAFv2::WebACL")["Firewall"]["Rules"]
    common = next(each for each in rules if each["Name"] == "common")
    overrides = common["Statement"]["ManagedRuleGroupStatement"]["RuleActionOverrides"]

    assert overrides == [{"Name": "SizeRestrictions_BODY", "ActionToUse": {"Count": {}}}]

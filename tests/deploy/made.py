"""A small checkout, an environment in it, and a run over a made-up account."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from aicc.amazon.deploy.apply import Apply
from aicc.amazon.deploy.cloud import Cloud
from aicc.amazon.deploy.image import Images
from aicc.amazon.deploy.lambda_content import compiled_pack
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.run_state import RunState
from aicc.amazon.deploy.smoke import Checked
from aicc.amazon.deploy.stacks import Stacks
from aicc.amazon.deploy.wanted import Options, Wanted, wanted_from
from aicc.amazon.deploy.world import World
from aicc.clock import HandClock
from aicc.errors import ProviderError
from tests.deploy.fake_account import FakeAccount
from tests.deploy.fake_cloudformation import REGION

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(name="aicc-prod", region=REGION)
SECRET = "made-up/secret+key"
BASE = """
Parameters:
  ProjectName: {Type: String}
  Environment: {Type: String}
  PackName: {Type: String}
  LambdaCodeBucket: {Type: String}
  LambdaCodeKey: {Type: String}
  ConnectInstanceArn: {Type: String, Default: ""}
  HistoryTableName: {Type: String, Default: ConversationHistory}
  AlarmEmail: {Type: String, Default: ""}
  KeptSessionKeyArn: {Type: String, Default: ""}
  Hidden: {Type: String, Default: "", NoEcho: true}
Conditions:
  HasEmail: !Not [!Equals [!Ref AlarmEmail, ""]]
Resources:
  History:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties: {TableName: !Ref HistoryTableName}
  Repository: {Type: AWS::ECR::Repository}
  Turn: {Type: AWS::Serverless::Function}
  Alarms: {Type: AWS::SNS::Topic}
  Mail: {Type: AWS::SNS::Subscription, Condition: HasEmail}
Outputs:
  TurnFunctionArn: {Value: !GetAtt Turn.Arn}
  LexHookFunctionArn: {Value: !GetAtt Turn.Arn}
  RepositoryUri: {Value: !GetAtt Repository.RepositoryUri}
"""
WEB = """
Parameters:
  ProjectName: {Type: String}
  ImageUri: {Type: String}
  DesiredCount: {Type: Number}
Resources:
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Service: {Type: AWS::ECS::Service}
Outputs:
  ServiceUrl: {Value: !Sub "http://${Balancer.DNSName}"}
"""


def a_checkout(folder: Path) -> Path:
    files = {
        "infra/template.yaml": BASE,
        "infra/web.yaml": WEB,
        "infra/presets/small.yaml": "DesiredCount: 1\n",
        "infra/presets/production.yaml": "DesiredCount: 3\nAlarmEmail: ops@bot.example\n",
        "infra/docker/Dockerfile": "FROM scratch\n",
        "src/aicc/mind.py": "thought = 1\n",
        "lambdas/turn.py": "",
        "README.md": "",
        "LICENSE": "",
        "pyproject.toml": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "requirements.txt", folder)
    shutil.copytree(ROOT / "contact_flows", folder / "contact_flows")
    return folder


@cache
def a_pack() -> str:
    """Compiled once: reading YAML would take most of a test."""
    folder = Path(tempfile.mkdtemp())
    for name, data in compiled_pack("general").files.items():
        (folder / Path(name).name).write_bytes(data)
    return str(folder / "general.json")


def wanted_in(root: Path, *given: str, without: Sequence[Part] = (), preset: str = "") -> Wanted:
    options = Options(
        pack=a_pack(), given=given, without=frozenset(without), preset=preset, image_base="b:1"
    )
    wanted = wanted_from(PROJECT, root, options, version="1.0.0", with_bytecode=False)
    if root == ROOT:
        return wanted
    light = {name: data for name, data in wanted.code.files.items() if not name.startswith("pack/")}
    return replace(wanted, code=replace(wanted.code, files=light))  # which is zipped in no time


def tags_of(project: str) -> list[dict[str, str]]:
    """As CloudFormation hands them on from a stack."""
    tags = Project(name=project, region=REGION).tags
    return [{"Key": key, "Value": value} for key, value in tags.items()]


@dataclass
class FakePrograms:
    """pip downloads nothing; a builder builds nothing."""

    ran: list[Sequence[str]] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)

    def __call__(self, command: Sequence[str], within_s: float, stdin: str = "") -> str:
        broken = self.failing & set(command)
        if broken:
            raise ProviderError(f"the {min(broken)} broke")
        self.ran.append(command)
        self.given.append(stdin)
        if "--dest" in command:
            Path(command[command.index("--dest") + 1]).mkdir()
        return ""

    def fail(self, word: str) -> None:
        self.failing.add(word)

    def said(self, word: str) -> list[Sequence[str]]:
        return [each for each in self.ran if word in each]


class Desk:
    """Somebody who deploys: what they are told, and a clock that stands still."""

    def __init__(self, folder: Path, account: FakeAccount) -> None:
        self.account = account
        self.told: list[str] = []
        self.programs = FakePrograms()
        self.health = 200
        self._releases = 0
        cloud = Cloud(account.clients, sleep=account.sleep, hidden=[SECRET])
        self.world = World(
            cloud=cloud,
            stacks=Stacks(cloud, self.told.append, PROJECT.tags, monotonic=account.monotonic),
            images=Images(cloud, self.told.append, self.programs, lambda name: f"/usr/bin/{name}"),
            say=self.told.append,
            note=self.told.append,
            state=RunState(folder, HandClock()),
            folder=folder,
            fetch=lambda url, within_s: self.health,
            programs=self.programs,
        )

    def apply(self, wanted: Wanted, *, loses_data: bool = False) -> list[Checked]:
        """As the command does it, each with a name of its own."""
        self._releases += 1
        self.world.state.begin("apply", "123456789012")
        run = Apply(wanted, self.world, f"2026030{self._releases}T000000", loses_data=loses_data)
        found = run.run()
        self.world.state.end()
        return found

"""What shall be there: worked out from the checkout alone, so that a plan needs no account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aicc.amazon.deploy.connect_stack import BOT_PARAMETER, connect_template, read_flows
from aicc.amazon.deploy.image import image_tag
from aicc.amazon.deploy.lambda_content import LambdaContent, content_of
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.templates import Template, template_in
from aicc.amazon.deploy.values import Values, refuse_unknown, values_for
from aicc.amazon.lex_bot.from_pack import BOT_NAME
from aicc.clock import KST, utc_now
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.loader import load_pack, shipped_names
from aicc.packs.pack import Pack

TEMPLATES = {Part.BASE: "infra/template.yaml", Part.WEB: "infra/web.yaml"}
INSTANCE = "ConnectInstanceArn"
DEFAULT_PACK = "banking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """As they are said on the command line. `image` is one that is in a registry already."""

    preset: str = ""
    pack: str = ""
    given: Sequence[str] = ()
    without: frozenset[Part] = frozenset()
    image: str = ""
    image_base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    project: Project
    root: Path
    version: str
    pack: Pack
    values: Values
    templates: Mapping[Part, Template]
    code: LambdaContent
    tag: str
    bot: str
    options: Options

    @property
    def code_key(self) -> str:
        return f"lambda/{self.code.digest}.zip"

    @property
    def known(self) -> dict[str, str]:
        """Values that every template may have, whatever its stack."""
        return {
            **self.values,
            "ProjectName": self.project.name,
            "Environment": self.project.environment,
            "PackName": self.pack.id,
        }


def wanted_from(
    project: Project, root: Path, options: Options, *, version: str, with_bytecode: bool
) -> Wanted:
    if not (root / TEMPLATES[Part.BASE]).is_file():
        raise NotFoundError(f"{root} is no checkout of aicc: there is no {TEMPLATES[Part.BASE]}")
    values = values_for(project, root, options.preset, options.given)
    pack_path = options.pack or values.pop("PackName", DEFAULT_PACK)
    pack = load_pack(pack_path)
    if not (pack.id in shipped_names() or options.image or Part.WEB in options.without):
        raise InvalidInputError(
            f"the image holds shipped packs alone, not {pack.id}: put its folder into "
            "src/aicc/packs, or give --image with it inside, or --without web"
        )
    templates = {
        part: template_in(root / path)
        for part, path in TEMPLATES.items()
        if part not in options.without
    }
    bot_name = values.pop(BOT_PARAMETER, "") or BOT_NAME
    if values.get(INSTANCE) and Part.CONNECT not in options.without:
        templates[Part.CONNECT] = connect_template(
            pack, read_flows(root / "contact_flows"), bot_name, utc_now().astimezone(KST).date()
        )
    left_out = [template_in(root / path) for path in TEMPLATES.values()]
    refuse_unknown(values, [*templates.values(), *left_out])
    return Wanted(
        project=project,
        root=root,
        version=version,
        pack=pack,
        values=values,
        templates=templates,
        code=content_of(root, pack_path, with_bytecode=with_bytecode),
        tag=image_tag(root, version) if Part.WEB in templates else "",
        bot=bot_name,
        options=options,
    )

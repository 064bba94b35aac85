"""The file that names what flows use: ARNs by kind and name, for `aicc connect render --map`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from aicc.amazon.connect.placeholders import Kind, Names
from aicc.packs.files import LineFinding, PackFilesError, read_model

Arns = dict[str, str]


class NamesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    lambda_: Arns = Field(default_factory=dict, alias="lambda")
    lex: Arns = Field(default_factory=dict)
    queue: Arns = Field(default_factory=dict)
    hours: Arns = Field(default_factory=dict)
    flow: Arns = Field(default_factory=dict)
    module: Arns = Field(default_factory=dict)
    prompt: Arns = Field(default_factory=dict)


def read_names(path: Path) -> Names:
    """`PackFilesError` with file and line for what does not fit."""
    findings: list[LineFinding] = []
    try:
        given = read_model(path, NamesFile, findings)
    except OSError as error:
        findings.append(LineFinding(file=path, line=0, message=f"cannot be read: {error.strerror}"))
        given = None
    if given is None:
        raise PackFilesError(findings)
    arns = given.model_dump(by_alias=True)
    return {kind: arns[kind] for kind in Kind}

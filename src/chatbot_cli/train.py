"""`aicc train`: a pack compiled and learned ahead of time, for a start without learning."""

import time
from pathlib import Path
from typing import Annotated

import typer

from aicc.errors import PackError
from aicc.packs.compiled import write_compiled
from aicc.packs.files import read_folder
from aicc.packs.learned import LearnedModels, write_learned
from aicc.packs.loader import find_pack
from aicc.packs.pack import Pack
from aicc.understanding.training.pack import learned_models

from .output import out


def train(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    into: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("build"),
    in_folder: Annotated[
        bool, typer.Option("--in-folder", help="Only put the model beside the pack's own files.")
    ] = False,
) -> None:
    """Learn a pack's intents and FAQ entries; write pack and models, for AICC_PACK=build/NAME.json.

    With --in-folder the pack starts at once from its folder too, until its examples are edited.
    A pack of thousands of wordings takes some ten seconds.
    """
    folder = find_pack(pack)
    if not folder.is_dir():
        raise PackError(f"{folder}: it is compiled already")
    plain = read_folder(folder)
    loaded = Pack.from_plain(plain)
    began = time.perf_counter()
    models = learned_models(loaded)
    took = time.perf_counter() - began
    if in_folder:
        path = write_learned(loaded, models, folder)
    else:
        into.mkdir(parents=True, exist_ok=True)
        path = into / f"{loaded.id}.json"
        write_compiled(plain, models, path)
    out.print(
        f"{path}: {len(loaded.intents)} intents and {len(loaded.searched)} entries learned "
        f"in {took:.2f} s, models {_kilobytes(models)} kB",
        markup=False,
    )


def _kilobytes(models: LearnedModels) -> int:
    return round((len(models.intents) + len(models.entries)) / 1000)

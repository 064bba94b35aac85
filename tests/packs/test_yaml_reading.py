"""YAML read by libyaml is what `ruamel.yaml` reads, and its errors are that one's."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.parser import ParserError

from aicc.packs.yaml_reading import read_yaml

SHIPPED = Path(__file__).parents[2] / "src" / "aicc"
SCALARS = [
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "Yes",
    "true",
    "True",
    "false",
    "null",
    "~",
    "010",
    "0o17",
    "0x1F",
    "0b11",
    "12:30",
    "1:2:3",
    "1_000",
    "-5",
    "+7",
    "1e5",
    "1.5",
    ".5",
    "1.",
    "1.e3",
    "-.inf",
    ".nan",
    "2026-10-05",
    "08",
    "09",
    "0",
    "-0",
    "00",
    "0123456",
    "1e",
    "1_",
    "_1",
    "=",
    "<<",
    "010-1234",
    "+82",
    ".inf",
    "1,000",
    "0o8",
    "0b2",
    "-",
    "1.2.3",
    "+",
    ".",
    "잔액",
    '"예"',
    "'no'",
    "[a,b]",
    "{a:1}",
    "!!str",
]


def by_ruamel(path: Path) -> object:
    read: object = YAML(typ="safe", pure=True).load(path)
    return read


def test_every_shipped_file_is_read_the_same() -> None:
    files = [*SHIPPED.glob("packs/catalog/*.yaml"), *SHIPPED.glob("packs/general/*.yaml")]

    assert len(files) > 5
    assert [path.name for path in files if read_yaml(path) != by_ruamel(path)] == []


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_scalar_is_read_the_same(scalar: str, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f"a: {scalar}\n", encoding="utf-8")

    try:
        expected = repr(by_ruamel(path))
    except (YAMLError, ValueError) as error:
        with pytest.raises(type(error)):
            read_yaml(path)
    else:
        assert repr(read_yaml(path)) == expected


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").touch()

    assert read_yaml(tmp_path / "empty.yaml") is None


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")

    with pytest.raises(DuplicateKeyError):
        read_yaml(path)


def test_a_broken_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("a: 1\nb: [1, 2\nc: 3\n", encoding="utf-8")

    with pytest.raises(ParserError) as raised:
        read_yaml(path)

    assert raised.value.problem_mark.line == 2

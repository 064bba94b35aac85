"""As strict as AWS: botocore's own checks, then those that only the service makes.

botocore refuses what is missing, of a wrong type, unknown or too short. It lets pass what is too
long, breaks a pattern or is not in an enumeration, though its service model knows all three.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from botocore.exceptions import ClientError, ParamValidationError
from botocore.model import (
    ListShape,
    MapShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)
from botocore.validate import ParamValidator

EVENTS = Path(__file__).parent.parent / "events"
Plain = dict[str, Any]


def recorded(name: str) -> Plain:
    """The shape of a real answer, with made-up content."""
    answer: Plain = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return answer


@cache
def service_model(service: str) -> ServiceModel:
    return botocore.session.Session().get_service_model(service)


@cache
def operation(service: str, name: str) -> OperationModel:
    return service_model(service).operation_model(name)


def refuse_wrong_request(model: OperationModel, parameters: Plain) -> None:
    """`ParamValidationError` as the client raises it, `ValidationException` as the service does."""
    assert model.input_shape, f"{model.name} takes nothing"
    report = ParamValidator().validate(parameters, model.input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())
    wrong = list(broken(model.input_shape, parameters))
    if wrong:
        raise failure("ValidationException", model.name, "; ".join(wrong))


def checked_answer(model: OperationModel, answer: Plain) -> Plain:
    """The answer itself; a fake may not make up a shape that AWS does not have."""
    assert model.output_shape, f"{model.name} answers nothing"
    report = ParamValidator().validate(without_nulls(answer), model.output_shape)
    assert not report.has_errors(), report.generate_report()
    assert list(broken(model.output_shape, without_nulls(answer))) == []
    return answer


def failure(code: str, name: str, message: str = "made up") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, name)


def broken(shape: Shape, value: Any, path: str = "") -> Iterator[str]:
    """Every limit of the model that the value breaks."""
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            if name in value:
                yield from broken(member, value[name], f"{path}.{name}")
    elif isinstance(shape, ListShape):
        for each in value:
            yield from broken(shape.member, each, f"{path}[]")
    elif isinstance(shape, MapShape):
        for key, each in value.items():
            yield from broken(shape.key, key, f"{path} key")
            yield from broken(shape.value, each, f"{path}.{key}")
    yield from (f"{path}: {rule}" for rule in limits(shape, value))


def limits(shape: Shape, value: Any) -> Iterator[str]:
    limited = shape.metadata
    if not limited and not isinstance(shape, StringShape):
        return  # a moment in time, which has no length
    size = value if isinstance(value, int | float) else len(value)
    if "max" in limited and size > limited["max"]:
        yield f"more than {limited['max']}"
    if "min" in limited and size < limited["min"]:
        yield f"less than {limited['min']}"
    if "pattern" in limited and not re.fullmatch(limited["pattern"], value):
        yield "another pattern"
    if isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        yield "not in the enumeration"


def without_nulls(value: Any) -> Any:
    """JSON null is as good as absent: AWS writes both."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value

"""The pack's content, what staff keep for all over it, and a tenant's own on top."""

from aicc.content.overlay import Layer, Overlay, Published

PACK: Layer[str] = {"fee": Published(value="500원"), "hours": Published(value="아홉 시")}
FOR_ALL: Layer[str] = {
    "fee": Published(value="300원", earlier=("400원",)),
    "park": Published(value="지하"),
}
OWN: Layer[str] = {"hours": None}


def test_what_lies_above_replaces_adds_and_hides() -> None:
    overlay = Overlay(layers=(PACK, FOR_ALL, OWN))

    assert overlay.values() == {"fee": "300원", "park": "지하"}
    assert [overlay.get(each) for each in ("fee", "hours", "park")] == ["300원", None, "지하"]


def test_versions_are_those_of_every_layer() -> None:
    overlay = Overlay(layers=(PACK, FOR_ALL))

    assert sorted(overlay.versions()) == ["300원", "400원", "500원", "아홉 시", "지하"]


def test_archiving_withdraws_the_versions_of_the_layers_below() -> None:
    withdrawn: Layer[str] = {"fee": None}
    again: Layer[str] = {"fee": Published(value="무료")}

    overlay = Overlay(layers=(PACK, withdrawn, again))

    assert sorted(overlay.versions()) == ["무료", "아홉 시"]


def test_a_change_of_the_uppermost_layer_is_named_by_id() -> None:
    before = Overlay(layers=(PACK, FOR_ALL))
    now = Overlay(
        layers=(PACK, {"park": Published(value="옥상"), "fee": FOR_ALL["fee"], "hours": None})
    )

    assert now.changed_since(before) == ["park", "hours"]


def test_of_a_change_below_the_uppermost_layer_no_ids_are_known() -> None:
    before = Overlay(layers=(PACK, FOR_ALL, OWN))

    assert Overlay(layers=(PACK, {}, OWN)).changed_since(before) is None
    assert Overlay(layers=(PACK, FOR_ALL)).changed_since(before) is None

"""What the acts of a pack's topics lead to, and what a pack says is not done here."""

from pathlib import Path

import pytest

from aicc.domain.acts import Act, ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.packs.compiled import read_compiled, write_compiled
from aicc.packs.files import read_folder
from aicc.packs.learned import LearnedModels
from aicc.packs.loader import load_pack, shipped_names
from chatbot_cli.new import new

WHEN = """\
    flow: callback
    when:
      ask: {faq: opening-hours}
      undo: {reply: thanks}
      trouble: {escalate: {reason: complex_inquiry, priority: high}}
    not: [전화 예약 취소해 주세요]
"""
NOT_HERE = """\
topics:
  - name: stock_trading
    label: 주식 매매
    keywords: [주식]
    examples: [주식 사고 싶어요]
    reply: {chat: 주식 매매는 하지 않습니다., voice: 주식은 하지 않습니다.}
"""
DANGER = """\
danger:
  add: {gas: [가스 냄새]}
  without: [fire]
  say:
    gas: {chat: 창문을 여십시오.}
queues:"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a_pack"
    new(folder)
    for file, old, changed in (
        ("intents.yaml", "    flow: callback\n", WHEN),
        ("pack.yaml", "queues:", DANGER),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, changed), encoding="utf-8")
    (folder / "not_here.yaml").write_text(NOT_HERE, encoding="utf-8")
    return folder


def test_each_act_leads_where_the_pack_says(folder: Path) -> None:
    callback = load_pack(str(folder)).intents["callback"]

    assert callback.when == {
        Act.DO: ToFlow("callback"),
        Act.ASK: ToFaq("opening-hours"),
        Act.UNDO: ToReply("thanks"),
        Act.TROUBLE: ToPerson(EscalationReason.COMPLEX_INQUIRY, EscalationPriority.HIGH),
    }
    assert callback.contrasts == ("전화 예약 취소해 주세요",)


def test_what_doing_leads_to_is_the_intents_own(folder: Path) -> None:
    text = (folder / "intents.yaml").read_text(encoding="utf-8")
    written = text.replace("    flow: callback\n    when:", "    when:\n      do: {flow: callback}")
    (folder / "intents.yaml").write_text(written, encoding="utf-8")

    callback = load_pack(str(folder)).intents["callback"]

    assert (callback.flow, callback.reply, callback.escalate) == ("callback", None, None)


def test_what_is_not_done_here_has_its_reply(folder: Path) -> None:
    (topic,) = load_pack(str(folder)).not_here

    assert (topic.name, topic.label, topic.keywords) == ("stock_trading", "주식 매매", ("주식",))
    assert topic.examples == ("주식 사고 싶어요",)
    assert topic.reply.voice == "주식은 하지 않습니다."


def test_a_pack_says_what_it_changes_of_danger(folder: Path) -> None:
    danger = load_pack(str(folder)).danger

    assert danger.add == {"gas": ("가스 냄새",)}
    assert danger.without == ("fire",)
    assert danger.say["gas"].chat == "창문을 여십시오."


def test_a_compiled_pack_carries_all_of_it(folder: Path, tmp_path: Path) -> None:
    write_compiled(read_folder(folder), LearnedModels(), tmp_path / "a_pack.json")

    compiled, loaded = read_compiled(tmp_path / "a_pack.json"), load_pack(str(folder))

    assert compiled.intents == loaded.intents
    assert compiled.not_here == loaded.not_here
    assert compiled.danger == loaded.danger


@pytest.mark.parametrize("name", shipped_names())
def test_a_target_at_the_intents_top_is_what_doing_it_leads_to(name: str) -> None:
    for intent in load_pack(name).intents.values():
        if intent.flow:
            assert intent.when[Act.DO] == ToFlow(intent.flow)
        elif intent.reply:
            assert intent.when[Act.DO] == ToReply(intent.reply)
        elif intent.escalate:
            assert intent.when[Act.DO] == intent.escalate
        else:
            assert Act.DO not in intent.when

"""Answers from an FAQ: add entries, search, and know when nothing fits."""

from chatbot_faq import FAQManager

SURE_ENOUGH = 0.55  # what the shipped packs use

faq = FAQManager(synonyms=[("비밀번호", "비번", "패스워드"), ("재설정", "초기화")])
faq.add_faq(
    category="login",
    question="비밀번호를 재설정하려면 어떻게 하나요?",
    variants=["비밀번호를 잊어버렸어요"],
    answer="로그인 화면에서 '비밀번호 찾기'를 눌러 주십시오.",
)
faq.add_faq(
    category="delivery",
    question="배송은 얼마나 걸리나요?",
    variants=["언제 도착해요"],
    answer="보통 이틀 안에 도착합니다.",
    keywords=["배송 기간"],
)

for asked in ("비번 초기화 하는 법", "배송 얼마나 걸려요?", "오늘 점심 뭐 먹지"):
    hits = faq.search_faq(asked, limit=1)
    best = hits[0] if hits and hits[0]["score"] >= SURE_ENOUGH else None
    print("user:", asked)
    print("bot: ", f"{best['answer']} ({best['score']:.2f})" if best else "(nothing fits)")

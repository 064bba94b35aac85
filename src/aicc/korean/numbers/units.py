"""Words that stand behind a number: counters, measures, currencies, and what may follow them.

A `UnitTable` finds the longest alias at a place in a text. Names are British English in lower
case for measures ("kilometre"), ISO codes for money, and the Korean word itself for counters.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aicc.korean.words.lists import read_list

_ENDINGS = """
    은 는 이 가 을 를 의 에 과 와 도 만 로 으로 부터 까지 에서 보다 이나 나 이랑 랑 하고 이라 라
    정도 쯤 씩 밖에 마다 처럼 이다 다 입니다 이에요 예요 에요 이고 고 이며 며 이거나 거나 이면
    면 이요 요 인데 인 일 이었 였 이지만 지만 짜리 간 가량 이상 이하 미만 초과 이내 넘 아래
    이라고 라고 이라서 라서 으로는 에는 에도 에만 부터는 까지는 까지만 만큼 당 상당 대 어치 안에
    동안 전 후 뒤 때 인가 입니까 이라도 야 이야 죠 이죠 네 이네 째 생
"""
_TAIL = re.compile(
    "(?:" + "|".join(sorted(_ENDINGS.split(), key=len, reverse=True)) + "){0,3}"
    "(?:(?:이었|였|인데|이?래|이?라|이?거|이?잖|이?던|이?군)[가-힣]{1,4})?(?![가-힣])"
)
_COPULA = re.compile("(?:입니[다까]|이?(?:에요|예요|다|요|야|고|죠|네요))(?![가-힣])")


def ends_word(text: str, position: int) -> bool:
    """Nothing but particles and endings up to the next blank."""
    return _TAIL.match(text, position) is not None


def copula_follows(text: str, position: int) -> bool:
    return _COPULA.match(text, position) is not None


class UnitMatch(NamedTuple):
    name: str
    start: int
    end: int


class UnitTable:
    """Aliases by their first letter, longest first, so that a look-up costs a few tests."""

    def __init__(self, aliases: Mapping[str, Iterable[str]]) -> None:
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        for name, words in aliases.items():
            for word in words:
                self._by_letter.setdefault(word[0], []).append((word, name))
        for entries in self._by_letter.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def somewhere(self) -> re.Pattern[str]:
        """Finds nothing in a text that can hold none of the units: a cheap first look."""
        last = {word[-1] for entries in self._by_letter.values() for word, _ in entries}
        return re.compile(f"[{re.escape(''.join(sorted(last)))}]", re.IGNORECASE)

    def at(self, text: str, position: int, *, strict: bool = True) -> UnitMatch | None:
        """The unit here or behind one blank; a one-syllable unit must end its word."""
        if text.startswith(" ", position):
            position += 1
        for word, name in self._by_letter.get(text[position : position + 1].lower(), ()):
            end = position + len(word)
            if text[position:end].lower() == word and _is_whole(text, end, word, strict=strict):
                return UnitMatch(name, position, end)
        return None


def _is_whole(text: str, end: int, word: str, *, strict: bool) -> bool:
    last = word[-1]
    if last.isascii():
        after = text[end : end + 1]
        return not (last.isalnum() and after.isascii() and after.isalpha())
    return not strict or len(word) > 1 or ends_word(text, end)


def _words(table: str) -> dict[str, tuple[str, ...]]:
    """`name: alias alias` lines; an underscore in an alias is a blank."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in table.strip().splitlines():
        name, aliases = line.split(":")
        entries[name.strip()] = tuple(alias.replace("_", " ") for alias in aliases.split())
    return entries


_MEASURES: Mapping[str, dict[str, tuple[str, ...]]] = {
    "distance": _words("""
        kilometre: 킬로미터 키로미터 킬로메터 키로메터 킬로 키로 km ㎞
        metre: 미터 메터 메타 m
        centimetre: 센티미터 센치미터 센티메터 센치메터 센티 센치 cm ㎝
        millimetre: 밀리미터 미리미터 밀리메터 mm ㎜
        micrometre: 마이크로미터 미크론 μm
        nanometre: 나노미터 nm
        picometre: 피코미터 pm
        mile: 마일 mile miles mi
        nautical mile: 해리
        yard: 야드 마 yard yards yd
        foot: 피트 풋 feet foot ft
        inch: 인치 inch inches in
        light year: 광년
        리: 리
    """),
    "volume": _words("""
        hectolitre: 헥토리터 hl
        kilolitre: 킬로리터 kl
        litre: 리터 릿터 l ℓ
        decilitre: 데시리터 dl
        centilitre: 센티리터 cl
        millilitre: 밀리리터 미리리터 밀리 미리 시시 ml cc ㎖ ㏄
        gallon: 갤런 갤론 갈론 gallon gallons gal
        pint: 파인트 pint pints
        quart: 쿼트 quart quarts
        barrel: 배럴 barrel barrels bbl
        cubic metre: 입방미터 입방_미터 세제곱미터 세제곱_미터 루베 m3 ㎥
        cubic centimetre: 입방센티미터 입방_센티미터 세제곱센티미터 세제곱_센티미터 ㎤
        cubic foot: 입방피트 입방_피트 세제곱피트 세제곱_피트
        cubic inch: 입방인치 입방_인치 세제곱인치
        cubic yard: 입방야드 입방_야드
        cubic mile: 입방마일 입방_마일
        fluid ounce: 액량_온스
        teaspoon: 티스푼 작은술
        tablespoon: 테이블스푼 큰술
    """),
    "weight": _words("""
        kilogram: 킬로그램 키로그램 킬로그람 키로그람 kg ㎏
        gram: 그램 그람 g
        milligram: 밀리그램 미리그램 밀리그람 mg ㎎
        microgram: 마이크로그램
        ton: 톤 t
        metric ton: 미터톤 미터_톤
        pound: 파운드 pound pounds lb lbs
        ounce: 온스 ounce ounces oz
        carat: 캐럿
        근: 근
        돈: 돈
        냥: 냥
    """),
    "area": _words("""
        square kilometre: 제곱킬로미터 제곱_킬로미터 평방킬로미터 평방_킬로미터 km2 ㎢
        square metre: 제곱미터 제곱_미터 평방미터 평방_미터 헤베 m2 ㎡
        square centimetre: 제곱센티미터 제곱_센티미터 평방센티미터 평방_센티미터
        square mile: 제곱마일 제곱_마일 평방마일 평방_마일
        square foot: 제곱피트 제곱_피트 평방피트 평방_피트
        square inch: 제곱인치 제곱_인치 평방인치 평방_인치
        square yard: 제곱야드 제곱_야드 평방야드 평방_야드
        hectare: 헥타르 ha
        acre: 에이커 acre acres
        평: 평
    """),
    "data": _words("""
        bit: 비트 bit bits
        kilobit: 킬로비트 kbit
        megabit: 메가비트 mbit
        gigabit: 기가비트 gbit
        byte: 바이트 byte bytes
        kilobyte: 킬로바이트 kb
        megabyte: 메가바이트 메가 mb
        gigabyte: 기가바이트 기가 gb
        terabyte: 테라바이트 테라 tb
        petabyte: 페타바이트 pb
    """),
    "speed": _words("""
        kilometre per hour: km/h kph 킬로미터/시
        metre per second: m/s 미터/초
        mile per hour: mph 마일/시
        knot: 노트
        megabit per second: mbps
        gigabit per second: gbps
    """),
}

MEASURE_OF = {name: kind for kind, units in _MEASURES.items() for name in units}
MEASURES = UnitTable({name: words for units in _MEASURES.values() for name, words in units.items()})

CURRENCIES = UnitTable(
    _words("""
        KRW: 원 won krw 원정 한국_원 대한민국_원 ₩
        USD: 달러 딸라 불 미국달러 미국_달러 미_달러 미화 usd dollar dollars $
        USD/100: 센트 cent cents 미국_센트
        EUR: 유로 eur euro €
        EUR/100: 유로센트 유로_센트
        JPY: 엔 일본_엔 일본엔 jpy yen ¥
        CNY: 위안 중국_위안 런민비 인민폐 cny rmb
        GBP: 파운드 영국_파운드 영국파운드 gbp £
        GBP/100: 펜스 페니
        HKD: 홍콩_달러 홍콩달러 hkd
        CAD: 캐나다_달러 캐나다달러 cad
        AUD: 호주_달러 호주달러 오스트레일리아_달러 aud
        NZD: 뉴질랜드_달러 뉴질랜드달러 nzd
        SGD: 싱가포르_달러 싱가폴_달러 싱가포르달러 싱가폴달러 sgd
        TWD: 대만_달러 대만달러 타이완_달러 twd
        CHF: 스위스_프랑 스위스프랑 chf
        FRF: 프랑 프랑스_프랑
        DEM: 마르크 독일_마르크
        THB: 바트 밧 태국_바트 thb
        VND: 베트남_동 베트남동 vnd
        PHP: 필리핀_페소 필리핀페소 php
        MXN: 멕시코_페소 페소 mxn
        ARS: 아르헨티나_페소
        CLP: 칠레_페소
        COP: 콜롬비아_페소
        INR: 루피 인도_루피 inr
        PKR: 파키스탄_루피
        IDR: 루피아 인도네시아_루피아 idr
        MYR: 링깃 말레이시아_링깃 myr
        RUB: 루블 러시아_루블 rub
        TRY: 리라 터키_리라 튀르키예_리라
        ITL: 이탈리아_리라
        SEK: 크로나 스웨덴_크로나 sek
        NOK: 노르웨이_크로네 nok
        DKK: 크로네 덴마크_크로네 dkk
        ISK: 아이슬란드_크로나
        BRL: 헤알 브라질_헤알 레알 브라질_레알 brl
        ZAR: 랜드 남아공_랜드 남아프리카_랜드 zar
        PLN: 즐로티 폴란드_즐로티 pln
        HUF: 포린트 헝가리_포린트
        CZK: 코루나 체코_코루나
        AED: 디르함 아랍에미리트_디르함
        SAR: 사우디_리얄 리얄
        KWD: 쿠웨이트_디나르 디나르
        ILS: 셰켈 세켈 이스라엘_셰켈
        GEL: 라리 조지아_라리
        UAH: 흐리우냐 흐리브냐
        KZT: 텡게
        MNT: 투그릭 몽골_투그릭
        EGP: 이집트_파운드
        KPW: 북한_원
        MOP: 파타카
        NGN: 나이라
        KES: 케냐_실링 실링
        ETB: 비르
        AMD: 드람
        BTC: 비트코인 btc
    """)
)

CUP = "컵"
_COUNTERS = read_list("counters")
COUNTERS = UnitTable({name: (name, *others) for name, (_, *others) in _COUNTERS.items()})
# Counter, however spelt -> the class of the numerals before it: 세 곡 is "native", 삼 층 "sino"
NUMERALS_BEFORE = {
    word: numerals for name, (numerals, *others) in _COUNTERS.items() for word in (name, *others)
}

AGES = UnitTable({"year": ("살", "세"), "month": ("개월",)})

DEGREES = UnitTable(
    {
        "celsius": ("°c", "℃", "도씨", "° c"),
        "fahrenheit": ("°f", "℉", "° f"),
        "degree": ("도", "°"),
    }
)

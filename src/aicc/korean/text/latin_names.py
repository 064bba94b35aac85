"""How Koreans say Latin letters, units and signs: for particles and for the ear."""

LETTERS = {
    "A": "에이", "B": "비", "C": "씨", "D": "디", "E": "이", "F": "에프", "G": "지", "H": "에이치",
    "I": "아이", "J": "제이", "K": "케이", "L": "엘", "M": "엠", "N": "엔", "O": "오", "P": "피",
    "Q": "큐", "R": "알", "S": "에스", "T": "티", "U": "유", "V": "브이", "W": "더블유",
    "X": "엑스", "Y": "와이", "Z": "제트",
}  # fmt: skip

# After a figure; longer spellings come first where one begins another
UNITS = {
    "km/h": "킬로미터", "kWh": "킬로와트시", "Mbps": "메가비피에스", "Gbps": "기가비피에스",
    "km²": "제곱킬로미터", "m²": "제곱미터", "㎡": "제곱미터", "km": "킬로미터", "㎞": "킬로미터",
    "cm": "센티미터", "㎝": "센티미터", "mm": "밀리미터", "㎜": "밀리미터", "kg": "킬로그램",
    "㎏": "킬로그램", "mg": "밀리그램", "ml": "밀리리터", "mL": "밀리리터", "kcal": "킬로칼로리",
    "KB": "킬로바이트", "MB": "메가바이트", "GB": "기가바이트", "TB": "테라바이트",
    "℃": "도", "°C": "도", "m": "미터", "g": "그램", "L": "리터", "l": "리터", "V": "볼트",
    "W": "와트", "t": "톤", "%p": "퍼센트포인트", "%": "퍼센트", "°": "도",
}  # fmt: skip

SIGNS = {
    "%": "퍼센트", "$": "달러", "€": "유로", "₩": "원", "#": "샵", "*": "별표", "@": "골뱅이",
    "&": "앤드", "+": "플러스", "=": "이퀄", "℃": "도", "°": "도", "㎡": "제곱미터",
}  # fmt: skip

# Words said as words, whatever their letters suggest (keys in lower case)
WORDS = {
    "app": "앱", "pin": "핀", "web": "웹", "pos": "포스", "sim": "심", "usim": "유심",
    "esim": "이심", "wifi": "와이파이", "wi-fi": "와이파이", "email": "이메일", "e-mail": "이메일",
    "type": "타입", "check": "체크", "card": "카드", "pay": "페이",
    "bank": "뱅크", "call": "콜", "point": "포인트", "service": "서비스", "center": "센터",
    "ok": "오케이", "no": "노", "yes": "예스", "home": "홈", "time": "타임",
    "naver": "네이버", "kakao": "카카오", "google": "구글", "apple": "애플", "samsung": "삼성",
    "kakaotalk": "카카오톡", "talk": "톡", "youtube": "유튜브", "online": "온라인",
    "page": "페이지", "code": "코드", "link": "링크", "event": "이벤트", "coupon": "쿠폰",
    "set": "세트", "soup": "수프", "site": "사이트", "login": "로그인", "id": "아이디",
    "net": "넷", "plus": "플러스", "premium": "프리미엄", "gold": "골드", "mini": "미니",
    "chatbot": "챗봇", "bot": "봇", "chat": "챗", "robot": "로봇", "internet": "인터넷",
    "outlet": "아웃렛", "mall": "몰", "shop": "숍", "market": "마켓", "ticket": "티켓",
    "post": "포스트", "smart": "스마트", "phone": "폰", "iphone": "아이폰", "galaxy": "갤럭시",
    "ios": "아이오에스", "android": "안드로이드", "play": "플레이", "store": "스토어",
    "off": "오프", "open": "오픈", "new": "뉴", "sale": "세일", "free": "프리",
    "tip": "팁", "live": "라이브", "x-ray": "엑스레이", "t-map": "티맵",
    "best": "베스트", "gift": "기프트", "club": "클럽",
}  # fmt: skip

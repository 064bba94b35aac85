"""What a question has around its point: openings, and the endings that ask, wish or request."""

import re

_OPENING = re.compile(r"(?:저기요|저기|혹시|제가|저는|저|근데|그런데|안녕하세요|여보세요|네|아니)+")
_INSIDE = re.compile(r"어떻게|좀")
_LONGEST_ENDING = 40
# Spaces are gone before this is asked, so that 알려 주세요 and 알려주세요 are one.
_ENDING = re.compile(
    r"""(?:
      더?(?:알려|가르쳐|말해|안내해|설명해|말씀해)
        (?:주세요|줘요|줘|주십시오|주실래요|주시겠어요|주실수있나요)?
    | (?:하는데|하는|되는)?(?:방법|법)[이을은]?
    | (?:한지|인지|는지|[이가은는])?궁금(?:해요|해|합니다|한데요|한데|하네요|하고요)?
    | [하되받]?(?:고|려고)?싶(?:어요|어서요|어|습니다|은데요|은데|다|네요)
    | [하되]?려(?:고합니다|고해요|고요|고|면|는데요|는데|합니다)
    | 어떡|어찌
    | (?:해야하|해야되|야하|야되|되는|하는|[하되인은한된는])?
        (?:나요|가요|까요|죠|지요|네요|는데요|습니까|니까)
    | (?:[할될쓸을]|받을)?수[가도는]?있(?:나요|나|어요|어|을까요|습니까|는지요|는지|죠)
    | 있(?:나요|나|어요|어|을까요|습니까|죠)?
    | (?:해|하여)?(?:주세요|주십시오|주실래요|주시겠어요|줘요|줘|달라고|주)
    | [이가을]?(?:무엇|뭐|뭔|뭘)(?:예요|에요|에여|인가|[가를죠이을야])?
    | [이가]?필요(?:해요|해|한가요|한가|하나요|합니다|하죠)?
    | [하되해돼합됩](?:야해요|야돼요|니다|[요다죠])?
    | 요
    )++$""",
    re.VERBOSE,
)


def point(letters: str) -> str:
    """What is left of a question without spaces and signs; all of it when it is only fillers."""
    start = _OPENING.match(letters)
    rest = _INSIDE.sub("", letters[start.end() :] if start else letters)
    head, tail = rest[:-_LONGEST_ENDING], rest[-_LONGEST_ENDING:]
    return head + _ENDING.sub("", tail) or letters

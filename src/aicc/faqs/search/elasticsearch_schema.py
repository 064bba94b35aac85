"""What an index in Elasticsearch is made of, as data: analysis, fields, documents."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from hashlib import blake2b
from typing import Any

from aicc.domain.faq import AnswerPart, FaqEntry, PartKind
from aicc.faqs.search.meanings import DIMENSIONS
from aicc.faqs.search.wording import analysed
from aicc.korean.text.normalise import normalise

SCHEMA = 3  # to be raised when an older release could not read what this one writes

# Nori's tags: particles, endings, interjections, conjunctions, punctuation, affixes. Adverbs stay
# ("not" is one), and so do determiners ("which", "this").
STOP_TAGS = ("E", "J", "IC", "MAJ", "SP", "SSC", "SSO", "SC", "SE", "XPN", "XSA", "XSN", "XSV")

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_RULE_SIGNS = re.compile(r"[,=>#\\]+")
_LONGEST_SLUG = 40
ANY_CHANNEL, FOREVER = "*", "9999-12-31"  # what an entry without a limit says

# The JSON that Elasticsearch takes and gives; its shape is known, its types are not.
Body = dict[str, Any]


def alias_of(prefix: str, tenant_id: str) -> str:
    """A name that Elasticsearch takes, different for every tenant."""
    slug = _NOT_IN_A_NAME.sub("-", tenant_id.lower())[:_LONGEST_SLUG].strip("-")
    return "-".join(
        filter(None, (prefix, slug, blake2b(tenant_id.encode(), digest_size=6).hexdigest()))
    )


def index_body(synonyms: Sequence[Sequence[str]], words: Sequence[str]) -> Body:
    """Settings and mappings of a new index. `words` are names that nori must not cut in two."""
    settings = _settings(synonyms, words)
    meta = {"schema": SCHEMA, "analysis": _digest(settings)}
    return {"settings": settings, "mappings": {"_meta": meta, **MAPPINGS}}


def _settings(synonyms: Sequence[Sequence[str]], words: Sequence[str]) -> Body:
    groups = [[_RULE_SIGNS.sub(" ", normalise(word).lower()) for word in each] for each in synonyms]
    known = sorted({word for each in (*groups, words) for word in each if _is_one_word(word)})
    tokenizers = {
        # Compounds are kept whole and cut up in the index, and only cut up in a query: the
        # synonym graph takes one line of tokens alone.
        f"nori_{mode}": {
            "type": "nori_tokenizer",
            "decompound_mode": mode,
            "user_dictionary_rules": known,
        }
        for mode in ("mixed", "discard")
    }
    return {
        "number_of_shards": 1,  # so that how often a gram is held is known exactly
        "auto_expand_replicas": "0-1",
        "analysis": {
            "tokenizer": {
                **tokenizers,
                "jamo": {"type": "ngram", "min_gram": 3, "max_gram": 3},
            },
            "filter": {
                "no_particles": {"type": "nori_part_of_speech", "stoptags": STOP_TAGS},
                "synonyms": {
                    "type": "synonym_graph",
                    "lenient": True,
                    "synonyms": [", ".join(each) for each in groups],
                },
            },
            "analyzer": {
                "korean": _analyzer("nori_mixed", "no_particles", "nori_readingform", "lowercase"),
                "korean_query": _analyzer(
                    "nori_discard", "no_particles", "nori_readingform", "lowercase", "synonyms"
                ),
                "jamo": _analyzer("jamo"),
            },
        },
    }


def _is_one_word(word: str) -> bool:
    return len(word) > 1 and word.isalnum()


def _analyzer(tokenizer: str, *filters: str) -> Body:
    return {"type": "custom", "tokenizer": tokenizer, "filter": list(filters)}


# All texts of an entry stand in one field each. Norms would count against an entry what its other
# variants say; the ranking on our side weighs length, text by text. Letters and pairs of them
# are made by the code that ranks what is found, here and in a query.
MAPPINGS: Body = {
    "dynamic": "strict",
    "properties": {
        "category": {"type": "keyword"},
        "tags": {"type": "keyword"},
        "channels": {"type": "keyword"},
        "valid_from": {"type": "keyword"},
        "valid_until": {"type": "keyword"},
        "digest": {"type": "keyword"},
        "said": {
            "type": "text",
            "analyzer": "korean",
            "search_analyzer": "korean_query",
            "norms": False,
        },
        "pairs": {"type": "text", "analyzer": "whitespace", "norms": False},
        "jamo": {"type": "text", "analyzer": "jamo", "norms": False},
        "texts": {
            "type": "nested",
            "properties": {
                "meaning": {
                    "type": "dense_vector",
                    "element_type": "byte",
                    "dims": DIMENSIONS,
                    "similarity": "cosine",
                }
            },
        },
        "entry": {"type": "object", "enabled": False},
    },
}


def to_document(entry: FaqEntry) -> Body:
    [about] = analysed([entry])
    texts = about.texts
    said = [*(text.shown for text in texts), *entry.keywords]
    plain = asdict(entry)
    return {
        "category": entry.category,
        "tags": list(entry.tags),
        "channels": list(entry.channels) or [ANY_CHANNEL],
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until or FOREVER,
        "digest": _digest(plain),
        "said": [normalise(each) for each in said],
        "pairs": [" ".join(text.grams) for text in texts],
        "jamo": [text.jamo for text in texts],
        "texts": [{"meaning": each} for each in about.steps.tolist() if any(each)],
        "entry": plain,
    }


def from_document(document: Mapping[str, Any]) -> FaqEntry:
    """Fields that this release does not know are left out, missing ones take their default."""
    plain = document["entry"]
    known = {each.name: plain[each.name] for each in fields(FaqEntry) if each.name in plain}
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    parts = tuple(map(_part, known.get("parts", ())))
    given: Body = {**known, **lists, "parts": parts}
    return FaqEntry(**given)


def _part(plain: Body) -> AnswerPart:
    kind, items = PartKind(plain["kind"]), tuple(plain["items"])
    return AnswerPart(kind=kind, text=plain["text"], url=plain["url"], items=items)


def _digest(value: Body) -> str:
    return blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=12).hexdigest()

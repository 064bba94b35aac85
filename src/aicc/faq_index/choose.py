"""Which FAQ index stands behind the port: embedded, or a server's with the embedded behind it."""

from collections.abc import Sequence

from aicc.faq_index.embedded import EmbeddedFaqIndex
from aicc.faq_index.fallback import FallbackFaqIndex
from aicc.faq_index.port import FaqIndex


def faq_index(
    elasticsearch_host: str = "",
    elasticsearch_api_key: str = "",
    *,
    synonyms: Sequence[Sequence[str]] = (),
    words: Sequence[str] = (),
) -> FaqIndex:
    """Without a host the embedded index. `words` are names that nori must not cut in two."""
    embedded = EmbeddedFaqIndex(synonyms=synonyms)
    if not elasticsearch_host:
        return embedded
    from aicc.faq_index.elasticsearch import ElasticFaqIndex
    from aicc.faq_index.elasticsearch_client import connect

    client = connect(elasticsearch_host, elasticsearch_api_key)
    return FallbackFaqIndex(ElasticFaqIndex(client, synonyms=synonyms, words=words), embedded)

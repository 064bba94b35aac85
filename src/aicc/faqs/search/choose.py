"""Which FAQ index stands behind the port: embedded, or a server's with the embedded behind it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.fallback import FallbackFaqIndex
from aicc.faqs.search.port import FaqIndex
from aicc.ids import new_id

_PATIENT_S = 10.0


def faq_index(
    elasticsearch_host: str = "",
    elasticsearch_api_key: str = "",
    *,
    synonyms: Sequence[Sequence[str]] = (),
    words: Sequence[str] = (),
    alone: bool = False,
) -> FaqIndex:
    """Without a host the embedded index. `words` are names that nori must not cut in two; `alone`
    as in `FallbackFaqIndex`."""
    embedded = EmbeddedFaqIndex(synonyms=synonyms)
    if not elasticsearch_host:
        return embedded
    from aicc.faqs.search.elasticsearch import ElasticFaqIndex
    from aicc.faqs.search.elasticsearch_client import connect

    client = connect(elasticsearch_host, elasticsearch_api_key)
    server = ElasticFaqIndex(client, synonyms=synonyms, words=words)
    return FallbackFaqIndex(server, embedded, alone=alone)


@contextmanager
def server_index(
    elasticsearch_host: str,
    elasticsearch_api_key: str = "",
    *,
    synonyms: Sequence[Sequence[str]] = (),
) -> Iterator[FaqIndex]:
    """The server's index alone, for measuring: under a name of its own, and dropped afterwards."""
    from aicc.faqs.search.elasticsearch import ElasticFaqIndex
    from aicc.faqs.search.elasticsearch_client import connect

    with connect(elasticsearch_host, elasticsearch_api_key) as client:
        index = ElasticFaqIndex(
            client, synonyms=synonyms, prefix=f"aicc-trial-{new_id()}", search_s=_PATIENT_S
        )
        try:
            yield index
        finally:
            index.drop_all()

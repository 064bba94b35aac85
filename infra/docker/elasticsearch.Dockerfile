# Elasticsearch with nori, which FAQ search in Korean wants. The version is the one the tests run.
ARG VERSION=8.19.21
FROM elasticsearch:${VERSION}
RUN elasticsearch-plugin install --batch analysis-nori

"""FAQ search: the port, the embedded index and Elasticsearch."""

"""Korean as people write and say it: standard library, numpy in the embedding alone."""

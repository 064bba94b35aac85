"""Generated examples are judged by what comes out, never by how long a busy machine took."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

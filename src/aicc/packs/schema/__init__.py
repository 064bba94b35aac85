"""The files of a pack as people write them, held by pydantic."""

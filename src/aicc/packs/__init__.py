"""Bot packs: content as files, their schema, and the shipped ones."""

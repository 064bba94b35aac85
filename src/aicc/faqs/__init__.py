"""FAQ entries as staff keep them: over the pack's own, in sheets, rated and asked for."""

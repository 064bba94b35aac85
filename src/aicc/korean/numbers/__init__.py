"""Numbers, amounts and ranges, read however they are said."""

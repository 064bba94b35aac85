"""HTTP within a deadline, signed where AWS wants it: what calls another system stands on this."""

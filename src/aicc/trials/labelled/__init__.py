"""What the whole bot does with labelled sentences, and which thresholds would do better."""

"""What staff who steer the FAQ are shown: why an entry was found, what was asked in vain."""

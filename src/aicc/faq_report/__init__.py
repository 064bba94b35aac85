"""What staff who steer the FAQ are shown: why an entry was found, and how well all are found."""

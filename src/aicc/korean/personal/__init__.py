"""Personal numbers: found however they are written or said."""

"""Measurements, each a ratio against a baseline of the same run or a size against an aim."""

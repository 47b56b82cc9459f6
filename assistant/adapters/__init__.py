"""Drivers for what lies outside, one a file, blind to each other."""

"""Measuring the search: its figures, other systems asked the same questions, its speed, and the report of it all."""

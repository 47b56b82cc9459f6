"""Starting all of Kontakt on one machine, and keeping it up: the engine behind `kontakt up`. Start at `up.py`."""

"""What runs before any package is installed: the standard library only."""

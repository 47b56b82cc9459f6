"""Reading and validating what editors wrote, and building the index from it."""

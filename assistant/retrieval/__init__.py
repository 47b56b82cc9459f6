"""Finding the article that answers a question, and saying how sure that is."""

"""The staff's application over parts in memory."""

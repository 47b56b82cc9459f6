"""Every port, in memory and deterministic: for tests and for trying out."""

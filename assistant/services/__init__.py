"""The use cases, one a file, each reading as the list of its steps."""

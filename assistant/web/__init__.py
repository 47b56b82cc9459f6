"""The citizens' HTTP API and event stream."""

"""The pages staff work in: handoff console and the supervisor's view."""

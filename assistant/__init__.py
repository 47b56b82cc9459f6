"""Kontakt: an assistant with human oversight for a municipality's contact centre."""

"""Guarded Cypher."""

"""Tests, by package; contract/ holds what runs on every engine."""

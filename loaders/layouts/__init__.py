"""Layouts: one module a way of writing responsibility down; blocks → assignments, never a file."""

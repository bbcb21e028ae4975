"""Tests of the catalogue, without a store."""

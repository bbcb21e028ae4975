"""Tests of readers, layouts and assembling."""

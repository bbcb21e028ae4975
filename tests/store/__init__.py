"""What is one engine's own."""

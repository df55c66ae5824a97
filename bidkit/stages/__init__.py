"""The artifacts of the method: one module per stage builds them, Deal in, sheet out."""

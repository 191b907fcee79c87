"""The rulebooks: what may be written, reading them, and what they compile to."""

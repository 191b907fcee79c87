"""Simplified and Traditional Chinese: which of them a reader prefers, and from the one to the other."""

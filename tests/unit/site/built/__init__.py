"""Tests of what is done to a built site."""

"""The edges that know Chalice, granian and the built site: hosted functions, or all of it on one machine."""

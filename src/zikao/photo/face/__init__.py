"""The face of a portrait: found, and measured. One module a subject."""

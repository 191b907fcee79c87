"""Measuring a portrait: bytes in, facts out. What a province's rules make of them is not decided here.

`measuring.measure` is the way in. Names are imported from their modules: whoever asks for the facts' names
alone loads no decoder.
"""

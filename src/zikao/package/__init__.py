"""Measuring evidence: `measure` turns an archive, picture or PDF into facts. Nothing is judged here.

It is in `measuring`. Names are imported from their modules: whoever reads a header of a request loads no
reader of archives or of text.
"""

"""The checks as HTTP: one registry of routes, its handlers, its errors and its OpenAPI document.

Nothing here knows Chalice, a socket or a process; `zikao.serve` and `functions/` are the edges that do.
"""

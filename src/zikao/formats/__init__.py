"""What a file is and what its bytes say of it, before anything is decoded.

The one floor on which portraits and packages stand: it knows bytes, and nothing of rules, portraits or
archives. Everything here is bounded, raises nothing of its own but what it names, and writes no log.
"""

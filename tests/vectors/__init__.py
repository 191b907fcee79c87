"""What Python measures in made files, for JavaScript to measure too: `make vectors` writes it.

Below `tests/fixtures/vectors/` lie, for each part that is measured in both languages, the files
(`files.json`), one document a module with what it makes of each of them, and digests of the modules
themselves (`sources.json`): whoever changes one makes the vectors anew.

`photo/seen.json` holds small portraits with what the networks said of each, rounded: what is measured in
them is measured of that in both languages (`seen.py`). Documents over them lie beside it.
"""

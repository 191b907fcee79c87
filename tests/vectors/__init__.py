"""What Python measures in made files, for JavaScript to measure too: `make vectors` writes it.

Below `tests/fixtures/vectors/` lie, for each part that is measured in both languages, the files
(`files.json`), one document a module with what it makes of each of them, and digests of the modules
themselves (`sources.json`): whoever changes one makes the vectors anew. Inputs and outputs of the networks
will lie beside them as documents of their own (`photo/networks/NAME.json`), once a device runs any.
"""

"""The stacks' templates: `make templates` writes `build/infra/{artifacts,budget,region,edge}.json`.

What can be read stands in `infra/templates/`; what the code knows (routes, memory, time, headers, sentences)
is filled in from the code, so that neither can say something else than the other.
"""

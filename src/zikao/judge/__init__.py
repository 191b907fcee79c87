"""The judge: rules as data over facts as data, in three values, by one small evaluator.

Knows nothing of photos, archives, sites or functions. The language is described in
`docs/developers/conditions.md`. Names are imported from their modules: whoever judges does not load what
looks for boundaries or explains.
"""

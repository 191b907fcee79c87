"""`make deploy` and `make rollback`: a plan first; once that is confirmed, stacks, pages and a look.

Its words are for the operator of a province, so they are Chinese.
"""

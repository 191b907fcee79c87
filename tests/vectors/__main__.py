"""`python -m tests.vectors`: makes all vectors anew."""

from tests.vectors import photo, seen, text

photo.make()
seen.make()
text.make()

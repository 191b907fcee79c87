"""`python -m tests.vectors`: makes all vectors anew."""

from tests.vectors import photo, seen

photo.make()
seen.make()

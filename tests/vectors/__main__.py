"""`python -m tests.vectors`: makes all vectors anew."""

from tests.vectors import package, photo, rasters, seen, text

photo.make()
package.make()
seen.make()
text.make()
rasters.make()

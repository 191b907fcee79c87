"""`python -m tests.vectors`: makes all vectors anew."""

from tests.vectors import pack, package, photo, rasters, seen, text, together

photo.make()
package.make()
together.make()
pack.make()
seen.make()
text.make()
rasters.make()

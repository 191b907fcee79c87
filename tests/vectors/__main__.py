"""`python -m tests.vectors`: makes all vectors anew."""

from tests.vectors import pack, package, photo, rasters, seen, text

photo.make()
package.make()
pack.make()
seen.make()
text.make()
rasters.make()

"""A site while it is being written: made anew on each save, for any day, with what is wrong."""

"""One procedure as a document for those who sign: all that candidates will be told, with its sources."""

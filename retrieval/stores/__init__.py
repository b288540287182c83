"""Where the vectors and words of a catalog are searched: one narrow protocol, and what stands behind it."""

"""Knows things: items, catalogs, encoders, the store, filters, ranking and photos. Knows nothing of conversation or sound."""

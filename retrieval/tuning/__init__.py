"""What a catalog's own photos teach at ingest: the way from pictures to its texts, its kinds and its colour names, validated before it is used."""

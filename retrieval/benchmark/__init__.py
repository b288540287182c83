"""What the retrieval is measured with."""

"""The starter catalog: products and drawings of our own, one CSV a category and one drawing a kind."""

"""How good retrieval is, measured: judged queries, fitted weights, fusion beside ours, photos with words, and the report."""

"""Knows conversation: acts, state, understanding, policy, wording and the turn that composes speech and retrieval."""

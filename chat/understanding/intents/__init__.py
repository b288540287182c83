"""What a shopper does with an utterance, learned from examples: four thousand of our own, each with its situation and its label."""

"""What every room stands on: the tree of errors, the settings, the weights and the environment."""

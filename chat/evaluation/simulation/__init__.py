"""Shoppers made of a goal and a way of telling it, played against the shop through `take_turn`."""

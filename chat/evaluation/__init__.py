"""Scripted and simulated conversations that prove what the assistant does, all played through `take_turn`."""

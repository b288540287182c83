"""Knows sound: clips, transcriber engines, synthesizer engines and what is speakable. Knows nothing of shops or conversation."""

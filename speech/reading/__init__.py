"""How what shops write is read aloud: `speech/speakable.py` is the front."""

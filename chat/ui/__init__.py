"""The page: a Gradio app over `take_turn`, with its own routes for pictures, photos and speech."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it while it is imported, and every file here that imports Gradio passes this line first

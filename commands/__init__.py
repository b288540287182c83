"""One file a subcommand of launch.py; each has `run(arguments, settings) -> int`, the exit status."""

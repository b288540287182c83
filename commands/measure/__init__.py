"""What `bench` measures, one file a target."""

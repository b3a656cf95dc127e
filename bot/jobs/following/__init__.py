"""What members follow: begun and stopped, looked out for, and at which pace it is told."""

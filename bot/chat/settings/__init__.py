"""What members and servers choose for themselves, and how they have what is kept of them deleted."""

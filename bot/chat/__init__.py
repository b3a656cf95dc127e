"""The Discord face: the only room that imports discord."""

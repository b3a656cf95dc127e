"""Programs that make the data files under ``data/lexicons`` from the libraries named there."""

"""One thing of a card looked at closely: as a picture, or with how it is read aloud."""

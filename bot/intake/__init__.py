"""How articles come in: from bytes to an analysed, stored article."""

"""What the elements of HTML do to the text around them."""

BREAKING = frozenset(
    "article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 head header hr html iframe img li main nav ol p pre section summary table tbody td tfoot th thead"
    " title tr ul video".split()
)
"""They begin and end a line."""
INLINE = frozenset(
    "a abbr audio b base big bdi bdo button canvas cite code col colgroup data del dfn em embed font i input ins kbd"
    " label link mark meta noscript object option param path picture q rp rt ruby s samp select small source span"
    " strike strong sub sup svg textarea time tt u var wbr".split()
)
"""They stand within a line; what is in neither list is text (``<think>``)."""

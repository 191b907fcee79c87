"""From an original to a file that a photo spec accepts, by lawful means only, and measured again.

Cropping, scaling down, plain background, density and JPEG quality: nothing that turns, mirrors or retouches.
What no crop can mend is refused, with the rule's own words on what to do instead. What only the original says
of itself, such as its date, is told apart: the candidate vouches for it.
"""

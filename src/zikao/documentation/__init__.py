"""Tables on the developers' pages that are made from the code, so that no page can fall behind it.

`zikao schemas` writes them and `zikao schemas --check` compares them, like everything that is generated
and committed. `pages.TABLES` names them; one more is a function that returns it, an entry there, and its two
marks on the page.
"""

from __future__ import annotations

"""The guide site.

`zikao.site.render` turns rulebooks into Markdown pages and knows nothing of any site generator;
`zikao.site.plugin` feeds them to MkDocs, `zikao.site.build` runs MkDocs from code.
"""

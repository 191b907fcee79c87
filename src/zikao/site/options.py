"""What a site's mkdocs.yml says under `zikao`, as MkDocs reads it."""

from __future__ import annotations

from mkdocs.config import Config
from mkdocs.config import config_options as opt

from zikao.site import look
from zikao.site.render import API


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Options in mkdocs.yml."""

    provinces = opt.Optional(opt.Dir(exists=True))
    """Folder of rulebooks, one folder in it for each province. Left out: the ones that come with zikao."""
    only = opt.ListOfItems(opt.Type(str), default=[])
    """Ids of the provinces to show. Left out: all."""
    api = opt.Type(str, default=API)
    """Address of the functions without a closing slash, such as `/v1` or `https://api.example/v1`."""
    prefix = opt.Type(str, default="")
    """Path below which the site stands, such as `/zikao`, without a closing slash. Every page works anywhere;
    only the page for addresses that do not exist, which is shown at any depth, has to know, and so has `api`
    where it is not set."""
    uploads = opt.Type(str, default="")
    """Address of the bucket to which files too large for the functions go, such as
    `https://BUCKET.s3.cn-north-1.amazonaws.com.cn/`. Pages may send to its origin then, and to no other."""
    elements = opt.Type(bool, default=True)
    """Whether the interactive elements come with the site; without them every page is still complete."""
    on_device = opt.Type(bool, default=True)
    """Whether files are checked on the reader's own device where that can, and are sent only where it cannot
    and their owner agrees: docs/decisions/0043-what-the-device-fetches.md. It makes the site 75 MB larger."""
    keep = opt.Optional(opt.Dir())
    """Folder of fixed versions of the widgets that outlives the site's own: those in it come with the site,
    and a released one is put there. Left out: only those that stand in the site's folder before."""
    draft = opt.Type(bool, default=False)
    """Whether this is a developer's own look, in which changed sources of a released version are no fault and
    large files are compressed in a hurry."""
    unsearched = opt.ListOfItems(opt.Type(str), default=[])
    """Pages and folders that stay out of the search, such as `developers/`: candidates search here."""
    english = opt.ListOfItems(opt.Type(str), default=[])
    """Pages and folders that are written in English, such as `api.md` and `developers/`."""
    first = opt.ListOfItems(opt.Type(str), default=[])
    """Needs that stand on top of the home page, in the words that the guides call them by."""
    traditional = opt.Type(bool, default=False)
    """Whether pages, save those of `english`, come in Traditional Chinese as well, below `zh-TW/`."""
    offline = opt.Type(bool, default=False)
    """Whether the site can be installed and pages once seen can be read without a network."""
    colour = opt.Type(str, default="")
    """The site's colour, such as `#1a5fb4`: bar, links and buttons; others are made of it. Left out: ours."""
    operator = opt.Type(str, default="")
    """Who runs the site, at the foot of every page."""
    contact = opt.Type(str, default="")
    """How to reach them: a telephone number, an address."""
    foot = opt.ListOfItems(opt.Type(dict), default=list(look.FOOT))
    """Links at the foot of every page: a title with a page or an address; pages not there are left out."""
    compress = opt.Type(bool, default=True)
    """Whether to leave out what no reader needs and to put compressed copies beside the files."""

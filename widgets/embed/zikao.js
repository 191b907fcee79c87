/**
 * The one script of a page that is not ours: `<script type="module" src="…/widgets/v1/zikao.js"></script>`. It makes the
 * tags known, wherever and whenever they stand, and fetches the code of one once it comes into view.
 */
import { define } from "./host.js";
import { TAGS } from "./tags.js";

// The folder that holds `widgets/` is ours: nothing has to be told where it is.
define(new URL("../..", import.meta.url).href, TAGS);

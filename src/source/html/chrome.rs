//! What of a page is not the document: the frame that the site puts round it, what is not shown, what is code.
//!
//! Only what is positively known to be the frame is taken for it, by the meaning of HTML's own elements and roles, by the
//! words that sites name their frames with, or by the table of sites. Whatever is not known is text.

use super::tree::{Dom, NodeId};
use super::websites::Website;

/// Words that sites name parts of their frames with, in `class` and `id`, and what such a part is.
const FRAME_WORDS: [(&str, &str); 58] = [
    ("nav", "navigation"),
    ("navbar", "navigation"),
    ("navigation", "navigation"),
    ("site-nav", "navigation"),
    ("main-nav", "navigation"),
    ("main-navigation", "navigation"),
    ("menu", "navigation"),
    ("main-menu", "navigation"),
    ("mega-menu", "navigation"),
    ("breadcrumb", "navigation"),
    ("breadcrumbs", "navigation"),
    ("pagination", "navigation"),
    ("pager", "navigation"),
    ("prev-next", "navigation"),
    ("skip-link", "link of the page"),
    ("skip-links", "link of the page"),
    ("skiplink", "link of the page"),
    ("skip-to-content", "link of the page"),
    ("skip-link-container", "link of the page"),
    ("mw-jump-link", "link of the page"),
    ("back-to-top", "link of the page"),
    ("backtotop", "link of the page"),
    ("site-header", "site’s frame"),
    ("page-header-site", "site’s frame"),
    ("global-header", "site’s frame"),
    ("masthead", "site’s frame"),
    ("site-footer", "site’s frame"),
    ("global-footer", "site’s frame"),
    ("page-footer", "site’s frame"),
    ("footer", "site’s frame"),
    ("sidebar", "site’s frame"),
    ("site-sidebar", "site’s frame"),
    ("left-sidebar", "site’s frame"),
    ("right-sidebar", "site’s frame"),
    ("toolbar", "site’s frame"),
    ("share", "share buttons"),
    ("sharing", "share buttons"),
    ("share-buttons", "share buttons"),
    ("social", "share buttons"),
    ("social-links", "share buttons"),
    ("social-media", "share buttons"),
    ("social-share", "share buttons"),
    ("addtoany", "share buttons"),
    ("sharedaddy", "share buttons"),
    ("search-form", "search form"),
    ("searchform", "search form"),
    ("site-search", "search form"),
    ("cookie", "site’s frame"),
    ("cookie-banner", "site’s frame"),
    ("cookie-notice", "site’s frame"),
    ("cookie-consent", "site’s frame"),
    ("newsletter", "site’s frame"),
    ("newsletter-signup", "site’s frame"),
    ("mw-editsection", "site’s frame"),
    ("printfooter", "site’s frame"),
    ("catlinks", "site’s frame"),
    ("noprint", "not for print"),
    ("no-print", "not for print"),
];

/// What a node is, if it and all below it are not the document's text.
pub(super) fn frame(
    tree: &Dom,
    id: NodeId,
    site: Option<&Website>,
    is_in_main: bool,
) -> Option<&'static str> {
    let element = tree.element(id)?;
    let by_name = match &*element.name {
        "script" => Some("script"),
        "style" => Some("style"),
        "noscript" => Some("shown without scripts only"),
        "nav" => Some("navigation"),
        "button" | "select" | "datalist" | "textarea" | "input" | "progress" | "meter" => {
            Some("form")
        }
        "audio" | "video" | "canvas" | "svg" | "object" | "iframe" | "embed" | "map" => {
            Some("picture or player")
        }
        "dialog" | "template" => Some("not shown"),
        // Within an article they are the article's own.
        "header" | "footer" if !is_in_main && !is_in_article(tree, id) => Some("site’s frame"),
        _ => None,
    };
    by_name
        .or_else(|| by_role(tree, id))
        .or_else(|| hidden(tree, id))
        .or_else(|| by_word(tree, id))
        .or_else(|| {
            site.filter(|site| site.chrome.matches(tree, id))
                .map(|_| "site’s frame")
        })
}

fn is_in_article(tree: &Dom, id: NodeId) -> bool {
    tree.above(id)
        .any(|at| matches!(tree.name(at), "article" | "main"))
}

fn by_role(tree: &Dom, id: NodeId) -> Option<&'static str> {
    match tree.attribute(id, "role")? {
        "navigation" | "menu" | "menubar" | "tablist" => Some("navigation"),
        "banner" | "contentinfo" => Some("site’s frame"),
        "search" => Some("search form"),
        "doc-toc" => Some("table of contents"),
        "dialog" | "alertdialog" => Some("not shown"),
        _ => None,
    }
}

/// Whether the page itself says that an element is not to be seen.
fn hidden(tree: &Dom, id: NodeId) -> Option<&'static str> {
    let style = tree.attribute(id, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let is_hidden = tree
        .element(id)?
        .attributes
        .iter()
        .any(|(name, _)| &**name == "hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    let for_readers = tree.classes(id).any(|class| {
        matches!(
            class,
            "sr-only" | "visually-hidden" | "screen-reader-text" | "visuallyhidden"
        )
    });
    (is_hidden || for_readers).then_some("not shown")
}

/// By the words with which sites name their frames. What holds most of the page is no frame, whatever it is called.
fn by_word(tree: &Dom, id: NodeId) -> Option<&'static str> {
    let is_page = matches!(tree.name(id), "html" | "body" | "main" | "article");
    if is_page || tree.weight(id) * 2 > tree.weight(0) {
        return None;
    }
    let own = tree.attribute(id, "id").into_iter();
    let mut words = own.chain(tree.classes(id));
    words.find_map(|word| {
        let word = word.to_ascii_lowercase().replace('_', "-");
        let found = FRAME_WORDS.iter().find(|(known, _)| *known == word);
        found.map(|(_, what)| *what)
    })
}

/// The parts of a page that hold the document: the site's own, else the one main part that HTML knows, else the body.
/// Parts without text are none, as where a script failed to fill them.
pub(super) fn mains(tree: &Dom, site: Option<&Website>) -> Vec<NodeId> {
    let outermost = |is_main: &dyn Fn(NodeId) -> bool| {
        let mut found = Vec::new();
        let mut walk = tree.below(0);
        while let Some(id) = walk.next() {
            if is_main(id) && tree.weight(id) > 0 {
                found.push(id);
                walk.leave_out(id);
            }
        }
        found
    };
    if let Some(site) = site {
        let found = outermost(&|id| site.body.matches(tree, id));
        if !found.is_empty() {
            return found;
        }
    }
    let found =
        outermost(&|id| tree.name(id) == "main" || tree.attribute(id, "role") == Some("main"));
    if found.len() == 1 {
        return found;
    }
    outermost(&|id| tree.name(id) == "body")
}

//! The order in which the regions of a page are read, as PAGE XML and ALTO 4.3 state it.

use std::collections::{HashMap, HashSet};

use super::tree::{ElementId, Elements};

/// The rank of each region that the page's `ReadingOrder` names, by the region's identifier. Groups nest; the members of an
/// ordered one stand by their index where they have one.
pub(super) fn ranks<'a>(tree: &Elements<'a>, page: ElementId) -> HashMap<&'a str, usize> {
    let mut ranks = HashMap::new();
    let orders = tree.children(page, "ReadingOrder");
    let mut stack: Vec<ElementId> = orders.collect();
    stack.reverse();
    while let Some(id) = stack.pop() {
        let named = ["regionRef", "REF"].map(|name| tree.value(id, name));
        if let Some(region) = named.into_iter().flatten().next() {
            let rank = ranks.len();
            ranks.entry(region).or_insert(rank);
        }
        let mut members = tree.get(id).children.clone();
        if members.iter().all(|&id| index(tree, id).is_some()) {
            members.sort_by_key(|&id| index(tree, id));
        }
        stack.extend(members.into_iter().rev());
    }
    ranks
}

fn index(tree: &Elements<'_>, id: ElementId) -> Option<i64> {
    tree.number(id, "index")
}

/// Puts elements into the order of their ranks; those without one stand behind, as in the file.
pub(super) fn sort_by_rank(
    elements: &mut [ElementId],
    tree: &Elements<'_>,
    attribute: &str,
    ranks: &HashMap<&str, usize>,
) {
    let rank = |id: &ElementId| {
        let name = tree.value(*id, attribute)?;
        ranks.get(name).copied()
    };
    elements.sort_by_key(|id| rank(id).unwrap_or(usize::MAX));
}

/// Puts blocks of ALTO into the order in which each names the next (`IDNEXT`).
pub(super) fn follow_next(blocks: Vec<ElementId>, tree: &Elements<'_>) -> Vec<ElementId> {
    if blocks.iter().all(|&id| tree.value(id, "IDNEXT").is_none()) {
        return blocks;
    }
    let mut by_name: HashMap<&str, ElementId> = HashMap::new();
    for &id in &blocks {
        if let Some(name) = tree.value(id, "ID") {
            by_name.entry(name).or_insert(id);
        }
    }
    let next = |id: ElementId| {
        let name = tree.value(id, "IDNEXT")?;
        by_name.get(name.trim()).copied()
    };
    let followers: HashSet<ElementId> = blocks.iter().filter_map(|&id| next(id)).collect();
    let is_follower = |id: &ElementId| followers.contains(id);
    let firsts = blocks.iter().copied().filter(|id| !is_follower(id));
    let mut ordered = Vec::with_capacity(blocks.len());
    let mut met = HashSet::new();
    // Blocks in a ring follow each other without a first.
    for first in firsts.chain(blocks.iter().copied()) {
        let mut at = Some(first);
        while let Some(id) = at.filter(|&id| met.insert(id)) {
            ordered.push(id);
            at = next(id);
        }
    }
    ordered
}

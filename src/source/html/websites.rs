//! The table of sites: where on a site's pages the document is, its facts, and what the site puts round it.

use serde::Deserialize;

use super::select::Selector;
use crate::document::Span;
use crate::problem::Problem;

/// What is known of sites' pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Websites {
    sites: Vec<Website>,
}

/// What is known of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Website {
    hosts: Vec<String>,
    pub(super) body: Selector,
    pub(super) title: Selector,
    pub(super) labels: Selector,
    pub(super) values: Selector,
    pub(super) chrome: Selector,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    site: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// For who reads the table.
    #[serde(rename = "name", default)]
    _name: String,
    hosts: Vec<String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    labels: String,
    #[serde(default)]
    values: String,
    #[serde(default)]
    chrome: String,
}

impl Websites {
    /// The program's own table. It is read only when a page is opened that says where it is from.
    pub(super) fn built_in() -> Self {
        Self::from_toml(include_str!("websites.toml")).unwrap_or_default()
    }

    /// Reads a table; what is wrong in it, if it cannot be taken.
    pub fn from_toml(text: &str) -> Result<Self, Vec<Problem>> {
        let table: Table = toml::from_str(text).map_err(|error| {
            let span = error.span().map_or(Span::default(), Span::from);
            vec![Problem::new(span, error.message().to_owned())]
        })?;
        let mut sites = Vec::new();
        let mut problems = Vec::new();
        for row in table.site {
            let mut read = |selector: &str| {
                if selector.is_empty() {
                    return Selector::default();
                }
                Selector::parse(selector).unwrap_or_else(|message| {
                    let start = text.find(selector).unwrap_or_default();
                    let span = Span::new(start, start + selector.len());
                    problems.push(Problem::new(span, message).hint(
                        "write names, `.class`, `#id`, `[attribute=value]`, ` ` and `>`; alternatives with `,`",
                    ));
                    Selector::default()
                })
            };
            sites.push(Website {
                body: read(&row.body),
                title: read(&row.title),
                labels: read(&row.labels),
                values: read(&row.values),
                chrome: read(&row.chrome),
                hosts: row.hosts,
            });
        }
        if problems.is_empty() {
            Ok(Self { sites })
        } else {
            Err(problems)
        }
    }

    /// The site of this host, or of one that it is a part of: `en.wikisource.org` of `wikisource.org`.
    pub(super) fn of_host(&self, host: &str) -> Option<&Website> {
        self.sites.iter().find(|site| {
            site.hosts.iter().any(|known| {
                let before = host.strip_suffix(known.as_str());
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_can_be_read_and_hosts_are_found_in_it() {
        let sites = Websites::from_toml(include_str!("websites.toml")).expect("the table");
        assert!(sites.of_host("en.wikisource.org").is_some());
        assert!(sites.of_host("notwikisource.org").is_none());
    }

    #[test]
    fn a_selector_that_cannot_be_read_is_a_problem_at_its_place() {
        let problems =
            Websites::from_toml("[[site]]\nhosts = [\"a.example\"]\nbody = \"p:hover\"\n")
                .expect_err("no selector");
        assert_eq!(problems[0].span, Span::new(39, 46));
    }
}

//! The catalogue: the facts and the words of all documents in some folders, kept in an index that outlives the program.
//!
//! The index is an `SQLite` database with a full-text table (FTS5). It holds nothing that the files do not say, so it may be
//! deleted at any time. Its words are folded by the search's own folding ([`words`]), so that a query means the same here
//! as in one document. A query first asks the index for candidates ([`find`]); each candidate is then searched itself, so
//! that no hit is shown that the text does not have. Knows files by their paths and stamps, but not how they are read: the
//! caller hands over a function that reads one.
//!
//! - [`walk`]: which files lie in a folder;
//! - [`card`]: the facts of one document, [`regions`]: which part of its text is note, handwriting, …;
//! - [`store`]: the database, [`refresh`]: bringing it up to date;
//! - [`listing`]: the documents as a list, [`shelf`]: that list in memory, narrowed, counted and sorted;
//! - [`query`]: what is asked, [`find`]: which documents answer, [`hits`]: where; [`facets`]: what documents may have in common.
//!
//! ```
//! use manicule::catalogue::Query;
//!
//! let (query, problems) = Query::parse("japan from:stalin date:1945-11/1946-02");
//! assert!(problems.is_empty() && !query.is_empty());
//! let (_, problems) = Query::parse("date:yesterday");
//! assert_eq!(problems.len(), 1);
//! ```

pub mod card;
mod completion;
pub mod facets;
pub mod find;
pub mod hits;
pub mod listing;
mod numbers;
mod packed;
pub mod query;
pub mod record;
pub mod refresh;
pub mod regions;
pub mod shelf;
pub mod store;
pub mod timeline;
pub mod walk;
pub mod words;

pub use card::Card;
pub use facets::FacetName;
pub use find::Order;
pub use hits::{Answer, Context, Hit};
pub use listing::{FacetValue, Listed};
pub use query::Query;
pub use record::Record;
pub use refresh::{Progress, Summary};
pub use shelf::Shelf;
pub use store::{Catalogue, CatalogueError};

//! Where an original lies, in the order of its country: Russian steps with their abbreviations, others as printed.

/// An archive's holding: repository, whole reference, and its steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding {
    /// The archive or library.
    pub repository: Option<String>,
    /// What leads to the document within the repository, as printed.
    pub location: Option<String>,
    /// The collection: a fonds, a series, a person's papers.
    pub collection: Option<String>,
    /// The institution that the repository belongs to.
    pub institution: Option<String>,
    /// The town.
    pub settlement: Option<String>,
    /// The steps of a Russian reference in order; empty where the reference is of another kind or says more than they do.
    steps: Vec<(Step, String)>,
    /// What stands between repository and location: British and Australian references have a colon.
    separator: &'static str,
}

/// The steps of a reference in the archives of Russia and of other Soviet republics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Fond,
    Opis,
    Papka,
    Delo,
    Sprava,
    List,
}

impl Step {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "fond" | "fonds" => Self::Fond,
            "opis" => Self::Opis,
            "papka" => Self::Papka,
            "delo" => Self::Delo,
            "sprava" => Self::Sprava,
            "list" | "listy" => Self::List,
            _ => return None,
        })
    }

    /// The abbreviation in Latin letters, as historians write it in English; leaves have a plural.
    fn latin(self, value: &str) -> &'static str {
        match self {
            Self::Fond => "f.",
            Self::Opis => "op.",
            Self::Papka => "p.",
            Self::Delo => "d.",
            Self::Sprava => "spr.",
            Self::List if value.contains(['–', '-', ',']) => "ll.",
            Self::List => "l.",
        }
    }

    /// The abbreviation of GOST R 7.0.5-2008, which has no plural.
    fn cyrillic(self) -> &'static str {
        match self {
            Self::Fond => "Ф.",
            Self::Opis => "Оп.",
            Self::Papka => "П.",
            Self::Delo => "Д.",
            Self::Sprava => "Спр.",
            Self::List => "Л.",
        }
    }
}

/// Archives of Russia and the Soviet Union by the letters that they go by in Latin script, and their own.
const RUSSIAN_ARCHIVES: &[(&str, &str)] = &[
    ("RGASPI", "РГАСПИ"),
    ("RGANI", "РГАНИ"),
    ("AVPRF", "АВП РФ"),
    ("AVP RF", "АВП РФ"),
    ("APRF", "АП РФ"),
    ("AP RF", "АП РФ"),
    ("GARF", "ГА РФ"),
    ("RGVA", "РГВА"),
    ("RGAE", "РГАЭ"),
    ("RGALI", "РГАЛИ"),
    ("RGIA", "РГИА"),
    ("TsKhSD", "ЦХСД"),
    ("TsAMO", "ЦАМО"),
    ("TsAMO RF", "ЦАМО РФ"),
    ("RTsKhIDNI", "РЦХИДНИ"),
];

impl Holding {
    /// A holding; none if nothing is known of where it lies.
    pub(super) fn new(
        repository: Option<&str>,
        reference: Option<&str>,
        parts: &[(&str, &str)],
    ) -> Option<Self> {
        let repository = repository.map(str::trim).filter(|name| !name.is_empty());
        let reference = reference.map(str::trim).filter(|text| !text.is_empty());
        if repository.is_none() && reference.is_none() && parts.is_empty() {
            return None;
        }
        let of = |names: &[&str]| {
            let values = parts.iter().filter(|(name, _)| names.contains(name));
            values.map(|(_, value)| (*value).to_owned()).next()
        };
        let (location, separator) = location(repository, reference);
        let is_house = |name: &str| {
            matches!(
                name,
                "country" | "settlement" | "institution" | "repository"
            )
        };
        let steps: Option<Vec<_>> = parts
            .iter()
            .filter(|(name, _)| !is_house(name))
            .map(|(name, value)| Some((Step::named(name)?, (*value).to_owned())))
            .collect();
        let steps = steps.unwrap_or_default();
        let says_all = location.as_deref().is_none_or(|location| {
            numbers(location).all(|number| {
                let mut known = steps.iter().flat_map(|(_, value)| numbers(value));
                known.any(|known| known == number)
            })
        });
        Some(Self {
            repository: repository.map(str::to_owned),
            collection: of(&["collection", "fond", "series", "papers", "record group"]),
            institution: of(&["institution"]).filter(|name| Some(name.as_str()) != repository),
            settlement: of(&["settlement"]),
            steps: if says_all { steps } else { Vec::new() },
            location: location.filter(|location| !location.is_empty()),
            separator,
        })
    }

    /// The reference as a note has it, with the leaf at the place cited in the stead of all of them.
    pub(super) fn note(&self, leaf: Option<&str>) -> String {
        if !self.steps.is_empty() {
            let leaf = leaf.filter(|leaf| self.has_leaf(leaf));
            let mut steps: Vec<String> = self.repository.iter().cloned().collect();
            steps.extend(
                self.merged(leaf)
                    .iter()
                    .map(|(step, value)| format!("{} {value}", step.latin(value))),
            );
            return steps.join(", ");
        }
        let of_house = self.institution.is_some() || self.settlement.is_some();
        let Some(location) = &self.location else {
            return self.house().join(", ");
        };
        if of_house {
            // Manuscripts: from the item outwards to the town (Chicago 14.221).
            let mut parts = vec![location.clone()];
            parts.extend(self.house());
            return parts.join(", ");
        }
        match &self.repository {
            Some(repository) => format!("{repository}{}{location}", self.separator),
            None => location.clone(),
        }
    }

    /// Repository, institution and town.
    fn house(&self) -> Vec<String> {
        let mut house: Vec<String> = self
            .repository
            .iter()
            .chain(&self.institution)
            .cloned()
            .collect();
        if let Some(town) = &self.settlement
            && !house.iter().any(|name| name.contains(town.as_str()))
        {
            house.push(town.clone());
        }
        house
    }

    /// Whether it is given by fond, opis and delo.
    pub(super) fn is_russian(&self) -> bool {
        !self.steps.is_empty()
    }

    /// The reference as GOST R 7.0.5-2008 has it.
    pub(super) fn gost(&self, leaf: Option<&str>) -> String {
        if self.steps.is_empty() {
            return self.note(leaf);
        }
        let leaf = leaf.filter(|leaf| self.has_leaf(leaf));
        let known = self.repository.as_deref().map(|name| {
            let own = RUSSIAN_ARCHIVES.iter().find(|(latin, _)| *latin == name);
            own.map_or(name, |(_, own)| own).to_owned()
        });
        let mut parts: Vec<String> = known.into_iter().collect();
        parts.extend(
            self.merged(leaf)
                .iter()
                .map(|(step, value)| format!("{} {value}", step.cyrillic())),
        );
        parts.join(". ")
    }

    /// The reference as The National Archives (UK) asks for it: the institution, a colon, the reference.
    pub(super) fn tna(&self) -> String {
        let is_tna = matches!(
            self.repository.as_deref(),
            Some("TNA" | "UKNA" | "PRO" | "The National Archives")
        );
        match &self.location {
            Some(location) if is_tna => {
                format!("The National Archives of the UK (TNA): {location}")
            }
            _ => self.note(None),
        }
    }

    /// What leads to the document within its repository, in one string: `f. 558, op. 11, d. 98, ll. 0102–0105`.
    pub fn shelf_mark(&self) -> Option<String> {
        if self.steps.is_empty() {
            return self.location.clone();
        }
        let steps = self.merged(None);
        let steps = steps
            .iter()
            .map(|(step, value)| format!("{} {value}", step.latin(value)));
        Some(steps.collect::<Vec<_>>().join(", "))
    }

    /// The collection as reference managers have a field for it: `fond 558`, or its name.
    pub fn collection_name(&self) -> Option<String> {
        let fond = self.steps.iter().find(|(step, _)| *step == Step::Fond);
        fond.map(|(_, value)| format!("f. {value}"))
            .or_else(|| self.collection.clone())
    }

    /// The steps, several runs of leaves as one; a leaf takes the stead of all.
    fn merged(&self, leaf: Option<&str>) -> Vec<(Step, String)> {
        let mut merged: Vec<(Step, String)> = Vec::new();
        for (step, value) in &self.steps {
            match merged.last_mut() {
                Some((Step::List, leaves)) if *step == Step::List => {
                    leaves.push_str(", ");
                    leaves.push_str(value);
                }
                _ => merged.push((*step, value.clone())),
            }
        }
        if let Some(leaf) = leaf {
            for (step, value) in &mut merged {
                if *step == Step::List {
                    leaf.clone_into(value);
                }
            }
        }
        merged
    }

    /// Whether a page's number is one of the leaves of the reference, rather than of a page in print.
    pub(super) fn has_leaf(&self, page: &str) -> bool {
        let number = |text: &str| {
            text.trim()
                .trim_end_matches("ob")
                .trim_end_matches("об")
                .trim()
                .parse::<u32>()
                .ok()
        };
        let Some(page) = number(page) else {
            return false;
        };
        let leaves = self.steps.iter().filter(|(step, _)| *step == Step::List);
        leaves.flat_map(|(_, value)| value.split(',')).any(|run| {
            let (first, last) = run.split_once(['–', '-']).unwrap_or((run, run));
            match (number(first), number(last)) {
                (Some(first), Some(last)) => (first..=last).contains(&page),
                _ => false,
            }
        })
    }
}

/// What a printed reference says after its repository, and what stands between the two. Addresses on the network are no
/// part of a shelf mark.
fn location(repository: Option<&str>, reference: Option<&str>) -> (Option<String>, &'static str) {
    let Some(reference) = reference else {
        return (None, ", ");
    };
    let kept: Vec<&str> = reference
        .split(", ")
        .filter(|part| !part.starts_with("http://") && !part.starts_with("https://"))
        .collect();
    let reference = kept.join(", ").trim_end_matches(['.', ',', ' ']).to_owned();
    let Some(rest) = repository.and_then(|name| reference.strip_prefix(name)) else {
        return (Some(reference), ", ");
    };
    let inside = rest.trim_start_matches([' ', ':', ',', '.']);
    let before = rest.strip_suffix(inside).unwrap_or_default();
    if before.is_empty() && !inside.is_empty() {
        // The repository's letters begin a longer word: "AA" of "AAB 12".
        return (Some(reference), ", ");
    }
    let separator = match () {
        () if before.contains(':') => ": ",
        () if before.trim().is_empty() => " ",
        () => ", ",
    };
    (Some(inside.to_owned()), separator)
}

/// The runs of digits in a text, without zeros before them.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.trim_start_matches('0'))
}

//! How many documents are dated in each year: a small picture of a library over time.

/// How long a step of a timeline is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    /// A month.
    Month,
    /// A year.
    #[default]
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// Documents counted over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// How long a step is.
    pub unit: Unit,
    /// The number of the first step.
    first: i64,
    /// How many documents may be dated in each step, without gaps from the first to the last.
    pub counts: Vec<usize>,
    /// How many have no date.
    pub undated: usize,
}

/// So few months are shown as months: four years. More of them are read by the year.
const MOST_MONTHS: i64 = 48;

impl Unit {
    /// The shortest unit of which at most `widest` steps hold all of the days.
    pub fn fitting(dated: &[((i64, i64), usize)], widest: usize) -> Self {
        let first = dated.iter().map(|((first, _), _)| *first).min();
        let last = dated.iter().map(|((_, last), _)| *last).max();
        let Some((first, last)) = first.zip(last) else {
            return Self::Year;
        };
        let widest = i64::try_from(widest).unwrap_or(i64::MAX);
        let fits = |unit: &Self| {
            let steps = unit.step(last) - unit.step(first) + 1;
            steps <= widest && (*unit != Self::Month || steps <= MOST_MONTHS)
        };
        [Self::Month, Self::Year, Self::Decade]
            .into_iter()
            .find(fits)
            .unwrap_or(Self::Century)
    }

    /// The number of the step that holds a day, given as `YYYYMMDD`.
    fn step(self, day: i64) -> i64 {
        let (year, month) = (day.div_euclid(10_000), day.rem_euclid(10_000) / 100);
        match self {
            Self::Month => year * 12 + (month - 1).clamp(0, 11),
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
            Self::Century => year.div_euclid(100),
        }
    }

    /// The first and the last day of a step.
    fn days(self, step: i64) -> (i64, i64) {
        let years = |first: i64, last: i64| (first * 10_000 + 101, last * 10_000 + 1231);
        match self {
            Self::Month => {
                let month = (step.div_euclid(12) * 100 + step.rem_euclid(12) + 1) * 100;
                (month + 1, month + 31)
            }
            Self::Year => years(step, step),
            Self::Decade => years(step * 10, step * 10 + 9),
            Self::Century => years(step * 100, step * 100 + 99),
        }
    }

    /// What a step is called: `1945-11`, `1945`, `1940s`.
    fn name(self, step: i64) -> String {
        match self {
            Self::Month => format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1),
            Self::Year => step.to_string(),
            Self::Decade => format!("{step}0s"),
            Self::Century => format!("{step}00s"),
        }
    }
}

impl Timeline {
    /// Counts documents: the first and last day of each, and how much it counts. A document counts in every step that its
    /// date may mean.
    pub fn of(dated: &[((i64, i64), usize)], undated: usize, unit: Unit) -> Self {
        let mut counts = std::collections::BTreeMap::new();
        for &((first, last), weight) in dated {
            for step in unit.step(first)..=unit.step(last) {
                *counts.entry(step).or_insert(0) += weight;
            }
        }
        let ends = counts.keys().next().zip(counts.keys().next_back());
        let (first, counts) = match ends {
            Some((&first, &last)) => {
                let count = |step| counts.get(&step).copied().unwrap_or(0);
                (first, (first..=last).map(count).collect())
            }
            None => (0, Vec::new()),
        };
        Self {
            unit,
            first,
            counts,
            undated,
        }
    }

    /// The first and the last day of the step numbered from the left.
    pub fn days(&self, at: usize) -> (i64, i64) {
        self.unit.days(self.first + i64::try_from(at).unwrap_or(0))
    }

    /// What the step is called.
    pub fn name(&self, at: usize) -> String {
        self.unit.name(self.first + i64::try_from(at).unwrap_or(0))
    }

    /// The step that holds a day, or the nearest one.
    pub fn at(&self, day: i64) -> usize {
        let at = self.unit.step(day) - self.first;
        usize::try_from(at)
            .unwrap_or(0)
            .min(self.counts.len().saturating_sub(1))
    }

    /// The largest count.
    pub fn most(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> ((i64, i64), usize) {
        ((day, day), 1)
    }

    #[test]
    fn a_document_counts_in_every_step_that_its_date_may_mean() {
        let dated = [
            day(19_451_111),
            ((19_440_101, 19_461_231), 1),
            ((10_000_101, 19_001_231), 1),
        ];
        let timeline = Timeline::of(&dated[..2], 3, Unit::Year);
        assert_eq!((&*timeline.counts, timeline.undated), (&[1, 2, 1][..], 3));
        assert_eq!(
            (timeline.name(1), timeline.days(1)),
            ("1945".to_owned(), (19_450_101, 19_451_231))
        );
        let timeline = Timeline::of(&dated, 0, Unit::Century);
        assert_eq!(timeline.counts, [1, 1, 1, 1, 1, 1, 1, 1, 1, 3]);
        assert_eq!(
            (timeline.name(0), timeline.name(9)),
            ("1000s".to_owned(), "1900s".to_owned())
        );
    }

    #[test]
    fn the_unit_is_the_shortest_that_fits() {
        assert_eq!(Unit::fitting(&[], 10), Unit::Year);
        assert_eq!(
            Unit::fitting(&[day(19_451_111), day(19_460_201)], 60),
            Unit::Month
        );
        assert_eq!(
            Unit::fitting(&[day(19_451_111), day(19_460_201)], 3),
            Unit::Year
        );
        assert_eq!(
            Unit::fitting(&[day(19_000_101), day(19_990_201)], 60),
            Unit::Decade
        );
        assert_eq!(
            Unit::fitting(&[day(10_101), day(99_991_231)], 60),
            Unit::Century
        );
    }

    #[test]
    fn the_days_of_a_month_lie_in_its_step() {
        let timeline = Timeline::of(&[day(19_451_111), day(19_460_201)], 0, Unit::Month);
        let names: Vec<String> = (0..4).map(|at| timeline.name(at)).collect();
        assert_eq!(names, ["1945-11", "1945-12", "1946-01", "1946-02"]);
        for at in 0..4 {
            let (first, last) = timeline.days(at);
            assert_eq!((timeline.at(first), timeline.at(last)), (at, at));
        }
    }
}

//! Which keys ask for which command, in which context: the built-in keymap with a user's laid over it.
//!
//! All problems of a user's file are found at once, and its good lines hold. Knows nothing of what commands do.
//!
//! ```
//! use manicule::command::Command;
//! use manicule::key;
//! use manicule::keymap::{Context, Keymap, Lookup};
//!
//! let mut keymap = Keymap::built_in();
//! assert!(keymap.lay_over("[reader]\n\"W\" = \"quit\"\n").is_empty());
//! let keys = key::sequence("W")?;
//! assert_eq!(keymap.look_up(Context::Reader, &keys), Lookup::Command(Command::Quit));
//! # Ok::<(), manicule::key::NotAKey>(())
//! ```

use strum::{Display, EnumCount, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::command::Command;
use crate::document::Span;
use crate::key::{self, Key};
use crate::problem::{self, Problem};

/// The keymap that is part of the program.
pub const BUILT_IN: &str = include_str!("../keymap.toml");

/// The word that takes a key away.
const NO_COMMAND: &str = "none";

/// Where keys are pressed.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumCount,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Context {
    /// The text.
    #[default]
    Reader,
    /// An open note; what it does not bind falls back to the reader's keys.
    Note,
    /// A list that is filtered by typing.
    List,
    /// What is only read: the metadata, the source.
    Sheet,
    /// The layers panel.
    Layers,
    /// The search prompt.
    Search,
    /// The text while a part of it is selected; what it does not bind falls back to the reader's keys.
    Selection,
    /// The editor of a note.
    Editor,
    /// The reading room.
    Room,
    /// The query line of the reading room.
    Query,
}

impl Context {
    /// The context whose keys hold where this one binds none.
    fn parent(self) -> Option<Self> {
        matches!(self, Self::Note | Self::Selection).then_some(Self::Reader)
    }

    /// Whether a digit begins a count here, and is not typed.
    pub fn takes_counts(self) -> bool {
        matches!(
            self,
            Self::Reader | Self::Note | Self::Selection | Self::Room
        )
    }
}

/// What a sequence of keys comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A command.
    Command(Command),
    /// The beginning of longer sequences.
    Prefix,
    /// Nothing.
    Nothing,
}

/// The keys of every context.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    /// In the order in which they were written, for the help: of several for a command the first is the one to show. They are
    /// so few that a walk along them finds one as fast as a table would, and costs the start of the program nothing.
    bindings: Vec<Binding>,
}

/// What a sequence of keys asks for. No two of a keymap have the same context and keys.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    context: Context,
    keys: Vec<Key>,
    command: Command,
}

impl Keymap {
    /// The built-in keymap.
    pub fn built_in() -> Self {
        Self::of_lines(BUILT_IN)
    }

    /// A keymap of lines `[context]` and `"keys" = "command"`, which are what the built-in one has of TOML; other lines are
    /// left out. Reading it so costs the start of the program a tenth of what reading TOML does; a test holds that it comes
    /// to the same.
    fn of_lines(lines: &str) -> Self {
        let mut keymap = Self::default();
        let mut context = Context::default();
        for line in lines.lines() {
            if let Some(name) = line.strip_prefix('[') {
                context = name.trim_end_matches(']').parse().unwrap_or_default();
                continue;
            }
            let Some((keys, command)) = line.split_once("\" = \"") else {
                continue;
            };
            let keys = keys.trim_start_matches('"');
            // The two characters that TOML escapes in a key.
            let keys = match keys {
                "\\\"" => "\"",
                "\\\\" => "\\",
                plain => plain,
            };
            let command = command.trim_end_matches('"');
            if let (Ok(keys), Ok(command)) =
                (key::sequence(keys), Command::named(command).ok_or(()))
            {
                keymap.bindings.push(Binding {
                    context,
                    keys,
                    command,
                });
            }
        }
        keymap
    }

    /// Lays a user's keymap over this one: its lines replace those of the same context and sequence. What is wrong in it is
    /// returned, all at once; the rest of it holds.
    pub fn lay_over(&mut self, written: &str) -> Vec<Problem> {
        let (table, errors) = DeTable::parse_recoverable(written);
        let mut problems: Vec<Problem> = errors
            .iter()
            .map(|error| {
                let span = error.span().map_or_else(|| Span::at(0), Span::from);
                Problem::new(span, error.message().replace('\n', ", "))
                    .hint("a line has the form \"key\" = \"command\"")
            })
            .collect();
        let mut ordered: Vec<_> = table.into_inner().into_iter().collect();
        ordered.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in ordered {
            self.lay_over_context(&name, value, &mut problems);
        }
        problems.sort_by_key(|problem| problem.span);
        problems
    }

    /// What `keys` come to in `context`.
    pub fn look_up(&self, context: Context, keys: &[Key]) -> Lookup {
        let mut in_context = self.of_context(context);
        if let Some(binding) = in_context.find(|binding| binding.keys == keys) {
            return Lookup::Command(binding.command);
        }
        if self.continuations(context, keys).next().is_some() {
            return Lookup::Prefix;
        }
        context
            .parent()
            .map_or(Lookup::Nothing, |parent| self.look_up(parent, keys))
    }

    /// The sequences of `context` that begin with `prefix`, without it, and their commands, in the order written.
    pub fn continuations<'a>(
        &'a self,
        context: Context,
        prefix: &'a [Key],
    ) -> impl Iterator<Item = (&'a [Key], Command)> {
        self.of_context(context).filter_map(move |binding| {
            let rest = binding.keys.strip_prefix(prefix)?;
            (!rest.is_empty()).then_some((rest, binding.command))
        })
    }

    fn of_context(&self, context: Context) -> impl Iterator<Item = &Binding> {
        (self.bindings.iter()).filter(move |binding| binding.context == context)
    }

    /// The bound commands of a context, in the order of the commands: the keys of each, and what it does.
    pub fn bound(&self, context: Context) -> Vec<(Vec<String>, &'static str)> {
        Command::all()
            .map(|command| (self.keys_of(context, command), command.help()))
            .filter(|(keys, _)| !keys.is_empty())
            .collect()
    }

    /// The sequences of `context` that ask for `command`, as written.
    pub fn keys_of(&self, context: Context, command: Command) -> Vec<String> {
        self.sequences(context, command).collect()
    }

    /// The first of them.
    pub fn key_of(&self, context: Context, command: Command) -> Option<String> {
        self.sequences(context, command).next()
    }

    fn sequences(&self, context: Context, command: Command) -> impl Iterator<Item = String> {
        let of_command = self
            .of_context(context)
            .filter(move |binding| binding.command == command);
        of_command.map(|binding| key::written(&binding.keys))
    }

    fn lay_over_context(
        &mut self,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: Spanned<DeValue<'_>>,
        problems: &mut Vec<Problem>,
    ) {
        let name_span = Span::from(name.span());
        let Ok(context) = name.get_ref().parse::<Context>() else {
            problems.push(unknown(
                "context",
                name.get_ref(),
                name_span,
                Context::iter().map(Into::into),
            ));
            return;
        };
        let DeValue::Table(lines) = value.into_inner() else {
            let problem = Problem::new(
                name_span,
                format!("`{}` is a context and must be a table", name.get_ref()),
            );
            problems.push(problem.hint(format!(
                "write [{}] on a line of its own, the keys below it",
                name.get_ref()
            )));
            return;
        };
        let mut lines: Vec<_> = lines.into_iter().collect();
        lines.sort_by_key(|(keys, _)| keys.span().start);
        for (keys, command) in lines {
            if let Err(problem) = self.bind(context, &keys, &command) {
                problems.push(problem);
            }
        }
    }

    fn bind(
        &mut self,
        context: Context,
        keys: &Spanned<std::borrow::Cow<'_, str>>,
        command: &Spanned<DeValue<'_>>,
    ) -> Result<(), Problem> {
        let sequence = key::sequence(keys.get_ref()).map_err(|error| {
            Problem::new(keys.span().into(), error.to_string())
                .hint("keys are written `a`, `G`, `ctrl-o`, `alt-x`, `space`, `pagedown`, `f1`; a sequence has spaces between")
        })?;
        let command_span = Span::from(command.span());
        let DeValue::String(name) = command.get_ref() else {
            return Err(Problem::new(command_span, "a command must be a string")
                .hint("write it in double quotes"));
        };
        if name == NO_COMMAND {
            self.bindings
                .retain(|known| known.context != context || known.keys != sequence);
            return Ok(());
        }
        let command = Command::named(name).ok_or_else(|| {
            let names: Vec<_> = Command::all().map(Command::name).collect();
            unknown(
                "command",
                name,
                command_span,
                names.iter().map(AsRef::as_ref),
            )
        })?;
        if let Some(other) = self.conflicting(context, &sequence) {
            let other = key::written(&other.keys);
            let message = format!(
                "`{}` can never be typed beside `{other}`",
                key::written(&sequence),
            );
            return Err(Problem::new(keys.span().into(), message).hint(format!(
                "take the other away with \"{other}\" = \"{NO_COMMAND}\" before it",
            )));
        }
        let mut known = self.bindings.iter_mut();
        match known.find(|known| known.context == context && known.keys == sequence) {
            Some(known) => known.command = command,
            None => self.bindings.push(Binding {
                context,
                keys: sequence,
                command,
            }),
        }
        Ok(())
    }

    /// A sequence of the same context that begins with this one, or that this one begins with.
    fn conflicting(&self, context: Context, keys: &[Key]) -> Option<&Binding> {
        self.of_context(context).find(|other| {
            other.keys != keys && (other.keys.starts_with(keys) || keys.starts_with(&other.keys))
        })
    }
}

fn unknown<'a>(
    what: &str,
    word: &str,
    span: Span,
    valid: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    let problem = Problem::new(span, format!("there is no {what} `{word}`"));
    match problem::nearest(word, valid.clone()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if what == "context" => {
            let valid: Vec<&str> = valid.collect();
            problem.hint(format!("contexts are {}", valid.join(", ")))
        }
        None => problem.hint("`:` in the reader lists every command"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Layer;

    fn keys(written: &str) -> Vec<Key> {
        key::sequence(written).expect("keys of a test")
    }

    #[track_caller]
    fn check_problems(written: &str, expected: &[&str]) {
        let found = Keymap::built_in().lay_over(written);
        let found: Vec<String> = found
            .iter()
            .map(|problem| {
                format!(
                    "{} ({})",
                    problem.message,
                    problem.hint.as_deref().unwrap_or("")
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_built_in_keymap_has_no_problem_and_binds_every_command() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.lay_over(BUILT_IN), []);
        assert_eq!(keymap, Keymap::built_in());
        for command in Command::all() {
            assert!(
                keymap.bindings.iter().any(|bound| bound.command == command),
                "{command} has no key"
            );
        }
    }

    #[test]
    fn a_prefix_waits_and_a_note_falls_back_to_the_reader() {
        let keymap = Keymap::built_in();
        assert_eq!(keymap.look_up(Context::Reader, &keys("t")), Lookup::Prefix);
        assert_eq!(
            keymap.look_up(Context::Reader, &keys("t h")),
            Lookup::Command(Command::Toggle(Layer::Handwriting))
        );
        assert_eq!(
            keymap.look_up(Context::Note, &keys("t h")),
            Lookup::Command(Command::Toggle(Layer::Handwriting))
        );
        assert_eq!(
            keymap.look_up(Context::Note, &keys("q")),
            Lookup::Command(Command::Back)
        );
        assert_eq!(keymap.look_up(Context::List, &keys("q")), Lookup::Nothing);
    }

    #[test]
    fn a_users_lines_replace_and_take_away() {
        let mut keymap = Keymap::built_in();
        assert_eq!(
            keymap.lay_over("[reader]\n\"x\" = \"quit\"\n\"q\" = \"none\"\n\"ж\" = \"next-point\""),
            []
        );
        assert_eq!(
            keymap.look_up(Context::Reader, &keys("x")),
            Lookup::Command(Command::Quit)
        );
        assert_eq!(keymap.look_up(Context::Reader, &keys("q")), Lookup::Nothing);
        assert_eq!(
            keymap.look_up(Context::Reader, &keys("ж")),
            Lookup::Command(Command::NextPoint)
        );
    }

    #[test]
    fn all_problems_come_at_once_and_the_good_lines_hold() {
        check_problems(
            "[reder]\n\"x\" = \"quit\"\n[reader]\n\"crtl-o\" = \"back\"\n\"x\" = \"qiut\"\n\"z\" = 3\n\"t\" = \"quit\"\n",
            &[
                "there is no context `reder` (did you mean `reader`?)",
                "`crtl-o` is not a key (keys are written `a`, `G`, `ctrl-o`, `alt-x`, `space`, `pagedown`, `f1`; a sequence has spaces between)",
                "there is no command `qiut` (did you mean `quit`?)",
                "a command must be a string (write it in double quotes)",
                "`t` can never be typed beside `t h` (take the other away with \"t h\" = \"none\" before it)",
            ],
        );
        let mut keymap = Keymap::built_in();
        keymap.lay_over("[reader]\n\"x\" = \"qiut\"\n\"z\" = \"quit\"\n");
        assert_eq!(
            keymap.look_up(Context::Reader, &keys("z")),
            Lookup::Command(Command::Quit)
        );
    }
}

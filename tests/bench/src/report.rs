//! The table: each figure beside its goal and its gate.

/// How a figure is judged; the smaller the better unless it says so.
#[derive(Clone, Copy)]
pub enum Target {
    AtMost {
        goal: f64,
        gate: f64,
    },
    AtLeast {
        goal: f64,
        gate: f64,
    },
    /// A figure to know, without a target.
    Told,
}

struct Line {
    work: String,
    figure: f64,
    unit: &'static str,
    target: Target,
    how: String,
}

/// Lines as they are measured.
#[derive(Default)]
pub struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// Adds a line and says it at once: a run takes minutes.
    pub fn add(
        &mut self,
        work: impl Into<String>,
        figure: f64,
        unit: &'static str,
        target: Target,
        how: impl Into<String>,
    ) {
        let line = Line { work: work.into(), figure, unit, target, how: how.into() };
        eprintln!("{}", line.text());
        self.lines.push(line);
    }

    /// The whole table as Markdown.
    pub fn print(&self) {
        println!("| work | figure | goal | gate | | how |\n|---|---|---|---|---|---|");
        for line in &self.lines {
            println!("{}", line.text());
        }
    }

    /// How many figures miss their gate.
    pub fn failures(&self) -> usize {
        self.lines.iter().filter(|line| line.mark() == "MISSED").count()
    }
}

impl Line {
    fn mark(&self) -> &'static str {
        match self.target {
            Target::AtMost { goal, .. } if self.figure <= goal => "ok",
            Target::AtMost { gate, .. } if self.figure <= gate => "gate",
            Target::AtLeast { goal, .. } if self.figure >= goal => "ok",
            Target::AtLeast { gate, .. } if self.figure >= gate => "gate",
            Target::Told => "",
            _ => "MISSED",
        }
    }

    fn text(&self) -> String {
        let number = |figure: f64| match figure.abs() {
            size if size >= 100.0 => format!("{figure:.0}"),
            size if size >= 10.0 => format!("{figure:.1}"),
            _ => format!("{figure:.2}"),
        };
        let (goal, gate) = match self.target {
            Target::AtMost { goal, gate } => (format!("≤ {}", number(goal)), format!("≤ {}", number(gate))),
            Target::AtLeast { goal, gate } => (format!("≥ {}", number(goal)), format!("≥ {}", number(gate))),
            Target::Told => (String::new(), String::new()),
        };
        let figure = format!("{} {}", number(self.figure), self.unit);
        format!(
            "| {} | {} | {goal} | {gate} | {} | {} |",
            self.work,
            figure.trim_end(),
            self.mark(),
            self.how
        )
    }
}

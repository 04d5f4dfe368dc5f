//! `cargo xtask bench`: the figures of the house in one run, each beside its goal.
//!
//! What is compared is measured in turns, so the machine's moods hit both sides; what is judged is processor time a
//! request, which neighbours disturb least. The native side is the module's own source compiled for this machine.

mod bulk; // years of visits, straight into the file
mod measure; // clocks and medians
mod imports; // what a native handler reaches
mod native; // the same handlers without the sandbox
mod process; // the program as its own process
mod report; // the table
mod salon; // a salon in this process
mod booking; // commands
mod work; // what is measured

use std::path::{Path, PathBuf};

use clap::Parser;

/// Measures and prints the table.
#[derive(Parser)]
struct Arguments {
    /// Fewer rounds and a smaller salon: a minute instead of five.
    #[arg(long)]
    quick: bool,
    /// Also a salon of a million visits beside one of ten thousand: some minutes and 1 GB of disk more.
    #[arg(long)]
    growth: bool,
}

/// How much is measured.
pub struct Size {
    pub clients: u64,
    pub visits: usize,
    pub rounds: usize,
    pub each: usize,
    pub bookings: usize,
}

fn main() {
    let arguments = Arguments::parse();
    let size = match arguments.quick {
        true => Size { clients: 5_000, visits: 20_000, rounds: 5, each: 60, bookings: 200 },
        false => Size { clients: 100_000, visits: 100_000, rounds: 15, each: 150, bookings: 800 },
    };
    // Threads that end take their processor time with them out of what `measure::cpu` can see.
    let forever = std::time::Duration::from_secs(86_400);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_keep_alive(forever)
        .build()
        .expect("a runtime");
    let failures = runtime.block_on(run(&size, arguments.growth));
    if failures > 0 {
        eprintln!("{failures} figures miss their gate");
        std::process::exit(1);
    }
}

async fn run(size: &Size, growth: bool) -> usize {
    let folder = Folder::new();
    eprintln!("building the modules …");
    let clone = pardoz::config::clone_folder().expect("the measurements run from a clone");
    let built = pardoz::develop::target_folder(&clone).join("bench-bundles");
    let bundles = tokio::task::spawn_blocking(move || salon::bundles(&built)).await.expect("modules build");
    eprintln!("founding a salon of {} clients …", size.clients);
    let small = salon::found(folder.0.join("small"), &bundles, size.clients).await;
    let branch = bulk::staff(&small);
    bulk::visits(&small, &branch, 10_000);
    let data = copy(&small, &folder.0.join("data"));
    bulk::visits(&data, &branch, size.visits);

    let mut report = report::Report::default();
    let (modules, token) = work::requests(&data, &branch, size, &mut report).await;
    work::program(&data, &branch, &token, modules, &mut report);
    if growth {
        let large = copy(&data, &folder.0.join("large"));
        eprintln!("writing a million visits …");
        bulk::visits(&large, &branch, 1_000_000);
        work::growth([&small, &large], &branch, size, &mut report).await;
    }
    println!("{}\n", machine(size, modules, growth));
    report.print();
    report.failures()
}

/// Where, when, what and how: a figure without them says nothing.
fn machine(size: &Size, modules: usize, growth: bool) -> String {
    let shell = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output().ok();
        output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
    };
    let clone = pardoz::config::clone_folder().unwrap_or_default();
    let commit = shell("git", &["-C", &clone.display().to_string(), "describe", "--always", "--dirty"]);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1)).unwrap_or("?");
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let command: Vec<String> = std::env::args().skip(1).collect();
    format!(
        "{model}, {cores} cores, load {}; commit {commit}; cargo xtask bench {}; {modules} modules, {} clients, {} visits{}; \
         median of {} rounds of {} requests, processor time of the whole process; SQLite, synchronous = full",
        load.join(" "),
        command.join(" "),
        size.clients,
        size.visits,
        if growth { " (growth: 10,000 and 1,000,000)" } else { "" },
        size.rounds,
        size.each,
    )
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        // On the same disk as the build: a folder in memory would make every commit durable for free.
        let clone = pardoz::config::clone_folder().expect("the measurements run from a clone");
        let folder = pardoz::develop::target_folder(&clone).join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the measurements");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A closed salon's folder, copied.
fn copy(from: &Path, to: &Path) -> PathBuf {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a salon's folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
    to.to_owned()
}

//! For whom and when a page is drawn: what functions and filters need besides their arguments.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::Locale;

/// Everything a rendering depends on besides its data. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RenderScope {
    /// The reader's language.
    pub locale: Locale,
    /// The plugin whose template is drawn; `None` for the host's own pages.
    /// Route names and image paths without a plugin mean this one.
    pub plugin: Option<String>,
    /// The salon's or branch's zone: days and times are shown in it.
    pub timezone: TimeZone,
    /// ISO 4217 code of the salon.
    pub currency: String,
    /// The instant that `now()`, `today()` and `ago` speak of, milliseconds UTC.
    pub now_ms: i64,
    /// Permission → scope (`own`, `branch`, `salon`) of the person the page is for.
    pub permissions: Arc<BTreeMap<String, String>>,
    /// The token for forms of this page (`csrf_field()`); empty when nobody is signed in.
    pub csrf: String,
}

impl RenderScope {
    /// A scope in the default zone and currency, without permissions.
    pub fn new(locale: Locale, now_ms: i64) -> Self {
        Self {
            locale,
            plugin: None,
            timezone: TimeZone::get("Asia/Tashkent").unwrap_or(TimeZone::UTC),
            currency: "UZS".into(),
            now_ms,
            permissions: Arc::default(),
            csrf: String::new(),
        }
    }

    /// The same reader and moment, inside the templates of `plugin`.
    pub fn for_plugin(&self, plugin: &str) -> Self {
        Self { plugin: Some(plugin.into()), ..self.clone() }
    }

    /// Sets the zone by its IANA name; an unknown one leaves it as it was.
    pub fn in_timezone(mut self, name: &str) -> Self {
        if let Ok(zone) = TimeZone::get(name) {
            self.timezone = zone;
        }
        self
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub(crate) fn today(&self) -> Date {
        self.now().to_zoned(self.timezone.clone()).date()
    }

    /// Wall-clock time of an instant; instants outside jiff's years are clamped to them.
    pub(crate) fn local(&self, at_ms: i64) -> DateTime {
        let at = Timestamp::UNIX_EPOCH.saturating_add(SignedDuration::from_millis(at_ms));
        at.unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.timezone.clone()).datetime()
    }
}

thread_local! {
    // Tera's functions and filters get arguments only, so the scope of the running
    // rendering waits here. Rendering is synchronous, so it cannot leak to another page.
    static CURRENT: RefCell<Option<RenderScope>> = const { RefCell::new(None) };
}

/// Runs `work` with `scope` as the current one; the former one returns afterwards, also on a panic.
pub(crate) fn within<T>(scope: &RenderScope, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<RenderScope>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0.take());
        }
    }
    let _restore = Restore(CURRENT.replace(Some(scope.clone())));
    work()
}

/// Reads the current scope. Outside a rendering (texts for JSON answers, for example) `None`.
pub(crate) fn current<T>(read: impl FnOnce(&RenderScope) -> T) -> Option<T> {
    CURRENT.with_borrow(|scope| scope.as_ref().map(read))
}

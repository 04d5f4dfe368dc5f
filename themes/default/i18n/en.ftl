# The host's own texts. Keys are the same in three languages; modules bring theirs.

## Everywhere
host-actions = Actions
host-back = Back
host-cancel = Cancel
host-close = Close
host-confirm = Yes, continue
host-continue = Continue
host-loading = Loading…
host-next = Next
host-previous = Previous
host-retry = Try again
host-save = Save
host-skip = Skip to content
host-undo = Undo
host-logout = Sign out
host-chart-as-table = Show as a table
host-language-title = Language
host-profile-title = Profile: { $name }
host-theme-auto = Same as device
host-theme-light = Light
host-theme-dark = Dark
host-form-less = Less
host-form-more = More
host-form-reveal = Show the password

## Navigation
host-nav-label = Sections
host-nav-home = Home
host-nav-more = More
host-nav-toggle = Collapse or expand the menu
host-nav-today = Today
host-nav-import = Import
host-nav-modules = Modules
host-nav-people = People
host-nav-settings = Settings
host-nav-section-modules = Modules

## Search and keys
host-search-title = Search and commands
host-search-hint = Client, appointment, action…
host-palette-actions = Actions
host-palette-places = Places
host-palette-choose = choose
host-palette-open = open
host-palette-tab = in a new tab
host-palette-none = Nothing found for “{ $q }”.
host-palette-start = Type a name, the last digits of a phone, or an action.
host-keys-title = Keys
host-keys-search = Search and commands
host-keys-go = Go to today, schedule, clients, inquiries, stock or import, modules
host-keys-new = New appointment or client
host-keys-days = Today, previous and next day
host-keys-views = Day, week, list
host-keys-items = Next, previous, open
host-keys-status = Status of the chosen appointment
host-keys-move = Move the appointment; with Shift, change its length
host-keys-save = Save or take payment
host-keys-undo = Undo the last act
host-keys-close = Close the top layer
host-keys-single = Single-letter keys
host-keys-single-hint = Switch them off if you use voice control.

## Live
host-live-on = Live
host-live-slow = Reconnecting…
host-live-off = Offline
host-offline = No connection since { $at }. You can look around; saving works again once it is back.
host-problem-network = The server did not answer. Nothing has changed; try again.

## Dashboard
host-dashboard-morning = Good morning, { $name }
host-dashboard-day = Good afternoon, { $name }
host-dashboard-evening = Good evening, { $name }
host-dashboard-date = { DAY($day) }
host-dashboard-empty-title = Your day will appear here
host-dashboard-empty-hint = Switch modules on: appointments, clients and services add their widgets here.
host-dashboard-empty-action = To the modules
host-panel-denied = You have no access to this.
host-panel-failed = The module did not answer.
host-panel-failed-safe = The rest of the salon works as usual.

## Sign-in
host-login-title = Welcome back
host-login-hint = Sign in to carry on with the day.
host-login-second = Enter the six digits from your app.
host-login-motto = The whole salon on one calm screen
host-login-what = Schedule, clients, services. In English, oʻzbekcha, на русском.
host-login-name = Login
host-login-password = Password
host-login-code = Code
host-login-submit = Sign in
host-login-demo = Demo salon.
host-login-demo-text = Login { $login }, password { $password }.
host-me-title = My profile

## First run
host-setup-progress = Setup steps
host-setup-saved = Everything is kept: come back and go on at any time.
host-setup-step = Step { $step } of { $of }
host-setup-salon-title = Tell us about the salon
host-setup-salon-hint = Clients will see the name. Everything can be changed later.
host-setup-owner-title = Who owns it?
host-setup-owner-hint = The first account can do everything. Add the others later.
host-setup-branch-title = The first branch
host-setup-branch-hint = One is enough. Others can follow.
host-setup-modules-title = What do we start with?
host-setup-modules-hint = Switch on what you need. One click changes it later.
host-setup-done-title = All set
host-setup-done-hint = Open the salon and book the first client.
host-setup-done-note = If your clients are in Excel or CSV, bring them in under Import.
host-setup-name = Name of the salon
host-setup-currency = Currency
host-setup-timezone = Time zone
host-setup-branch-name = Name of the branch
host-setup-branch-address = Address
host-setup-branch-phone = Phone
host-setup-modules-note = A module sees only what you allowed. Its card lists the permissions.
host-setup-demo = Load demo data
host-setup-demo-hint = Clients, services and a few weeks of appointments to try things out.
host-setup-open = Open the salon

## Modules
host-modules-title = Modules
host-modules-note = Switch a part of the salon on or off. Nothing restarts, no data is lost.
host-modules-install = Install from file…
host-modules-upload = Upload
host-modules-installed = Installed
host-modules-available = Available
host-modules-attention = Attention
host-modules-find = Find a module
host-modules-look = Review…
host-modules-settings = Settings
host-modules-toggle = Module { $name }
host-modules-on = On
host-modules-off = Off
host-modules-paused = Paused to protect the salon.
host-modules-see-log = See what happened
host-modules-restart = Restart
host-modules-log-of = Log of { $name }
host-modules-needed = Goes off with it: { $others }.
host-modules-confirm-off = Switch “{ $name }” off? { $others } cannot work without it and will be off too. Nothing is deleted.
host-modules-more = { $count } more
host-modules-none = No modules yet
host-modules-none-hint = Install the first one from a file.
host-modules-none-available = Everything is installed
host-modules-none-available-hint = A new module comes as a .pardoz file.
host-modules-all-well = All is well
host-modules-all-well-hint = No module is paused or failing.
host-module-health = Health
host-module-log = Log
host-module-queue = Events and jobs
host-module-calls = Calls in an hour
host-module-faults = Faults
host-module-p50 = Usual answer
host-module-p95 = Slow answer (95%)
host-module-memory = Memory
host-module-facts = Details
host-module-when = When
host-module-level = Level
host-module-message = Message
host-module-request = Request
host-module-log-empty = The log is empty
host-module-events = Events
host-module-events-empty = No events are waiting
host-module-jobs = Jobs
host-module-jobs-empty = No jobs are planned
host-module-effects = Outside world
host-module-destination = Where to
host-module-effects-empty = The module has sent nothing
host-module-effect-drop = Drop this message for good? It will never be sent.
host-module-effect-http = Web request
host-module-effect-mail = Letter
host-module-effect-parked = From before the backup was restored: sent only if you say so.
host-module-job = Job
host-module-topic = Topic
host-module-state = State
host-module-attempts = Attempts
host-module-discard = Discard
host-module-discard-confirm = Discard this event without delivering it?
host-module-no-settings = No settings
host-module-no-settings-hint = This module works as it is.
host-queue-waiting = waiting
host-queue-running = running
host-queue-done = done
host-queue-failed = will retry
host-queue-dead = stopped
host-queue-refused = refused
host-queue-parked = waits for you

## Consent
host-consent-install = Install { $name } { $version }?
host-consent-replace = Replace { $name } { $from } with { $to }?
host-consent-unsigned = not signed
host-consent-problem = It cannot be installed.
host-consent-can = This module will be able to
host-consent-never = It will never be able to
host-consent-before = Before you agree
host-consent-new = new
host-consent-agree = I agree that { $name } { $what }.
host-consent-do-install = Install and switch on
host-consent-do-replace = Replace and switch on
host-confirm-password = Your password
host-confirm-hint = You signed in a while ago. What follows needs it once more.
host-error-confirm = Type your password.
host-consent-instead = Put { $name } in the place of { $old }?
host-modules-replace = Replace with { $name }…
host-consent-fact-checked = It was checked
host-consent-fact-checked-note = { $statements } statements and { $migrations } steps of its tables: it touches nothing else.
host-consent-fact-instead = It stays off for now
host-consent-fact-instead-note = { $name } does this work today. Choose “Replace” on its card when you are ready.
host-consent-fact-back = The earlier version is kept
host-consent-fact-back-note = If this step fails, the earlier version goes on.
host-consent-fact-off = You can switch it off
host-consent-fact-off-note = One click; its data stays.
host-consent-fact-totals = Data is carried over and counted
host-consent-fact-totals-note = If these figures are not the same afterwards, nothing is changed:
host-consent-fact-kept = You can go back
host-consent-fact-kept-note = { $name } stays, switched off, with its data.
host-consent-never-data = See what is not listed here
host-consent-never-data-note = It did not ask for it, so the system does not give it.
host-consent-never-write = Change other modules’ data
host-consent-never-write-note = It writes its own tables only.
host-consent-never-internet = Connect to the internet
host-consent-never-internet-note = It names no address.
host-consent-never-elsewhere = Connect to any other address
host-consent-never-elsewhere-note = Only to those listed, over TLS.
host-consent-never-secrets = Read your keys and passwords
host-consent-never-secrets-note = The system puts them into the request itself.
host-toast-module-updated = Updated. The new version asks for nothing more.
host-toast-module-replaced = { $name } has taken over. The totals agree.
host-problem-module-unlike-title = It cannot take this place
host-problem-module-unlike = It does not provide the same: { $contracts }
host-problem-module-totals-title = Nothing was changed
host-problem-module-totals = The figures differ after the data was carried over: { $differences }
host-problem-module-take-over-title = Nothing was changed
host-problem-module-take-over = The data could not be carried over: { $reason }

## People
host-people-title = People and access
host-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
host-people-new = Add a person
host-people-name = Name
host-people-login = Login
host-people-login-hint = For signing in: letters, digits, a dot, or an email.
host-people-password = Password
host-people-password-again = Password again
host-people-password-hint = At least 12 characters. A phrase of a few words works well.
host-people-password-keep = Leave empty to keep it.
host-people-roles = Roles
host-people-branches = Branches
host-people-seen = Last seen
host-people-state = State
host-people-active = active
host-people-disabled = disabled
host-people-disable = Disable access
host-people-disable-confirm = Disable access for { $name }? All sessions end at once; records stay.
host-people-enable = Enable access
host-people-sign-out = Sign out everywhere
host-role-owner = Owner
host-role-manager = Manager
host-role-receptionist = Receptionist
host-role-master = Master
host-role-accountant = Accountant
host-role-stock-keeper = Stock keeper
host-role-marketer = Marketer
host-role-owner-hint = Sees and changes everything.
host-role-manager-hint = Daily work, staff, reports.
host-role-receptionist-hint = Appointments and clients of the own branch.
host-role-master-hint = Only the own schedule and clients.
host-role-accountant-hint = Cash, payroll, reports.
host-role-stock-keeper-hint = Stock and purchasing.
host-role-marketer-hint = Campaigns and client analysis.
host-roles-title = What roles may do
host-roles-host = System
host-scope-none = none
host-scope-own = own
host-scope-branch = branch
host-scope-salon = all
host-permission-import-run = Import from files
host-permission-module-manage = Manage modules
host-permission-people-manage = Manage people and access
host-permission-setting-write = Change the salon’s settings
host-permission-token-create = Create tokens for programs

## Settings
host-settings-title = Settings
host-settings-saved = Saved, { TIME($at) }
host-settings-secret-set = A value is stored. It is never shown; leave this empty to keep it.
host-settings-secret-unset = Nothing is stored yet.
host-settings-secret-forget = Forget the stored value
host-settings-section-salon = Salon
host-settings-section-salon-hint = Name, currency and time apply on every page.
host-settings-section-look = Look
host-settings-section-look-hint = Theme and colours change at once.
host-settings-name = Name of the salon
host-settings-currency = Currency
host-settings-timezone = Time zone
host-settings-locale = Main language
host-settings-theme = Theme

## Import
host-import-title = Import
host-import-note = From Excel and CSV. You see everything before it is saved.
host-import-none = Nothing can be imported yet
host-import-none-hint = Switch on modules that import: clients, services, appointments.
host-import-step-file = File
host-import-step-columns = Columns
host-import-step-check = Check
host-import-step-run = Import
host-import-choose = Choose a file or drop it here
host-import-formats = xlsx, csv; any encoding and delimiter, up to 200,000 rows
host-import-pick = Choose a file
host-import-sample = Download a sample table
host-import-promise-1 = Nothing is saved before you have seen the result of the check.
host-import-promise-2 = Repeats are found: importing the same file again changes nothing.
host-import-promise-3 = Every rejected row comes with its reason.
host-import-map-title = What the columns mean
host-import-map-hint = We guessed; please check. Those with a star are needed.
host-import-column = In the file
host-import-samples = Samples
host-import-means = In Pardoz
host-import-means-of = What column “{ $column }” means
host-import-skip = Leave out
host-import-sure = known by its title
host-import-guess = guessed from the values
host-import-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
host-import-check = Check
host-import-check-hint = Checking saves nothing.
host-import-checking = Checking the rows
host-import-running = Importing
host-import-progress = { $done } of { $total }
host-import-leave = You may leave this page: the work goes on and the salon is not held up.
host-import-stop = Stop
host-import-stop-confirm = Stop the import? Rows already written stay.
host-import-checked = The check is finished.
host-import-checked-text = Nothing is saved yet. Look at the result and confirm.
host-import-done = Done.
host-import-done-text = The data is saved.
host-import-cancelled = Stopped by hand. { $done } of { $total } rows were dealt with; those stay.
host-import-failed = The import stopped.
host-import-result = Result
host-import-created = New
host-import-updated = Updated
host-import-unchanged = Unchanged
host-import-repeated = Repeats in the file
host-import-rejected = Rejected
host-import-rejected-title = Why rows were not taken
host-import-rejected-more = { $count ->
    [one] { $count } more row is in the report.
   *[other] { $count } more rows are in the report.
}
host-import-report = Full report (CSV)
host-import-row = Row
host-import-field = Field
host-import-value = Value
host-import-reason = Reason
host-import-other-columns = Change the columns
host-import-run = { $count ->
    [one] Import { $count } row
   *[other] Import { $count } rows
}
host-import-again = Another file
host-import-error-empty = The file has no rows with data.
host-import-error-large = The file is too large.
host-import-error-rows = The file has too many rows: up to 200,000 are possible.
host-import-error-columns = The file has too many columns.
host-import-error-kind = We cannot read this kind of file. It has to be xlsx or csv; save others as xlsx.
host-import-error-bomb = The file grows far too large when unpacked, so it was not read.
host-import-error-damaged = The file is damaged. Save it again and retry.
host-import-error-sheet = There is no such sheet.
host-import-error-sink = The module could not take the rows.
host-import-error-unknown = There is no such import.
host-import-error-gone = This import is gone. Upload the file again.
host-import-error-running = The import is already running.
host-import-error-mapping = Check the columns: a field is chosen twice or unknown.
host-import-error-missing = A needed field has no column.
host-import-error-database = The database did not answer. The import will go on.
host-import-notice-waiting = The module is switched off, paused or busy; the import goes on when it answers again.
host-import-reason-empty = The row is empty.
host-import-reason-error-cell = The cell holds an Excel error.
host-import-reason-formula = The cell holds a formula, not a value.
host-import-reason-long = The text is too long.
host-import-reason-failed = The module could not take this row ({ $code }).
host-import-reason-silent = The module gave no answer for this row.

## Problems
host-problem-code = Error { $status }. Quote to your administrator:
host-problem-home = Home
host-problem-switch = Switch it on
host-problem-not-found-title = There is no such page
host-problem-not-found = The link may be old, or its module is switched off.
host-problem-denied-title = No access
host-problem-denied = Your role does not open this page. Ask the owner for access.
host-problem-sign-in-title = Sign in first
host-problem-sign-in = Your session has ended. Sign in to carry on.
host-problem-invalid-title = Check the fields
host-problem-invalid = Nothing was saved: correct the marked fields.
host-problem-conflict-title = Somebody was faster
host-problem-conflict = This has just changed. Refresh and try again.
host-problem-constraint-title = It could not be saved
host-problem-constraint = The salon’s rules do not allow it. Nothing has changed.
host-problem-limit-title = Too much
host-problem-limit = The request is larger than allowed. Ask for less.
host-problem-too-often-title = A little later
host-problem-too-often = Too many attempts. Go on in { $seconds } s.
host-problem-too-large-title = Too large
host-problem-too-large = Nothing was saved.
host-problem-too-many-fields-title = Too many fields
host-problem-too-many-fields = Split the request into parts.
host-problem-bad-json-title = The request cannot be read
host-problem-bad-json = The JSON is malformed.
host-problem-repeated-member-title = The request cannot be read
host-problem-repeated-member = A JSON member is repeated.
host-problem-bad-field-name-title = The request cannot be read
host-problem-bad-field-name = A field’s name is malformed.
host-problem-bad-request-title = The request cannot be read
host-problem-bad-request = Refresh the page and try again.
host-problem-csrf-title = The page is out of date
host-problem-csrf = For safety nothing was done. Refresh the page and try again.
host-problem-method-title = No such action
host-problem-method = This address does not do that.
host-problem-idempotency-title = Repeated with other data
host-problem-idempotency = This key was used for another request.
host-problem-module-off-title = The module is switched off
host-problem-module-off = { $module } is switched off; its data is kept. Whoever runs the salon can switch it on.
host-problem-module-paused-title = The module is paused
host-problem-module-paused = { $module } was paused after several errors. Everything else works.
host-problem-module-slow-title = The module took too long
host-problem-module-slow = { $module } did not answer in time. Nothing has changed.
host-problem-module-failed-title = The module failed
host-problem-module-failed = { $module } could not prepare this page. Everything else works and nothing is lost.
host-problem-slow-title = The server took too long
host-problem-slow = Nothing has changed. Try again.
host-problem-busy-title = The server is busy
host-problem-busy = Try again in a few seconds.
host-problem-unsupported-title = Not possible yet
host-problem-unsupported = No module here can do that.
host-problem-last-owner-title = One owner must remain
host-problem-last-owner = Give somebody else the owner role first.
host-problem-internal-title = The page did not open
host-problem-internal = The fault has been recorded. Refresh; if it happens again, pass the code to your administrator.

## What is wrong with a field
host-error-required = Fill this in.
host-error-unknown-field = There is no such field.
host-error-wrong-type = This is the wrong kind of value.
host-error-bad-character = The text holds a character that is not allowed.
host-error-too-short = { $min ->
    [one] At least { $min } character is needed.
   *[other] At least { $min } characters are needed.
}
host-error-too-long = { $over } over the limit of { $max } characters.
host-error-not-a-choice = Choose one of the list.
host-error-not-a-number = Enter a number.
host-error-not-whole = Enter a whole number.
host-error-too-small = At least { $min }.
host-error-too-large = At most { $max }.
host-error-too-many-items = At most { $max }.
host-error-too-few-items = At least { $min }.
host-error-not-a-day = There is no such day. For example, 2026-11-21.
host-error-not-a-time = Write the time as 09:30.
host-error-not-an-email = Check the email address.
host-error-not-a-phone = Check the phone. For example, +998 90 123 45 67.
host-error-not-an-id = Not a valid id. Choose from the list.
host-error-not-an-instant = Not a point in time. For example, 2026-11-21T10:30:00+05:00.
host-error-login-taken = This login is taken.
host-error-login-wrong = Login or password do not match.
host-error-password-short = At least 12 characters.
host-error-password-long = At most 128 characters.
host-error-password-common = This password is too well known. Choose another.
host-error-password-personal = Leave login, name and salon out of the password.
host-error-password-differs = The passwords differ.
host-error-password-wrong = The current password does not match.
host-error-owner-only = Only an owner may change this.
host-error-too-long-key = The key is too long.
host-toast-saved = Saved
host-toast-password = Password changed
host-toast-person-created = Person added
host-toast-module-on = { $name } is on
host-toast-module-off = { $name } is off
host-toast-modules-off = { $name } is off, and with it: { $others }

# What the web layer says
host-me-password = Password
host-me-password-now = Present password
host-me-password-new = New password
host-me-sessions = Signed-in devices
host-me-session-this = this device
host-me-revoke = End
host-me-tokens = Tokens for scripts
host-me-tokens-hint = A token acts with your rights. It is shown once; end it when it is no longer needed.
host-me-token-name = What it is for
host-me-token-new = Copy it now, it is not shown again:
host-me-token-create = Create a token
host-setup-title = First run
host-roles-note = Changes apply at once, also to people who are signed in.
host-roles-permission = May
host-toast-module-installed = Installed. Switch it on when you are ready.
host-module-fingerprint = Fingerprint
host-module-last-fault = Last fault
host-module-migrations = Migrations
host-module-statements = Statements
host-modules-can-store = { $count ->
    [one] Keeps its own records in { $count } table
   *[other] Keeps its own records in { $count } tables
}
host-modules-can-pages = { $count ->
    [one] Adds { $count } entry to the menu
   *[other] Adds { $count } entries to the menu
}
host-modules-can-panels = { $count ->
    [one] Adds { $count } panel to other pages
   *[other] Adds { $count } panels to other pages
}
host-modules-can-background = Works in the background when something happens
host-modules-can-public = Has pages anybody can open without signing in
host-modules-can-read = Will see what “{ $what }” shares, once that is installed
host-modules-can-send = Sends to { $host }: { $purpose }
host-modules-can-lead = Leads people to { $host }
host-modules-can-mail = Sends letters through the salon’s mail server
host-modules-can-hear = Takes messages that other systems send to it
host-modules-health = { $ms } ms on average
host-modules-health-new = Not used since the start
host-modules-health-off = Off; its data is kept
host-modules-problem-paused = Stopped after several errors in a row, to protect the salon.
host-modules-problem-letters = { $count ->
    [one] { $count } event could not be delivered.
   *[other] { $count } events could not be delivered.
}
host-problem-bad-token-title = The token is not valid
host-problem-bad-token = It was revoked, or it is incomplete.
host-problem-browser-only-title = Only in the browser
host-problem-browser-only = A script may not do this. Sign in and do it yourself.
host-problem-bundle-refused-title = The module was not installed
host-problem-bundle-refused = { $reason }
host-problem-module-needed-title = Others need this module
host-problem-module-needed = These would go off with it: { $modules }.
host-problem-module-older-title = This version is older
host-problem-module-older = Version { $installed } is installed.
host-problem-module-provided-title = Another module does this already
host-problem-module-provided = First switch off { $provider }.
host-problem-module-requires-title = Something is missing
host-problem-module-requires = First switch on a module that provides: { $contracts }.
host-problem-not-set-up-title = Not set up yet
host-problem-not-set-up = Finish the first run in the browser.
host-problem-not-yourself-title = Not your own account
host-problem-not-yourself = Somebody else has to do this for you.
host-problem-setup-link-title = Open the wizard by its link
host-problem-setup-link = The link was printed where Pardoz was started.
host-problem-unknown-host-title = Unknown address
host-problem-unknown-host = Pardoz does not answer to this name. Add it with --hosts.
host-error-boolean = Choose yes or no.
host-error-idempotency = This key was used for another request.
host-error-integer = Enter a whole number.
host-error-option = Choose one of the list.
host-error-range = From { $min } to { $max }.
host-error-text = At most 2,000 characters.
host-error-theme = This theme has a mistake; the program’s log says where. The look stays as it is.
host-error-time = Write the time as 09:30.
host-setup-salon-step = Salon
host-setup-owner-step = Owner
host-setup-branch-step = Branch
host-setup-modules-step = Modules
host-setup-done-step = Done

## Lists as files
host-export = Save the list as a file
host-export-short = Export
host-export-xlsx = Excel (XLSX)
host-export-csv = CSV
host-problem-export-too-long-title = The list is too long
host-problem-export-too-long = One file holds up to 100,000 rows. Narrow the list with its filters first.

# Texts of the salon.

## Module

salon-name = Salon
salon-purpose = Branches, services with prices, the team and its shifts.
salon-contract-branch = Sees branches, their addresses and time zones
salon-contract-service = Sees services and prices
salon-contract-staff = Sees staff names, jobs and skills, without phones
salon-contract-shift = Sees shifts, breaks, time off and holidays
salon-permission-branch-read = See branches
salon-permission-branch-write = Change branches
salon-permission-service-read = See services and prices
salon-permission-service-write = Change services and prices
salon-permission-staff-read = See the team
salon-permission-staff-write = Add and change staff
salon-permission-phone = See staff phones
salon-permission-shift-read = See shifts
salon-permission-shift-write = Plan shifts
salon-nav-shifts = Shifts
salon-nav-services = Services
salon-nav-staff = Team
salon-nav-branches = Branches
salon-action-new-service = New service
salon-action-new-staff = New team member
salon-setting-weeks-ahead = Weeks to plan shifts ahead

## Common

salon-save = Save
salon-add = Add
salon-cancel = Cancel
salon-edit = Edit
salon-archive = Archive
salon-restore = Take back
salon-remove = Remove
salon-more = More
salon-in-use = In use
salon-archived = Archive
salon-import = Import

## Services

salon-service-title = Services
salon-service-count = { $count ->
        [one] { $count } service
       *[other] { $count } services
    }
salon-service-new = New service
salon-category-new = New category
salon-service-name = Service
salon-service-duration = Duration
salon-service-price = Price
salon-service-masters = Masters
salon-service-online = Online
salon-service-online-yes = Clients book it themselves
salon-service-online-no = Reception only
salon-service-no-masters = No master
salon-service-buffer-note = { $minutes } min to clean up
salon-service-processing-note = the master is free for { $minutes } min of it
salon-service-empty-title = Your price list will be here
salon-service-empty-hint = Add categories and services, or import your price list.
salon-service-archive-empty = No archived services
salon-service-form-names = Name
salon-service-form-names-hint = Clients see the name in their language. An empty one is taken from the one you filled in.
salon-name-uz = Uzbek
salon-name-ru = Russian
salon-name-en = English
salon-service-form-category = Category
salon-service-form-category-none = Add a category first
salon-service-form-time = Time
salon-service-form-time-hint = While the colour works the master is free: somebody else can be booked into that gap.
salon-service-form-active = Work
salon-service-form-processing = Processing (master free)
salon-service-form-finish = Finish
salon-service-form-buffer-before = Before
salon-service-form-buffer-after = Clean-up after
salon-service-form-money = Price and booking
salon-service-form-price = Price
salon-service-form-online = Clients may book it online
salon-minutes = min
salon-category-edit-title = Category

## Team

salon-staff-title = Team
salon-staff-count = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
salon-staff-new = New team member
salon-staff-name = Name
salon-staff-branch = Branch
salon-staff-skills = Services
salon-staff-skills-count = { $count ->
        [one] { $count } service
       *[other] { $count } services
    }
salon-staff-grade = Grade
salon-staff-empty-title = Your team will be here
salon-staff-empty-hint = Add people or import a list: skills and shifts come with it.
salon-staff-archive-empty = Nobody archived
salon-staff-shifts = Next shifts
salon-staff-shifts-none = No shifts in the next two weeks
salon-staff-pattern = Works { $rhythm }, { $start }–{ $end }
salon-staff-pattern-none = No regular pattern
salon-staff-pattern-set = Set the pattern
salon-staff-skills-edit = Set the services
salon-staff-skills-none = No services yet: nobody can be booked with this person.
salon-staff-own = own price
salon-staff-phone = Phone
salon-staff-code = Code
salon-staff-form-new = New team member
salon-staff-form-first-name = First name
salon-staff-form-last-name = Last name
salon-staff-form-job = Job title
salon-staff-form-job-hint = Clients see it in their language.
salon-staff-form-grade = Grade
salon-staff-form-grade-hint = For example: Senior. Optional.
salon-staff-form-branch = Branch
salon-staff-form-phone = Phone
salon-staff-form-me = This is my card
salon-staff-form-me-hint = Your sign-in is linked to this person: you will see your own shifts and bookings.
salon-skill-title = { $name }: services
salon-skill-hint = Tick what they can do. Empty time and price mean the usual ones.
salon-skill-usual = usually { $duration }, { $price }
salon-skill-duration = Own time
salon-skill-price = Own price
salon-pattern-title = { $name }: work pattern
salon-pattern-hint = Set it once: shifts appear by themselves and are extended every night.
salon-pattern-rhythm = Rhythm
salon-rhythm-2-2 = 2/2 – two days on, two off
salon-rhythm-3-3 = 3/3 – three days on, three off
salon-rhythm-5-2 = 5/2 – five days on, two off
salon-rhythm-6-1 = 6/1 – six days on, one off
salon-pattern-anchor = First working day
salon-pattern-weeks = Weeks ahead
salon-pattern-replace = Plan shifts from tomorrow anew
salon-pattern-replace-hint = Otherwise only free days are filled.
salon-pattern-apply = Plan the shifts

## Branches

salon-branch-title = Branches
salon-branch-new = New branch
salon-branch-name = Name
salon-branch-address = Address
salon-branch-phone = Phone
salon-branch-timezone = Time zone
salon-branch-timezone-hint = Shifts and bookings follow it. For example: Asia/Tashkent.
salon-branch-archive-confirm = Archive this branch? Its history is kept.
salon-branch-empty-title = Add the first branch
salon-branch-empty-hint = People and shifts belong to a branch.
salon-room-title = Rooms and chairs
salon-room-name = Name
salon-room-none = None yet

## Shifts

salon-shift-title = Shifts
salon-shift-week = { $from } – { $to }
salon-shift-previous = Previous week
salon-shift-next = Next week
salon-shift-today = Today
salon-shift-all-branches = All branches
salon-shift-branch = Branch
salon-shift-who = Who
salon-shift-hours = { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
salon-shift-people = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
salon-shift-add = { $name }, { $day }: add a shift
salon-shift-off = Away
salon-shift-copy = Copy to the next week
salon-shift-copy-confirm = Copy this week’s shifts to the next week? Days that have shifts stay as they are.
salon-shift-time-off = Time off and holidays
salon-shift-form-new = New shift
salon-shift-form-edit = Shift
salon-shift-form-day = Day
salon-shift-form-start = Start
salon-shift-form-end = End
salon-shift-form-end-hint = May be after midnight.
salon-shift-form-break-start = Break from
salon-shift-form-break-minutes = Break length
salon-shift-empty-title = No team yet
salon-shift-empty-hint = Add people first, then plan their shifts.
salon-time-off-title = Time off and holidays
salon-time-off-new = Time off
salon-time-off-who = Who
salon-time-off-from = From
salon-time-off-to = To
salon-time-off-reason = Reason
salon-time-off-none = No time off ahead
salon-time-off-span = { $from } – { $to }
salon-holiday-title = Holidays
salon-holiday-day = Day
salon-holiday-name = Name
salon-holiday-everywhere = All branches
salon-holiday-none = No holidays entered
salon-widget-title = On shift today
salon-widget-people = people
salon-widget-none = No shifts today
salon-widget-none-hint = Plan shifts in the weekly grid.
salon-widget-later = from { $time }
salon-widget-until = until { $time }
salon-widget-open = Open the grid

salon-steps-title = First steps
salon-steps-hint = Three things, and the first client can be booked.
salon-steps-services = Price list
salon-steps-services-hint = Add services, or bring the list in from Excel.
salon-steps-people = People
salon-steps-people-hint = Add those who serve clients.
salon-steps-skills-hint = Say who does which service.
salon-steps-shifts = Shifts
salon-steps-shifts-hint = Say when they work.
salon-steps-shifts-done = Planned from today on.

## What happened

salon-toast-added = { $name } was added
salon-toast-saved = Saved
salon-toast-archived = { $name } was archived
salon-toast-restored = { $name } is back
salon-toast-removed = Removed
salon-toast-shift = Shift added
salon-toast-skills = { $name }: services saved
salon-toast-planned = { $count ->
        [one] { $name }: { $count } shift planned
       *[other] { $name }: { $count } shifts planned
    }
salon-toast-copied = { $count ->
        [one] { $count } shift copied
       *[other] { $count } shifts copied
    }
salon-toast-time-off = { $name }: time off noted

## Refusals

salon-error-gone = This is not there any more: somebody may have removed it.
salon-error-name = Give a name.
salon-error-name-long = The name is too long.
salon-error-timezone = There is no such time zone. For example: Asia/Tashkent.
salon-error-phone = The number is not whole. For example: 90 123 45 67.
salon-error-branch-in-use = { $count ->
        [one] { $count } person works here.
       *[other] { $count } people work here.
    } Move them to another branch first.
salon-error-job = Give a job title.
salon-error-account-taken = Your sign-in is linked to another card already.
salon-error-finish = After processing there must be time to finish.
salon-error-service-long = A service cannot take more than 12 hours.
salon-error-rhythm = There is no such pattern: 2/2, 3/3, 5/2 or 6/1.
salon-error-time = Write the time as 09:00.
salon-error-shift-long = The shift is longer than 16 hours.
salon-error-shift-overlap = The shifts overlap: this person already has one on { $day }.
salon-error-break-outside = The break must lie inside the shift.
salon-error-days-order = The last day is before the first.
salon-error-days-many = Split anything longer than a year.
salon-error-time-off-overlap = Time off is noted for these days already.
salon-error-minutes = The duration must be from 5 minutes to 12 hours.
salon-error-price = Write the price as a number.
salon-error-category = The category is missing.
salon-error-branch = The branch is missing.

## Import

salon-import-services = Services and prices
salon-import-staff = Team and shifts
salon-import-category = Category
salon-import-name-uz = Name in Uzbek
salon-import-name-ru = Name in Russian
salon-import-name-en = Name in English
salon-import-minutes = Duration, minutes
salon-import-price = Price
salon-import-code = Code
salon-import-first-name = First name
salon-import-last-name = Last name
salon-import-role = Job title
salon-import-skill-category = Service category
salon-import-branch = Branch
salon-import-pattern = Pattern (2/2, 5/2, 6/1)
salon-import-phone = Phone

## Sample data

salon-demo-done = Sample salon: { $staff } people, { $services } services
salon-demo-there = The sample salon is here already
salon-demo-senior = Senior
salon-demo-vacation = Vacation
salon-demo-new-year = New Year
salon-demo-navruz = Navruz

# Texts of the client base.

## Module

clients-name = Clients
clients-purpose = One client base: contacts, notes, duplicates, import from Excel and CSV.
clients-contract-client = Sees client names, languages, birthdays, notes and warnings
clients-contract-phone = Sees clients’ phone numbers
clients-permission-read = See clients
clients-permission-write = Add and change clients
clients-permission-phone = See phones and contacts in full
clients-permission-import = Import client lists
clients-permission-export = Save the list of clients as a file
clients-action-new = New client
clients-demo-progress = Sample clients: { $done } of { $all }

## List

clients-list-title = Clients
clients-list-count = { $total ->
        [one] { $total } card
       *[other] { $total } cards
    }, { $fresh } new in the last 30 days
clients-list-new = New client
clients-list-import = Import
clients-list-search = Any part of the name or the last digits of the phone
clients-list-segment = Who
clients-segment-all = Everyone
clients-segment-new = New
clients-segment-birthdays = Birthdays soon
clients-segment-archived = Archive
clients-list-duplicates = Duplicates
clients-column-name = Name
clients-column-phone = Phone
clients-column-birthday = Birthday
clients-column-tags = Tags
clients-column-source = Source
clients-column-since = Client since
clients-list-shown = { $count } shown
clients-list-none-title = Nobody found
clients-list-none-hint = No client matches “{ $q }”. Try a part of the name in any alphabet, or the last three or four digits of the number.
clients-list-none-add = Add “{ $q }”
clients-list-empty-title = Your clients will be here
clients-list-empty-hint = Add the first one, or import a list from Excel or CSV: duplicates are found for you.
clients-list-segment-empty = Nobody here yet
clients-list-phones-hidden = Searching by number needs the right to see phones. Search by name instead.

## Card

clients-card-since = Client since { $day }
clients-card-age = { $age ->
        [one] { $age } year old
       *[other] { $age } years old
    }
clients-card-birthday-today = It is their birthday today! Do say so.
clients-card-archived = Archived since { $day }. The history is kept.
clients-card-restore = Take back
clients-card-book = Book
clients-card-call = Call
clients-card-write = Write an email
clients-card-edit = Edit
clients-card-archive = Archive
clients-card-more = More
clients-card-facts = Details
clients-card-phone = Phone
clients-card-phone-shared = { $phone } (shared)
clients-card-email = Email
clients-card-telegram = Telegram
clients-card-instagram = Instagram
clients-card-language = Language
clients-card-birthday = Birthday
clients-card-source = Source
clients-card-patronymic = Patronymic
clients-card-note = Note
clients-card-warning = Mind this:
clients-card-notes = Notes
clients-card-notes-empty = No notes yet
clients-card-notes-hint = What they like, what they ask for: useful to everyone next time.
clients-card-note-add = Add a note
clients-card-note-new = New note
clients-card-note-delete = Delete the note
clients-card-note-delete-confirm = Delete this note?
clients-language-uz = Uzbek
clients-language-ru = Russian
clients-language-en = English
clients-gender-female = Female
clients-gender-male = Male

## Form

clients-form-new-title = New client
clients-form-edit-title = Edit { $name }
clients-form-who = Who
clients-form-contacts = Contacts
clients-form-contacts-hidden = Phones and contacts stay as they are: seeing them needs its own right.
clients-form-work = For the work
clients-form-first-name = First name
clients-form-last-name = Last name
clients-form-phone = Phone
clients-form-phone-hint = Any spelling works: 90 123 45 67, 8 (90) 123-45-67, +998…
clients-form-other-phones = Other numbers
clients-form-other-phones-hint = Separate several with commas.
clients-form-birth-date = Date of birth
clients-form-gender = Gender
clients-form-language = Language
clients-form-unknown = Not given
clients-form-email = Email
clients-form-telegram = Telegram
clients-form-instagram = Instagram
clients-form-source = How they found us
clients-form-tags = Tags
clients-form-tags-hint = With commas: VIP, Blonde
clients-form-warning = Warning
clients-form-warning-hint = Allergies, pregnancy, sensitive skin. The master sees it before work begins.
clients-form-note = Note
clients-form-save = Save
clients-form-create = Add client
clients-form-cancel = Cancel
clients-form-different = This is another person, open a new card
clients-form-different-hint = Everyone will be told that the two are different people.
clients-similar-sure = This client seems to be here already
clients-similar-maybe = Could it be the same person?
clients-similar-open = Yes, open the card
clients-similar-since = since { $day }
clients-similar-archived = archived

## Duplicates

clients-duplicate-title = Possible duplicates
clients-duplicate-count = { $count ->
        [one] { $count } pair is waiting for a decision
       *[other] { $count } pairs are waiting for a decision
    }
clients-duplicate-hint = A phone, a name or a birthday matched. If they are different people, say so: we will not ask again.
clients-duplicate-score = Similarity { $score }
clients-duplicate-different = Different people
clients-duplicate-none-title = No duplicates
clients-duplicate-none-hint = When similar cards turn up, they will be here.
clients-panel-title = Maybe the same person
clients-panel-none = No similar cards

## Widget

clients-widget-title = New clients
clients-widget-period = in 7 days
clients-widget-more = { $count } more than the week before
clients-widget-fewer = { $count } fewer than the week before
clients-widget-same = The same as the week before
clients-widget-chart = New clients by day
clients-widget-open = Open the list

## What happened

clients-toast-created = { $name } was added
clients-toast-saved = Saved
clients-toast-archived = { $name } was archived
clients-toast-restored = { $name } is back in the list
clients-toast-note = Note added
clients-toast-note-deleted = Note deleted
clients-toast-different = Remembered: they are different people

## Refusals

clients-error-no-client = There is no such client, or you may not see them.
clients-error-no-note = That note is gone already.
clients-error-no-pair = There is no such pair on the list.
clients-error-note-empty = Write something.
clients-error-name-or-phone = Give a name or a phone: otherwise nobody will find this client again.
clients-error-name-formula = This is a spreadsheet formula, not a name.
clients-error-name-long = The name is longer than 100 characters.
clients-error-name-letters = The name has no letters in it.
clients-error-name-characters = The name contains characters that are not allowed.
clients-error-phone-empty = There is no number here.
clients-error-phone-short = The number is not whole: the code or some digits are missing.
clients-error-phone-long = The number has too many digits. If there are two, separate them with a comma.
clients-error-phone-rounded = The spreadsheet rounded the number (9.98901E+11) and lost its last digits. Save the column as text.
clients-error-phone-unassigned = No numbers begin like this.
clients-error-birth-no-date = This is not a date. For example: 23.02.1988.
clients-error-birth-unbelievable = The date must lie between 1900 and today.
clients-error-email = This is not an email address.
clients-error-messenger = A user name or a link is needed: @olga_pak.
clients-error-note-long = The note is longer than 8,000 characters.
clients-error-row-empty = The row has neither a name nor a phone.
clients-error-same-person = { $name } is here already. Say whether it is the same person or another.
clients-error-maybe-same-person = This looks like { $name }. Say whether it is the same person or another.

## Import

clients-import-title = Clients
clients-import-full-name = Full name in one column
clients-import-first-name = First name
clients-import-last-name = Last name
clients-import-phone = Phone (may be several)
clients-import-birth-date = Date of birth
clients-import-email = Email
clients-import-note = Comment
clients-import-source = Source
clients-import-language = Language
clients-import-created = Client since

## Two cards of one person

clients-permission-merge = Merge two cards of one person and take it back
clients-duplicate-merge = Merge…
clients-merge-title = Merge two cards
clients-merge-hint = They become one card. Within { $days } days it can be taken back.
clients-merge-swap = Keep the other one
clients-merge-stays = Stays
clients-merge-goes = Becomes part of it
clients-merge-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
clients-merge-asked = choose
clients-merge-filled = added
clients-merge-joined = both kept
clients-merge-what = Phones, addresses, notes, visits and everything other modules keep go to the card that stays. Visits that then overlap are marked, not deleted.
clients-merge-do = Merge
clients-merge-field-first_name = First name
clients-merge-field-last_name = Last name
clients-merge-field-patronymic = Patronymic
clients-merge-field-birth_date = Date of birth
clients-merge-field-gender = Gender
clients-merge-field-language = Language
clients-merge-field-source = How they found us
clients-merge-field-warning = Warning
clients-merge-field-note = Note
clients-merge-field-tags = Tags
clients-card-merged-into = This card became part of another one.
clients-card-merged-open = Open that card
clients-card-merged = { $name } became part of this card on { $day } ({ $person }).
clients-card-unmerge = Take it apart again
clients-card-unmerge-confirm = Make two cards again? What came with the other card goes back to it; what is newer stays here.
clients-toast-merged = Merged into one card
clients-toast-unmerged = They are two cards again
clients-error-merged = One of the cards is part of another card already. Reload the page.
clients-error-no-merge = There is no such merge.
clients-error-merge-undone = This merge was taken back already, or another one was made on top of it: take that one back first.
clients-error-merge-late = A merge can be taken back within { $days } days.

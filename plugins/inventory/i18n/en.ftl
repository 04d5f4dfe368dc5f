inventory-name = Stock
inventory-purpose = Goods and consumables: receipts, sales, write-offs, tech cards, critical stock and stocktaking.
inventory-contract-item = Sees names of goods, their units and stores
inventory-contract-balance = Sees what is in stock and what it cost
inventory-permission-read = See what is in stock
inventory-permission-write = Receive, write off and transfer goods
inventory-permission-sell = Hold goods for a bill
inventory-permission-backdate = Post a document dated before an approved count
inventory-permission-import = Import a stock list
inventory-permission-cost = See purchase prices and costs
inventory-permission-item = Change goods, stores and suppliers
inventory-permission-card = Change tech cards
inventory-permission-visit = Enter what a visit really took
inventory-permission-order-read = See purchase orders
inventory-permission-order = Order goods and receive them
inventory-permission-stocktake = Count stock
inventory-permission-approve = Approve a stocktake
inventory-setting-cost-method = Cost method (moving average or FIFO)
inventory-setting-cost-method-average = Moving average
inventory-setting-cost-method-fifo = FIFO: first in, first out
inventory-setting-need-days = Days of bookings that count as need
inventory-setting-tolerance = Percent over the norm without a reason
inventory-action-receipt = Receive goods
inventory-action-count = Stocktaking
inventory-widget-critical = Critical stock
inventory-widget-mine = My materials
inventory-widget-fine = There is enough of everything
inventory-widget-open =
    { $count ->
        [0] Open stock
       *[other] Critical: { $count }
    }
inventory-list-note =
    { $branch } · { $count ->
        [one] { $count } item
       *[other] { $count } items
    }, { $value }
inventory-list-note-plain =
    { $branch } · { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
inventory-more = More actions
inventory-documents = Documents
inventory-documents-all = All documents
inventory-documents-shown =
    { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
inventory-documents-empty = No documents yet
inventory-documents-empty-hint = Every receipt, sale and write-off stays here. A document never changes: a correction is a new one.
inventory-search = Name, code or barcode
inventory-branch = Branch
inventory-filter = Filter
inventory-filter-all = All
inventory-filter-critical = Critical
inventory-filter-low = Running low
inventory-filter-negative = Below zero
inventory-filter-expiring = Expiring
inventory-store = Store
inventory-store-all = All stores
inventory-column-item = Item
inventory-column-code = Code
inventory-column-quantity = On hand and critical level
inventory-column-state = State
inventory-column-buy = Cost, { $unit }
inventory-column-document = Document
inventory-column-amount = Quantity
inventory-column-value = Value, { $unit }
inventory-column-when = When
inventory-column-person = Who
inventory-min = min. { $quantity }
inventory-available = after bookings: { $quantity }
inventory-expired-of = { $quantity } expired
inventory-order-lines-shown = { $from }–{ $to } of { $count } lines
inventory-runs-out = runs out on { $day }
inventory-runs-out-note = By the bookings it runs out on { $day }.
inventory-days-left =
    { $count ->
        [one] { $count } day left
       *[other] { $count } days left
    }
inventory-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
inventory-days-unit = days
inventory-state-critical = Critical
inventory-state-low = Running low
inventory-state-ok = Enough
inventory-state-ordered = Ordered
inventory-state-negative = Below zero
inventory-state-expiring = Expires soon
inventory-negative-hint = More went out than was there. Enter the receipt or count it: the cost corrects itself.
inventory-shown = { $shown } of { $all } shown
inventory-show-more = Show more
inventory-none-title = Nothing was found
inventory-none-hint = Try another word or filter.
inventory-empty-title = Nothing in stock yet
inventory-empty-hint = Load your goods from a list or enter the first one by hand. Then receive them: what is on hand and what it cost will stand here.
inventory-empty-ask = A manager enters the goods.
inventory-own-empty-title = Your box is empty
inventory-own-empty-hint = When the desk hands you materials, they appear here.
inventory-open = Open the stock
inventory-open-hint = { $branch } has no store yet.
inventory-transit-note =
    { $count ->
        [one] { $count } transfer
       *[other] { $count } transfers
    } on the way.
inventory-look = Look
inventory-transit-title = On the way
inventory-accept = Receive
inventory-counting = Stocktaking
inventory-counted = { $count } of { $all } counted
inventory-counting-by = Started by { $person } at { $time }.
inventory-counting-hint = Sales go on; what the book says follows by itself.
inventory-count-on = Go on counting
inventory-stocktake-title = Stocktaking
inventory-stocktake-of = Stocktaking: { $store }
inventory-stocktake-number = No. { $number }
inventory-stocktake-hint = Count with a camera or a scanner: no need to close the salon.
inventory-stocktake-start = Start a stocktake
inventory-stocktake-begin = Start
inventory-stocktakes = Stocktakes
inventory-stocktakes-none = Nothing has been counted yet
inventory-critical-title = Critical: { $count }
inventory-critical-hint = What is missing is put on draft orders by supplier.
inventory-order-all = Order everything
inventory-drafts =
    { $count ->
        [one] { $count } draft
       *[other] { $count } drafts
    }
inventory-receipt-title = Receive goods
inventory-receipt-hint = What came and what it cost.
inventory-receipt-post = Receive
inventory-writeoff-title = Write off
inventory-writeoff-hint = Broken, expired, used up.
inventory-writeoff-post = Write off
inventory-transfer-title = Transfer
inventory-transfer-hint = To another store, at the same cost.
inventory-transfer-post = Send
inventory-return-title = Return to supplier
inventory-return-hint = Faulty or surplus goods go back.
inventory-return-post = Return
inventory-production-title = Make a kit
inventory-production-hint = The parts go out and the kit comes in at their cost.
inventory-production-post = Make
inventory-sheet-store-receipt = Into which store
inventory-sheet-store-writeoff = From which store
inventory-sheet-store-transfer = From
inventory-sheet-store-return = From which store
inventory-sheet-store-production = In which store
inventory-sheet-to = To
inventory-sheet-lines = Goods
inventory-sheet-find = Name or barcode
inventory-sheet-quantity = Quantity
inventory-sheet-measure = Measure
inventory-measure-package = packages
inventory-measure-unit = ml, g, pieces
inventory-sheet-price = Price of a package
inventory-sheet-units = Quantity (ml, g, pieces)
inventory-sheet-lot-more = Lot and expiry
inventory-sheet-add = Add a line
inventory-sheet-day = Day
inventory-sheet-arrived = Already there
inventory-sheet-arrived-hint = The arrival is written at once.
inventory-choose = Choose
inventory-nobody = Not given
inventory-reason = Reason
inventory-reason-broken = Broken
inventory-reason-expired = Expired
inventory-reason-used = Used in the salon
inventory-reason-tester = Tester
inventory-reason-lost = Lost
inventory-reason-other = Other
inventory-because =
    Reason: { $reason ->
        [broken] broken
        [expired] expired
        [used] used in the salon
        [tester] tester
        [lost] lost
        [other] other
       *[own] { $reason }
    }
inventory-note = Note
inventory-supplier = Supplier
inventory-suppliers = Suppliers
inventory-suppliers-none = No suppliers yet
inventory-phone = Phone
inventory-landed = Freight and customs
inventory-landed-hint = Spread over the lines by value.
inventory-lot = Lot
inventory-expires = Use by
inventory-scan = Scan with the camera
inventory-scan-label = Scan or type a barcode
inventory-edit = Edit
inventory-archive = Archive
inventory-restore = Restore
inventory-on-hand = On hand
inventory-available-label = After bookings
inventory-critical = Critical level
inventory-value = Value
inventory-movements = Movements
inventory-no-movements = Nothing has moved yet
inventory-reversal = counter-document
inventory-item-facts = About the item
inventory-category = Category
inventory-categories = Categories
inventory-categories-none = No categories yet
inventory-category-none = Not given
inventory-package = In a package
inventory-package-of = { $quantity } a package
inventory-shelf = Shelf
inventory-shelf-of = shelf { $shelf }
inventory-barcode = Barcode
inventory-code = Code
inventory-marking = Marking code
inventory-marking-hint = For goods marked by the state.
inventory-buy = Purchase price of a package
inventory-sale = Price of a package to clients
inventory-sale-hint = Empty: not for sale.
inventory-target = Target level
inventory-open-days = Keeps after opening
inventory-reserved = Held by bills
inventory-reserved-of = { $quantity } held
inventory-where = Where it is
inventory-nowhere = Nowhere at the moment
inventory-needs = Needed for bookings
inventory-needs-note = by tech cards
inventory-lots = Lots
inventory-lot-of = Received { $day }
inventory-opened = opened { $day }
inventory-until = until { $day }
inventory-expired = Expired
inventory-parts = Made of
inventory-parts-hint = If this is a kit: what goes into one package.
inventory-item-new = New item
inventory-form-names = Name
inventory-form-names-hint = One is enough; the other languages show it too.
inventory-name-uz = In Uzbek
inventory-name-ru = In Russian
inventory-name-en = In English
inventory-form-units = Units and levels
inventory-form-units-hint = Bought in packages, used in ml, g or pieces: for example, 60 ml in a tube.
inventory-form-package-name = Package
inventory-form-package = How much in a package
inventory-form-unit = Unit
inventory-form-critical = Critical level, packages
inventory-form-critical-hint = At this level you are told once and a draft order is made.
inventory-form-target = Target level, packages
inventory-form-target-hint = Orders fill up to it.
inventory-form-money = Prices
inventory-form-place = Place and codes
inventory-cancel = Cancel
inventory-save = Save
inventory-add = Add
inventory-check = Check the books
inventory-books-right = Books balanced at { $time }
inventory-books-wrong = Books do not balance: { $time }
inventory-reverse = Take back
inventory-reverse-confirm = Everything goes back at the same cost. Go on?
inventory-to-visit = To the visit
inventory-total = Total
inventory-related = Related documents
inventory-cards = Tech cards
inventory-cards-hint = What a service takes. It is written off when a visit is completed.
inventory-services = Services
inventory-no-services = There are no services in the catalogue
inventory-card-lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
inventory-card-none = no card
inventory-card-cost = Materials: { $cost }
inventory-overuse = Over-use
inventory-overuse-note = 30 days
inventory-overuse-none = Everybody is within the norm
inventory-of-norm = { $actual }, norm { $norm }
inventory-variant = Variant
inventory-variant-one = One size
inventory-variant-hint = For example S, M, L, XL for hair length. Empty: the service has one size.
inventory-norm = norm { $quantity }
inventory-visit-none = These services have no tech card.
inventory-visit-posted = Written off
inventory-visit-missing = not enough in stock
inventory-visit-reason = Reason, if more than { $percent }% over the norm
inventory-visit-save = Save
inventory-mine-title = My materials
inventory-mine-note =
    For the bookings of the next { $count ->
        [one] day
       *[other] { $count } days
    }
inventory-mine-row = needs { $need }, has { $have }
inventory-mine-none = No materials are needed for the coming bookings
inventory-mine-nobody = Your account has no staff card
inventory-orders = Orders
inventory-order = Order
inventory-order-number = Order { $number }
inventory-order-automatic = by critical stock
inventory-orders-empty = No orders yet
inventory-orders-empty-hint = When something comes to its critical level, a draft appears by itself.
inventory-order-draft = Draft
inventory-order-ordered = Ordered
inventory-order-part = Partly received
inventory-order-received = Received
inventory-order-closed = Closed
inventory-order-cancelled = Cancelled
inventory-order-do-ordered = Send the order
inventory-order-do-closed = Close
inventory-order-do-cancelled = Cancel
inventory-order-cancel-confirm = Cancel the order?
inventory-order-expected = expected { $day }
inventory-order-packages = Packages
inventory-order-add = Add an item
inventory-order-when = Expected on
inventory-order-receive = Receive
inventory-order-receive-post = Receive
inventory-order-came = Came, packages
inventory-order-over-ok = We take more than was ordered
inventory-received-of = { $received } of { $ordered } came
inventory-stores = Stores and suppliers
inventory-store-kind = Kind
inventory-store-kind-consumables = Consumables
inventory-store-kind-retail = Retail
inventory-store-kind-box = Master's box
inventory-store-kind-transit = In transit
inventory-store-whose = Whose box
inventory-store-whose-hint = For a master's box only.
inventory-store-name = Name
inventory-store-add = Add a store
inventory-kind-receipt = Receipt
inventory-kind-sale = Sale
inventory-kind-sale_return = Return from a client
inventory-kind-visit = Visit
inventory-kind-writeoff = Write-off
inventory-kind-transfer_out = Sent
inventory-kind-transfer_in = Arrived
inventory-kind-return = Return to supplier
inventory-kind-production = Kit
inventory-kind-stocktake = Stocktake
inventory-kind-opening = Opening stock
inventory-kind-compensation = Keeps the count
inventory-blind = Blind
inventory-blind-hint = Whoever counts does not see what the book says.
inventory-partial-hint = One category makes a partial stocktake.
inventory-everything = Everything in the store
inventory-count-open = Open
inventory-count-cancelled = Cancelled
inventory-count-posted = Approved
inventory-count-posted-note = The differences are in the books.
inventory-count-cancel = Cancel
inventory-count-cancel-confirm = Cancel the count? Stock stays as it is.
inventory-approve = Approve
inventory-approve-confirm =
    { $count ->
        [one] Post { $count } difference?
       *[other] Post { $count } differences?
    } What was not counted stays as it is.
inventory-recount = Recount
inventory-recount-note =
    Count { $count ->
        [one] { $count } item
       *[other] { $count } items
    } again: a document dated before the count was posted.
inventory-book = book { $quantity }
inventory-book-fact = book { $book } · counted { $fact }
inventory-counted-before = counted: { $quantity }
inventory-less = One less
inventory-more-one = One more
inventory-count-save = Save
inventory-count-skip = Skip
inventory-count-skipped = skipped
inventory-count-print = Counting sheet
inventory-count-book = In the books
inventory-count-fact = Counted
inventory-count-by-hand = Counted by: ____________________
inventory-count-checked-by = Checked by: ____________________
inventory-count-all-done = Everything is counted
inventory-count-all-done-hint = Look at the differences and approve.
inventory-count-skipped-left = { $count ->
    [one] One item was skipped
   *[other] { $count } items were skipped
}
inventory-count-skipped-hint = Count them, or approve: what was not counted stays as the book has it.
inventory-count-none-hint = Nothing is counted yet, so there is nothing to approve.
inventory-count-skipped-back = Count what was skipped
inventory-count-left = Left: { $count }
inventory-count-done = Counted: { $count }
inventory-differences = Differences
inventory-differences-none = No differences so far.
inventory-differences-hidden = A blind count: differences are shown after approval.
inventory-unit-ml = ml
inventory-unit-g = g
inventory-unit-pcs = pcs
inventory-unit-cm = cm
inventory-q-ml = { $count } ml
inventory-q-g = { $count } g
inventory-q-pcs = { $count } pcs
inventory-q-cm = { $count } cm
inventory-q-m = { $count } m
inventory-q-tube =
    { $count ->
        [one] { $count } tube
       *[other] { $count } tubes
    }
inventory-q-bottle =
    { $count ->
        [one] { $count } bottle
       *[other] { $count } bottles
    }
inventory-q-jar =
    { $count ->
        [one] { $count } jar
       *[other] { $count } jars
    }
inventory-q-canister =
    { $count ->
        [one] { $count } canister
       *[other] { $count } canisters
    }
inventory-q-box =
    { $count ->
        [one] { $count } box
       *[other] { $count } boxes
    }
inventory-q-roll =
    { $count ->
        [one] { $count } roll
       *[other] { $count } rolls
    }
inventory-q-package =
    { $count ->
        [one] { $count } package
       *[other] { $count } packages
    }
inventory-package-pcs = Piece
inventory-package-tube = Tube
inventory-package-bottle = Bottle
inventory-package-jar = Jar
inventory-package-canister = Canister
inventory-package-box = Box
inventory-package-roll = Roll
inventory-package-package = Package
inventory-import-title = Import a list
inventory-import-name-uz = Name (Uzbek)
inventory-import-name-ru = Name (Russian)
inventory-import-name-en = Name (English)
inventory-import-category = Category
inventory-import-purchase-unit = Package
inventory-import-use-unit = Unit
inventory-import-use-per-purchase = How much in a package
inventory-import-cost-uzs = Purchase price, UZS
inventory-import-sale-uzs = Price, UZS
inventory-import-critical-purchase-units = Critical level, packages
inventory-import-quantity = On hand, packages
inventory-import-barcode = Barcode
inventory-import-code = Code
inventory-import-unit = We do not know the unit “{ $value }”: use ml, l, g, kg, pcs or cm.
inventory-import-number = “{ $value }” is not a number.
inventory-import-twice = This item is in the list twice.
inventory-demo-done = { $items } items are ready
inventory-toast-item = The item is saved
inventory-toast-archived = The item is archived
inventory-toast-restored = The item is back
inventory-toast-posted =
    { $kind ->
        [receipt] Receipt
        [writeoff] Write-off
        [transfer] Transfer
        [return] Return
       *[production] Kit
    } { $number } is posted
inventory-toast-reversed = The document is taken back
inventory-toast-arrived = The goods have arrived
inventory-toast-balanced = The books balance
inventory-toast-unbalanced = The books do not balance
inventory-toast-card = The card is saved
inventory-toast-actual = Saved
inventory-toast-order = The order is saved
inventory-toast-ordered = The draft is ready
inventory-toast-order-state =
    { $state ->
        [ordered] Order { $number } is placed
        [closed] Order { $number } is closed
        [cancelled] Order { $number } is cancelled
       *[draft] Order { $number } is a draft again
    }
inventory-toast-received = The goods are in stock
inventory-toast-counted = The stocktake is approved
inventory-toast-count-cancelled = The count is cancelled
inventory-toast-store = The store is open
inventory-toast-saved = Saved
inventory-error-no-branch = Open a branch first.
inventory-error-branch = There is no such branch.
inventory-error-not-yours = You have no right to this stock.
inventory-error-other-side = The other side of the transfer does this: who sends takes back, who receives confirms the arrival.
inventory-error-store = Choose a store.
inventory-error-same-store = Choose another store.
inventory-error-item = There is no such item.
inventory-error-box = This master has a box already.
inventory-error-whose-box = Say whose box it is.
inventory-error-reversed = This document is taken back already.
inventory-error-posted = This is posted already.
inventory-error-counted = A stocktake was approved after this day. Only an owner may post such a document.
inventory-error-used = Part of this receipt is used already. Return what is left to the supplier.
inventory-error-quantity = Type a number with at most 3 decimals.
inventory-error-positive = It must be more than zero.
inventory-error-few = “{ $name }”: only { $count } left.
inventory-error-left = { $count ->
    [0] None left.
   *[other] Only { $count } left.
}
inventory-error-gone = “{ $name }” is gone: the last one is on another bill.
inventory-error-visit = There is no such visit.
inventory-error-service = There is no such service.
inventory-error-variant = There is no such variant.
inventory-error-closed = The visit's materials are written off already.
inventory-error-over = More than { $percent }% over the norm: give a reason.
inventory-error-name = Type a name.
inventory-error-long = The name is too long.
inventory-error-unit = Choose from the list.
inventory-error-barcode = Another item has this barcode.
inventory-error-moved = It has moved already: its package and unit stay. Enter a new item.
inventory-error-part = This item cannot stand here, or stands here twice.
inventory-error-lines = Enter at least one item.
inventory-error-many = A document takes up to 60 lines. Put the rest on another one.
inventory-error-reason = Give the reason.
inventory-error-future = The day cannot lie ahead.
inventory-error-too-many = There is not so much. On hand: { $left }.
inventory-error-document = There is no such document.
inventory-error-arrived = This transfer has arrived or was taken back.
inventory-error-not-reversible = This document is not taken back here.
inventory-error-no-parts = This item has no parts.
inventory-error-parts-missing = There is not enough of its parts.
inventory-error-order = There is no such order.
inventory-error-order-sent = The order is placed and cannot be changed.
inventory-error-order-state = The order's state does not allow that.
inventory-error-nothing-critical = Nothing is critical.
inventory-error-over-receipt = { $ordered } was ordered; this is more than 5% over. Confirm below.
inventory-error-stocktake = There is no such stocktake.
inventory-error-counting = This store is being counted already.
inventory-error-not-counting = This stocktake is over.
inventory-error-unknown-code = There is no item with the code “{ $code }”.
inventory-error-recount = Count the marked items again first.
inventory-error-nothing-counted = Nothing has been counted yet.

## Files

inventory-file-unit = Unit
inventory-file-on-hand = On hand
inventory-file-available = After bookings
inventory-file-kind = Kind
inventory-file-to = To store
inventory-file-made = Made
inventory-file-lines = Lines
inventory-file-begun = Begun
inventory-file-closed = Closed
inventory-on-page = On this page: { $count }

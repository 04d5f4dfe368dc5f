# Kassa va moliya matnlari.

## Module

finance-name = Kassa va moliya
finance-purpose = Toʻlovlar, kassalar, smenalar, pul harakati, foyda va majburiyatlar.
finance-contract-bill = Cheklarni koʻradi: nima, qancha va qanday toʻlangan
finance-permission-bill-read = Cheklarni koʻrish
finance-permission-bill-take = Toʻlov qabul qilish
finance-permission-bill-refund = Pulni qaytarish
finance-permission-shift = Smena ochish va yopish
finance-permission-shift-audit = Yopishdan oldin kutilgan summani koʻrish
finance-permission-shift-reopen = Yopilgan smenani qayta ochish
finance-permission-ledger-post = Kirim, chiqim va oʻtkazmalarni yozish
finance-permission-report-read = Hisobotlarni koʻrish
finance-permission-budget-write = Reja va kassalarni sozlash
finance-action-sale = Yangi sotuv
finance-nav-checkout = Kassa
finance-nav-finance = Moliya
finance-setting-auto-shift = Naqd toʻlovda smenani oʻzi ochish
finance-setting-auto-shift-hint = Boshlangʻich summa kitobdan olinadi; yopishda hammasi sanaladi.

## Tenders and states

finance-tender = Toʻlov usuli
finance-tender-cash = Naqd
finance-tender-card = Karta
finance-tender-payme = Payme
finance-tender-click = Click
finance-tender-uzum = Uzum
finance-tender-transfer = Oʻtkazma
finance-tender-advance = Avans
finance-tender-certificate = Sertifikat
finance-tender-membership = Abonement
finance-tender-debt = Qarz
finance-state = Holat
finance-state-open = Toʻlanmagan
finance-state-part_paid = Qarzga
finance-state-paid = Toʻlangan
finance-state-refunded = Qaytarilgan
finance-state-void = Bekor qilingan

## Checkout

finance-panel-title = Toʻlov
finance-checkout-title = Kassa
finance-checkout-visit = { $number }-yozuvni toʻlash
finance-client = Mijoz
finance-client-hint = Ballar, chegirma va qarz uchun kerak.
finance-branch = Filial
finance-lines = Chekda
finance-find = Mahsulot, xizmat yoki sertifikat
finance-find-hint = Nomi, artikuli yoki shtrix-kodi bilan. Skaner oʻzi qoʻshadi.
finance-find-go = Topish
finance-find-more = Yana bor: nomidan bir necha harf yozing.
finance-scan = Kamera bilan skanerlash
finance-left = { $count ->
    [0] qolmagan
   *[other] { $count } ta qoldi
}
finance-item-price = Narxi
finance-item-quantity = Soni
finance-item-drop = Olib tashlash
finance-seller = Kim sotdi
finance-seller-none = Koʻrsatilmagan
finance-recalculate = Qayta hisoblash
finance-discounts = Chegirmalar
finance-discount = chegirma
finance-code = Promokod
finance-points = Ballar
finance-points-hint = Bor: { $balance }, koʻpi bilan: { $max }
finance-points-available = { $points } ball
finance-certificate = Sertifikat kodi
finance-pin = PIN
finance-membership = Abonement
finance-membership-none = Abonementsiz
finance-visits-left = qoldi: { $count }
finance-earns = Toʻlovdan keyin { $points } ball yoziladi.
finance-payment = Toʻlov
finance-list-price = Narxi
finance-due = Toʻlash kerak
finance-paid = Toʻlangan
finance-debt = Qarz
finance-sum = Summa
finance-desk = Kassa
finance-desk-first = Asosiy kassa
finance-take = { $sum } qabul qilish
finance-take-nothing = Yakunlash
finance-more = Boʻlib toʻlash, kod, choychaqa
finance-cash-rounded = Naqd: { $sum } (yaxlitlangan)
finance-split-title = Boʻlib toʻlash, qarz, choychaqa
finance-split-hint = Qolgani yuqorida tanlangan usulda toʻlanadi.
finance-debt-rest = Qolgani mijozning qarzi
finance-tips = Choychaqa
finance-tips-staff = Kimga
finance-advance-there = Mijozning avansi bor: { $sum }
finance-silent-loyalty = Sodiqlik moduli javob bermadi: chegirma va ballarsiz davom etyapmiz.
finance-silent-inventory = Ombor moduli javob bermadi: qoldiq band qilinmadi.
finance-silent-booking = Jadval moduli javob bermadi: tashrif keyinroq yakunlanadi.
finance-toast-paid = Qabul qilindi: { $sum } soʻm
finance-toast-paid-debt = Qabul qilindi: { $sum } soʻm, qarz: { $debt } soʻm
finance-toast-owed = Pul olinmadi, hammasi qarzga: { $debt } soʻm
finance-toast-membership = Abonementdan yechildi, tashriflar: { $count }. Pul olinmadi.
finance-toast-covered = Hammasi avval toʻlangan: pul olinmadi
finance-toast-paid-silent = Qabul qilindi: { $sum } soʻm. Bir modul keyinroq yakunlaydi.

## Bills

finance-bill = Chek
finance-bills = Cheklar
finance-bill-number = Chek № { $number }
finance-bill-stuck = Chek oʻz vaqtida toʻlanmadi va oʻzi bekor boʻlmadi. U hali ham mahsulot, sertifikat, ball va tashrifni band qilib turibdi. Uni shu yerda bekor qiling; bu ham boʻlmasa, egasiga ayting: Modullar, «Kassa va moliya», «Hodisalar va vazifalar».
finance-bills-stuck = Chek № { $number } oʻzi bekor boʻlishi kerak edi, lekin boʻlmadi: ichidagi narsalar hali ham band.
finance-bill-find = Chek raqami
finance-bills-empty = Bu kunlarda cheklar yoʻq
finance-bills-empty-hint = Toʻlov qabul qilinganda chek shu yerda paydo boʻladi.
finance-filter-all = Hammasi
finance-filter-open = Toʻlanmagan
finance-filter-debt = Qarzlar
finance-filter-refunded = Qaytarishlar
finance-when = Vaqti
finance-from = Dan
finance-to = Gacha
finance-show = Koʻrsatish
finance-visit = Tashrif
finance-receipt = Chek
finance-cashier = Kassir: { $name }
finance-rounding = Yaxlitlash
finance-repay-title = Toʻlovni qabul qilish
finance-repay = Qabul qilish
finance-toast-repaid = Toʻlov qabul qilindi
finance-void = Bekor qilish
finance-void-ask = Chek bekor qilinsinmi? Hech narsa toʻlanmagan.
finance-toast-void = Chek bekor qilindi
finance-refund = Qaytarish
finance-refunded = Qaytarildi
finance-refunded-part = Qisman qaytarilgan
finance-line-back = qaytarildi: { $count }
finance-refund-title = { $number }-chek boʻyicha qaytarish
finance-refund-hint = Pul qanday toʻlangan boʻlsa, shunday qaytadi: sertifikat sertifikatga, ballar ballarga, naqd naqdga.
finance-refund-lines = Nimani qaytaramiz
finance-refund-quantity = Soni (bor: { $left })
finance-refund-reason = Sababi
finance-refund-uncomplete = Tashrif boʻlmagan: yakunlanganini bekor qilish
finance-refund-do = Qaytarish
finance-toast-refunded = Qaytarildi: { $sum } soʻm
finance-thanks = Tashrifingiz uchun rahmat!
finance-print = Chop etish

## Errors

finance-error-no-branch = Bunday filial yoʻq.
finance-error-desk-choose = Kassalar bir nechta: naqd pul turgan kassani tanlang.
finance-error-desk = Bu filialda bunday kassa yoʻq.
finance-error-no-shift = Avval kassada smenani oching.
finance-error-shift-open = Bu kassada smena allaqachon ochiq.
finance-error-bill-gone = Bunday chek yoʻq.
finance-error-visit-gone = Bunday yozuv yoʻq.
finance-error-visit-paid = Bu tashrif toʻlangan.
finance-error-visit-over = Bekor qilingan tashrif toʻlanmaydi.
finance-error-visit-ahead = Tashrif kuni hali kelmagan. Avans qabul qilish mumkin.
finance-error-empty = Chekda hali hech narsa yoʻq.
finance-error-left = { $count ->
    [0] Bu yerda qolmagan.
   *[other] Bu yerda faqat { $count } ta qoldi.
}
finance-error-code-unknown = Sotuvda { $text } kodli narsa yoʻq.
finance-error-find-none = Sotuvda “{ $text }” nomli narsa yoʻq.
finance-error-items-full = Chek toʻldi. Avval shu boʻyicha toʻlovni oling, keyin yangisini boshlang.
finance-error-item = Bunday tovar yoki xizmat yoʻq.
finance-error-price = Summani yozing.
finance-error-sum = Summa juda katta.
finance-error-tender = Bu usulda toʻlab boʻlmaydi.
finance-error-changed = Summa oʻzgardi: endi { $sum } soʻm. Tekshirib, yana bosing.
finance-error-too-much = { $sum } soʻm ortiq.
finance-error-too-little = Yana { $sum } soʻm kerak.
finance-error-debt-client = Qarz uchun mijozni tanlang.
finance-error-advance = Mijozning avansi bunchaga yetmaydi.
finance-error-tips-staff = Choychaqa kimga ekanini tanlang.
finance-error-bill-closed = Bu chekda toʻlanadigan narsa qolmagan.
finance-error-refund-nothing = Qaytaradigan narsani tanlang.
finance-error-refund-more = Bunchasi qolmagan.
finance-error-refund-used = Ishlatib boʻlingan yoki hozir ishlatilmoqda: qaytarishga hech narsa yoʻq.
finance-error-refund-early = Sotuv hali hisobga olinmoqda. Birozdan keyin urinib koʻring.
finance-error-refund-silent = Sodiqlik moduli oʻchirilgan yoki javob bermayapti. Sertifikat yoki abonementda qancha qolgani nomaʼlum, uni hozir qaytarib boʻlmaydi.
finance-error-refund-cash = Kassada buncha naqd yoʻq.
finance-error-void-paid = Toʻlangan chek bekor qilinmaydi, qaytariladi.
finance-error-shift-gone = Bunday smena yoʻq.
finance-error-shift-closed = Smena allaqachon yopilgan.
finance-error-shift-reopened = Bu smenani qayta ochib boʻlmaydi.
finance-error-account = Bunday hisob yoʻq.
finance-error-day = Kelajakdagi kun mumkin emas.
finance-error-period = Oyni 2026-11 koʻrinishida yozing.
finance-error-choose = Tanlang.
finance-error-tips = Bu ustaga buncha choychaqa yigʻilmagan.
finance-toast-saved = Saqlandi
finance-toast-shift-open = Smena ochildi
finance-toast-shift-closed = Smena yopildi
finance-demo-progress = Cheklar: { $done }

## Desks and shifts

finance-shifts = Smenalar
finance-shift = Smena
finance-shift-number = Smena № { $number }
finance-shift-open-do = Smenani ochish
finance-shift-close-do = Smenani yopish
finance-shift-is-open = Ochiq
finance-shift-is-closed = Yopilgan
finance-shift-none = Smena ochilmagan
finance-shift-since = { $at } dan, { $name }
finance-shift-counted = Sanalgan naqd
finance-shift-counted-hint = Kassadagi hamma pulni sanang. Kutilgan summa yopilgandan keyin koʻrinadi.
finance-shift-counted-hint-seen = Kassadagi hamma pulni sanang.
finance-shift-opening = Boshida
finance-shift-in = Kirim
finance-shift-out = Chiqim
finance-shift-expected = Kutilgan
finance-shift-difference = Farq
finance-shift-even = Farq yoʻq
finance-shift-x = X-hisobot
finance-shift-z = Z-hisobot
finance-shift-blind = Naqd summalar smena yopilgach koʻrinadi.
finance-shift-no-bills = Bu smenada hali chek toʻlanmagan
finance-shift-reopen = Qayta ochish
finance-shift-reopen-ask = Smena qayta ochilsinmi? Farq teskari hujjat bilan qaytariladi.
finance-shift-reopens = Bu smena yopilganini davom ettiradi.
finance-shift-reopened = Qayta ochilgan
finance-shifts-empty = Hali smenalar yoʻq
finance-shift-person = Kim
finance-desk-new = Yangi kassa
finance-desk-name = Nomi
finance-desk-round = Naqdni yaxlitlash
finance-desk-round-som = 1 soʻmgacha
finance-desk-round-hundred = 100 soʻmgacha
finance-desk-round-thousand = 1000 soʻmgacha
finance-save = Saqlash
finance-note = Izoh

## The books

finance-journal = Pul harakati
finance-journal-empty = Bu kunlarda harakat boʻlmagan
finance-operation-new = Yangi operatsiya
finance-operation-title = Operatsiya
finance-operation-what = Nima
finance-kind-expense = Xarajat
finance-kind-income = Boshqa kirim
finance-kind-transfer = Oʻtkazma
finance-kind-advance = Mijoz avansi
finance-kind-advance-back = Avansni qaytarish
finance-kind-tips-out = Choychaqani berish
finance-kind-supplier = Yetkazib beruvchiga toʻlov
finance-kind-owner-in = Egasi kiritdi
finance-kind-owner-out = Egasi oldi
finance-account = Hisob
finance-account-to = Qayerga
finance-category = Modda
finance-counterparty = Kontragent
finance-counterparty-new = Yangi kontragent
finance-period = Qaysi oy uchun
finance-day = Kun
finance-accounts = Hisoblardagi pul
finance-person = Kim yozdi
finance-in = Kirim
finance-out = Chiqim
finance-entry-payment = Toʻlov
finance-entry-sale = Sotuv
finance-entry-refund = Qaytarish
finance-entry-tip = Choychaqa
finance-entry-operation = Operatsiya
finance-entry-transfer = Oʻtkazma
finance-entry-over-short = Ortiqcha yoki kamomad
finance-entry-over-short-undo = Farqni qaytarish
finance-entry-opening = Smena boshi
finance-entry-loyalty = Sodiqlik
finance-entry-stock = Ombor
finance-entry-merge = Kartalarni birlashtirish
finance-entry-unmerge = Kartalarni ajratish
finance-account-bank = Bank hisobi
finance-account-acquiring = Terminal: yoʻlda
finance-account-payme = Payme: yoʻlda
finance-account-click = Click: yoʻlda
finance-account-uzum = Uzum: yoʻlda
finance-account-receivable = Mijozlar qarzi
finance-account-stock = Ombordagi tovar
finance-account-stock-transit = Yoʻldagi tovar
finance-account-loyalty = Sodiqlik bilan hisob
finance-account-interbranch = Filiallar orasida
finance-account-open-bills = Tugallanmagan cheklar
finance-account-advances = Mijozlar avansi
finance-account-certificates = Sertifikatlar
finance-account-memberships = Abonementlar
finance-account-tips = Ustalar choychaqasi
finance-account-payable = Yetkazib beruvchilarga
finance-account-owner = Egasining mablagʻi
finance-account-income-service = Xizmatlar
finance-account-income-product = Tovarlar
finance-account-income-other = Boshqa daromad
finance-account-income-points = Boshqa filiallar ballari
finance-account-breakage = Muddati oʻtgan sertifikatlar
finance-account-rounding = Yaxlitlash
finance-account-cost-goods = Sotilgan tovar tannarxi
finance-account-cost-materials = Sarf materiallari
finance-account-cost-shrinkage = Inventarizatsiya farqi
finance-account-expense = Xarajatlar
finance-account-fees = Toʻlov tizimlari haqi
finance-account-over-short = Kassa farqlari
finance-category-rent = Ijara
finance-category-pay = Ish haqi
finance-category-utilities = Kommunal
finance-category-marketing = Reklama
finance-category-materials = Materiallar
finance-category-equipment = Jihozlar
finance-category-tax = Soliqlar
finance-category-household = Xoʻjalik
finance-category-other = Boshqa
finance-category-rent-of-chair = Kreslo ijarasi
finance-category-other-income = Boshqa daromad

## Reports

finance-report-title = Moliya
finance-report-previous = Oldingi oy
finance-report-next = Keyingi oy
finance-report-all = Barcha filiallar
finance-report-cash = Pul oqimi
finance-report-cash-note = Pul qachon kelib-ketganiga qarab
finance-report-profit = Foyda va zarar
finance-report-profit-note = Qaysi oyga tegishliligiga qarab
finance-report-owed = Majburiyatlar
finance-report-owed-note = Oy oxiriga
finance-report-total-profit = Foyda
finance-report-total = Jami
finance-report-plan = Reja
finance-report-plan-note = Surʼat va prognoz bilan
finance-report-plan-subject = Nima uchun
finance-report-plan-set = Rejani yozish
finance-report-fact = Fakt
finance-report-used = { $percent }% ishlatildi
finance-report-reached = { $percent }% bajarildi
finance-report-projection = Prognoz
finance-report-revenue = Tushum
finance-report-materials = Material
finance-report-hour = Soatiga
finance-report-empty = Bu oyda hali hech narsa yoʻq.
finance-revenue = Tushum

## Widgets

finance-widget-today = Bugungi tushum
finance-widget-plan = Oy rejasi
finance-widget-liabilities = Majburiyatlar
finance-widget-average = Oʻrtacha chek: { $sum }
finance-widget-no-takings = Bugun hali toʻlov yoʻq
finance-widget-no-plan = Reja yozilmagan
finance-widget-debts = Mijozlar qarzi: { $sum }
finance-widget-balanced = Buxgalteriya toʻgʻri: { $at }
finance-widget-unbalanced = Buxgalteriyada { $count } ta xato. Egasiga ayting.
finance-widget-open = Hisobot
finance-report-between = Filiallar orasida
finance-report-between-note = Oy oxiriga, juftlik boʻyicha
finance-kind-payout = Toʻlov tizimidan tushum
finance-entry-payout = Toʻlov tizimidan tushum
finance-fee = Ushlab qolingan haq
finance-bills-count = { $count } ta chek

finance-error-tender-online = Buni mijoz telefondan toʻlaydi; pul oʻzi keladi.
finance-error-tips-online = Choychaqa bu yoʻl bilan toʻlanmaydi: naqd yoki kartadan oling.
finance-error-online-sum = Toʻlash kerak: roppa-rosa { $sum } soʻm.
finance-error-online-other = Bu toʻlov boshqa chek yoki boshqa summa uchun maʼlum.
finance-error-online-silent = Bu toʻlov moduli hozir javob bermayapti. Qayta urinib koʻring yoki pulni boshqa yoʻl bilan oling.
finance-error-online-split = Bu chekda boshqa pul ham bor: kassada qaytaring.
finance-online-title = Telefondan toʻlash
finance-online-hint = Mijoz kvadratni kamera bilan oʻqiydi yoki havolani ochadi. Pul kelgani shu yerda koʻrinadi.
finance-online-copy = Havolani nusxalash
finance-online-waits = Mijoz toʻlovi kutilmoqda

## Payment calendar

finance-calendar = Toʻlov taqvimi
finance-calendar-note = { $days } kunlik kirim va chiqim
finance-calendar-days = { $days } kun
finance-calendar-sure = Tashriflarsiz
finance-calendar-all = Tashriflar bilan
finance-calendar-now = Kassada va hisobda
finance-calendar-end = Oxirida
finance-calendar-gap = { $day } kuni pul yetmaydi
finance-calendar-gap-hint = { $sum } yetmaydi. Toʻlovni suring yoki pul kiriting.
finance-calendar-visits = { $count } ta yozilgan tashrif
finance-calendar-evening = Kechqurun qoladi
finance-calendar-overdue = muddati { $day } edi
finance-calendar-paid = Toʻlandi
finance-calendar-skip = Toʻlanmaydi
finance-calendar-empty = Hech narsa rejalanmagan
finance-calendar-empty-hint = Ijara va boshqa doimiy xarajatlarni kiriting — taqvim pul yetish-yetmasligini aytadi.
finance-calendar-new = Toʻlovni rejalash
finance-calendar-name = Nima uchun
finance-calendar-due = Muddati
finance-calendar-every = Takrorlanishi
finance-calendar-once = Bir marta
finance-calendar-month = Har oy
finance-calendar-week = Har hafta
finance-calendar-until = Tugasa, qaysi kungacha
finance-calendar-rules = Takrorlanadiganlar
finance-calendar-on-month = har oyning { $day }-kuni
finance-calendar-on-week = { $day ->
    [1] har dushanba
    [2] har seshanba
    [3] har chorshanba
    [4] har payshanba
    [5] har juma
    [6] har shanba
   *[other] har yakshanba
}
finance-calendar-stop = Toʻxtatish
finance-calendar-stop-ask = Bu toʻlov endi kelmaydi. Toʻlanganlari qoladi. Toʻxtatilsinmi?
finance-error-settled = Bu toʻlov yopilgan
finance-error-day-past = Toʻlov oldinga rejalanadi

## Files

finance-report-section = Boʻlim
finance-section-cash-in = Pul kirdi
finance-section-cash-out = Pul chiqdi
finance-section-income = Daromad
finance-section-expense = Xarajat
finance-section-owed = Salon qarzi
finance-section-due = Salonga qarzlar

## Profit

finance-tab-report = Hisobot
finance-profit-title = Foyda
finance-profit-note = Chegirma, qaytarish, materiallar va toʻlov tizimlari reyestri boʻyicha komissiyalardan keyin qolgani. Ustalar haqi ayirilmagan: u soatlik xarajatda, yaʼni oyning boshqa xarajatlari kresloda ishlangan soatlarga boʻlinganida.
finance-profit-fees = Komissiya
finance-profit-by-master = Ustalar
finance-profit-by-service = Xizmat va tovarlar
finance-profit-by-visit = Tashriflar
finance-profit-minutes = Daqiqa
finance-profit-hours = Kreslo soatlari
finance-profit-hour = Kreslo soatiga
finance-profit-overhead = Soatiga xarajat
finance-profit-nobody = Usta koʻrsatilmagan
finance-profit-other = Boshqa materiallar
finance-profit-guest = Mijoz koʻrsatilmagan
finance-profit-more = Bu sahifada { $count } tashrif. Faylda barchasi bor.
finance-list-more = Bu sahifada { $count } ta. Faylda barchasi bor.
finance-list-older = Oldingilari
finance-report-above = { $percent }% surʼatdan yuqori
finance-report-below = { $percent }% surʼatdan past
finance-report-even = surʼat boʻyicha
finance-shift-share = Ulushi
finance-shift-open-at = Ochilgan
finance-shift-close-at = Yopilgan

## Settlements between branches

finance-settle-debtor = Toʻlaydi
finance-settle-creditor = Oladi
finance-settle = Hisob-kitob qilindi
finance-settle-ask = { $debtor } butun qarzini bank orqali { $creditor }ga toʻladimi? Bu kitoblarga yoziladi.
finance-entry-settlement = Filiallar hisob-kitobi
finance-error-settlement-changed = Bu qarz oʻzgardi yoki toʻlandi. Sahifani yangilang.

## Toʻlov tizimlaridan tushum

finance-payouts = Tushumlar
finance-payouts-note = Toʻlov tizimining reyestri cheklar bilan solishtiriladi: avval raqami, keyin summasi va kuni boʻyicha.
finance-payouts-upload = Reyestrni yuklash
finance-payouts-provider = Toʻlov tizimi
finance-payouts-transit = Hali toʻlov tizimida
finance-payouts-matched = Mos keldi
finance-payouts-unknown = Bizda yoʻq
finance-payouts-unknown-hint = Reyestrda bor, lekin chek ham, oldindan toʻlov ham, choychaqa ham ularni tushuntirmaydi. Birortasi topilguncha shu yerda turadi.
finance-payouts-missing = Reyestrda yoʻq
finance-payouts-missing-hint = Bizning yozuvlarda shu kunlari toʻlangan, toʻlov tizimi esa ular haqida xabar bermagan.
finance-payouts-post-title = Tushumni hisobga kiritish
finance-payouts-post = Kiritish
finance-payouts-amount = Mijozlar toʻlagan
finance-payouts-net = Bank hisobiga
finance-payouts-day = Bankka tushgan kun
finance-payouts-by-sum = Summa va kun boʻyicha mos kelganlar bilan: { $count }
finance-payouts-by-sum-hint = Ularning raqami yozuvlarimizda yoʻq; summasi bir xil, kuni koʻpi bilan uch kun farq qiladi.
finance-payouts-more = Bu yerda eng yangilari: { $count }. Qolganlari bular kiritilgach chiqadi.
finance-payouts-tip = Choychaqa, chek № { $number }
finance-payouts-with-tip = { $sum } choychaqa bilan
finance-payouts-shown = { $count } tadan { $shown } tasi koʻrsatilgan; summalar va hisobga kiritish barchasini oladi.
finance-payouts-how = Nima boʻyicha
finance-payouts-how-id = Raqam
finance-payouts-how-sum = Summa, bizda { $day }
finance-payouts-their-day = Reyestrdagi kun
finance-payouts-our-day = Bizdagi kun
finance-payouts-ours = Bizda
finance-payouts-reference = Tizimdagi raqam
finance-payouts-last = Soʻnggi tushumlar
finance-payouts-payments = Toʻlovlar
finance-payouts-empty = Hali reyestr yoʻq
finance-payouts-empty-hint = Uni toʻlov tizimining kabinetidan CSV yoki XLSX qilib oling va shu yerga yuklang. Siz koʻrmaguningizcha hech narsa kiritilmaydi.
finance-import-payouts-payme = Payme reyestri
finance-import-payouts-click = Click reyestri
finance-import-payouts-uzum = Uzum reyestri
finance-import-payouts-card = Terminal reyestri
finance-register-reference = Tizimdagi raqam
finance-register-day = Kun
finance-register-amount = Summa
finance-register-fee = Tizim haqi
finance-register-kind = Toʻlov yoki qaytarish
finance-error-register-reference = Toʻlov tizimining raqami yoʻq yoki 64 belgidan uzun.
finance-error-register-day = “{ $value }” kun emas.
finance-error-register-sum = “{ $value }” summa emas.
finance-error-register-fee = Tizim haqi “{ $value }” summadan koʻp.
finance-error-payout-branches = Reyestrda barcha filiallarning toʻlovlari bor. Hammasida ishlaydigan xodimga murojaat qiling.
finance-error-payout-changed = Roʻyxat shu orada oʻzgardi. Yana bir bor qarab, qayta kiriting.
finance-error-payout-nothing = Raqam boʻyicha hech narsa mos kelmadi. Summa va kun boʻyicha mos kelganlar bilan kiriting.
finance-error-payout-more = Bizning yozuvlarda toʻlov tizimida bundan kam: bir qismi qoʻlda kiritilgan.

## Oldindan toʻlov (R-B9)

finance-tender-deposit = Oldindan toʻlov
finance-account-deposits = Tashriflar uchun oldindan toʻlovlar
finance-account-income-fee = Kech bekor qilish va kelmaslik uchun toʻlovlar
finance-entry-deposit = Oldindan toʻlov
finance-entry-deposit-back = Oldindan toʻlov qaytarildi
finance-entry-deposit-fee = Ushlab qolingan toʻlov
finance-deposit = Oldindan toʻlov
finance-deposit-take = Oldindan toʻlov olish
finance-deposit-visit = Tashrif № { $number }
finance-deposit-sum = Oldindan toʻlov summasi
finance-deposit-split = Turli usulda
finance-deposit-held = Toʻlangan
finance-deposit-kept = Ushlab qolindi
finance-deposit-billed = Mijoz bundan tashqari qarzdor
finance-deposit-back = Qaytariladi
finance-deposit-return = Qaytarish
finance-deposit-return-sum = { $sum } qaytarish
finance-client-money = Toʻlab qoʻyilgan pul
finance-advance-take = Avans olish
finance-advance-return = Avansni qaytarish
finance-advance-held = Ishlatilmagan avans
finance-toast-advance = Avans olindi: { $sum } soʻm
finance-error-advance-online = Payme va Click oʻz pulini oʻzi xabar qiladi. Avans naqd, karta yoki oʻtkazma bilan olinadi.
finance-toast-deposit = Oldindan toʻlov olindi: { $sum } soʻm
finance-toast-deposit-back = Qaytarildi: { $sum } soʻm
finance-error-deposit-over = Oldindan toʻlov hali oldinda turgan tashrif uchun olinadi.
finance-error-deposit-much = Tashrif narxidan koʻp: eng koʻpi { $sum } soʻm.
finance-error-deposit-online = Payme va Click orqali mijozning oʻzi toʻlaydi: «Mijoz uchun havola»ni bosing. Kassada — naqd, karta yoki oʻtkazma bilan.
finance-error-deposit-nothing = Bu yerda qaytariladigan pul yoʻq.
finance-error-deposit-changed = Oldindan toʻlov oʻzgarib qoldi. Yana bir qarab, qayta bosing.
finance-setting-collect-excess = Oldindan toʻlov yetmagan qismini hisoblash
finance-setting-collect-excess-hint = Kech bekor qilish yoki kelmaslik toʻlovi oldindan toʻlovdan koʻp boʻlsa, qolgani mijozning qarzi boʻladi.
finance-setting-abandon = Toʻlanmagan onlayn chek necha soatdan keyin bekor qilinadi
finance-setting-abandon-hint = U ushlab turgan tovarlar, sertifikatlar, ballar va tashrif yana boʻsh boʻladi. Payme toʻlovni 12 soat kutadi, shuning uchun muddat bundan uzun.
finance-fee-late = Kech bekor qilish
finance-fee-moved = Kech koʻchirish
finance-fee-no-show = Kelmaslik

## Kelmaganlar qanchaga tushadi (B3)

finance-losses-title = Yoʻqotishlar
finance-losses-note = Kelmaslik va kech bekor qilish qanchaga tushdi: yoʻqotilgan tashriflar, ushlab qolingan toʻlov va shu vaqtda baribir sotilgani ayirilgan.
finance-losses-master = Usta
finance-losses-no-shows = Kelmaganlar
finance-losses-late = Kech bekor qilinganlar
finance-losses-lost = Yoʻqotildi
finance-losses-fees = Ushlab qolindi
finance-losses-refilled = Qayta sotildi
finance-losses-net = Sof zarar
finance-losses-empty = Bu oyda kelmaganlar va kech bekor qilinganlar yoʻq
finance-day-old = Kun toʻgʻri, oʻtgan kunga yozilsin
finance-error-day-old = Bu bir oydan koʻproq oldin. Oʻtgan hisobotlar oʻzgaradi. Kunni tekshirib, pastda toʻgʻri ekanini belgilang.
finance-shift-short = Kamomad
finance-shift-over = Ortiqcha
finance-shift-short-by = Kamomad { $sum }: kassada boʻlishi kerak boʻlganidan kam.
finance-shift-over-by = Ortiqcha { $sum }: kassada boʻlishi kerak boʻlganidan koʻp.
finance-report-fixed = oyda bir marta
finance-report-over = rejadan { $percent }% ortiq
finance-journal-automatic = Avtomatik
finance-refund-do-sum = { $sum } qaytarish
finance-refund-ask-sum = { $sum } qaytarilsinmi? { $ways }
finance-refund-total = Qaytariladi
finance-refund-choose = Qancha qaytarilishini koʻrsating.
finance-refund-wrong = { $name }: 0 dan { $left } gacha butun son yozing.
finance-month-01 = yanvar { $year }
finance-month-02 = fevral { $year }
finance-month-03 = mart { $year }
finance-month-04 = aprel { $year }
finance-month-05 = may { $year }
finance-month-06 = iyun { $year }
finance-month-07 = iyul { $year }
finance-month-08 = avgust { $year }
finance-month-09 = sentabr { $year }
finance-month-10 = oktabr { $year }
finance-month-11 = noyabr { $year }
finance-month-12 = dekabr { $year }

finance-deposit-ask = Mijoz uchun havola
finance-deposit-asked = Soʻralgan
finance-deposit-link = Mijoz shu havola orqali toʻlaydi
finance-deposit-link-copy = Havolani nusxalash
finance-deposit-link-open = Ochish
finance-deposit-link-until = { $when } gacha
finance-deposit-link-late = Muddati oʻtdi: { $when }
finance-deposit-link-again = Yana soʻrash
finance-toast-deposit-asked = Havola tayyor: nusxa olib, mijozga yuboring
finance-error-deposit-no-provider = Toʻlov tizimi yoqilmagan: avval Payme yoki Clickni yoqib, kalitini kiriting.
finance-error-deposit-begun = Tashrif boshlanyapti: pulni kassada oling.
finance-error-link-gone = Bunday havola yoʻq.
finance-setting-deposit-hours = Havola orqali oldindan toʻlash uchun necha soat beriladi
finance-setting-deposit-hours-hint = Havola yaratilgan paytdan hisoblanadi, lekin tashrif boshlanishidan keyinga oʻtmaydi.
finance-pay-title = Tashrif uchun oldindan toʻlov
finance-pay-when = Qachon
finance-pay-where = Qayerda
finance-pay-visit = Sizning tashrifingiz
finance-pay-total = Tashrif narxi
finance-pay-asked = Oldindan toʻlov
finance-pay-held = Toʻlangan
finance-pay-owed = Hozir toʻlanadi
finance-pay-until = { $when } gacha toʻlang
finance-pay-by = { $name } orqali toʻlash
finance-pay-part = Bu narxning bir qismi: qolganini salonda toʻlaysiz.
finance-pay-check = Toʻladim, tekshirish
finance-pay-done = Rahmat, oldindan toʻlov qabul qilindi
finance-pay-done-hint = Sizni kutamiz. Oldindan toʻlov — tashrif narxining bir qismi.
finance-pay-late = Bu havola orqali toʻlash muddati oʻtdi
finance-pay-late-hint = Salonga qoʻngʻiroq qiling yoki yozing: havolani qayta yuborishadi.
finance-pay-over = Bu tashrif uchun endi hech narsa toʻlanmaydi
finance-pay-over-hint = U bekor qilingan yoki boshlangan. Savolingiz boʻlsa, salondan soʻrang.
finance-pay-no-way = Salon hozir telefondan toʻlovni qabul qilmayapti. Iltimos, qoʻngʻiroq qiling.
finance-deposits-title = Depozitlar va avanslar
finance-deposits-back = Qaytariladiganlar
finance-deposits-held = Boʻladigan tashriflar uchun
finance-deposits-advance = Avanslar
finance-deposits-back-note = Ular endi hech narsaga kerak emas: bir bosish har birini qanday kelgan boʻlsa, shunday qaytaradi.
finance-deposits-held-note = Hali boʻladigan tashrif uchun toʻlangan. Uning chekiga oʻtadi.
finance-deposits-advance-note = Mijozlar aniq tashrifsiz toʻlagan va hali ishlatmagan pul.
finance-deposits-back-empty = Qaytariladigan narsa yoʻq
finance-deposits-held-empty = Boʻladigan tashriflar uchun depozit yoʻq
finance-deposits-advance-empty = Avanslar yoʻq
finance-deposits-sum = Turibdi
finance-list-part = Bu sahifada { $count } tadan { $shown } tasi. Faylda barchasi bor.
finance-list-next = Keyingilari
finance-suppliers = Yetkazib beruvchilar
finance-suppliers-note = Mahsulot uchun qancha qarzmiz. Toʻlov eng eskisiga oʻtadi; muddat — { $days } kun (sozlamada).
finance-suppliers-empty = Hech kimga qarz yoʻq
finance-suppliers-empty-hint = Yetkazib beruvchisi koʻrsatilgan kirim toʻlanguncha shu yerda turadi.
finance-supplier-owed = Qarz
finance-supplier-overdue = Muddati oʻtgan
finance-supplier-since = Qachondan toʻlanmagan
finance-supplier-due = Muddat
finance-supplier-days = Yoshi, kun
finance-supplier-age = { $days } kun
finance-supplier-pay = Toʻlash
finance-supplier-none = Yetkazib beruvchisiz kirimlar
finance-supplier-gone = Nomaʼlum yetkazib beruvchi
finance-setting-supplier-days = Yetkazib beruvchiga toʻlash muddati, kun
finance-setting-supplier-days-hint = Shuncha kunda toʻlanmagan mahsulot muddati oʻtgan hisoblanadi.

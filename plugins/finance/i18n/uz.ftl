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
finance-item = Qoʻshish
finance-item-choose = Tovar, xizmat yoki sertifikat
finance-item-price = Summa
finance-item-quantity = Soni
finance-item-more = Yana qoʻshish
finance-goods-products = Tovarlar
finance-goods-offers = Sertifikat va abonementlar
finance-goods-services = Xizmatlar
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
finance-toast-paid-silent = Qabul qilindi: { $sum } soʻm. Bir modul keyinroq yakunlaydi.

## Bills

finance-bill = Chek
finance-bills = Cheklar
finance-bill-number = Chek № { $number }
finance-bill-find = Chek raqami
finance-bills-empty = Bu kunlarda cheklar yoʻq
finance-bills-empty-hint = Toʻlov qabul qilinganda chek shu yerda paydo boʻladi.
finance-filter-all = Hammasi
finance-filter-open = Toʻlanmagan
finance-filter-debt = Qarzlar
finance-when = Vaqti
finance-from = Dan
finance-to = Gacha
finance-show = Koʻrsatish
finance-visit = Tashrif
finance-receipt = Chek
finance-rounding = Yaxlitlash
finance-repay-title = Toʻlovni qabul qilish
finance-repay = Qabul qilish
finance-toast-repaid = Toʻlov qabul qilindi
finance-void = Bekor qilish
finance-void-ask = Chek bekor qilinsinmi? Hech narsa toʻlanmagan.
finance-toast-void = Chek bekor qilindi
finance-refund = Qaytarish
finance-refunded = Qaytarildi
finance-refund-title = { $number }-chek boʻyicha qaytarish
finance-refund-hint = Pul qanday toʻlangan boʻlsa, shunday qaytadi: sertifikat sertifikatga, ballar ballarga, naqd naqdga.
finance-refund-lines = Nimani qaytaramiz
finance-refund-quantity = Soni (bor: { $left })
finance-refund-reason = Sababi
finance-refund-uncomplete = Tashrif boʻlmagan: yakunlanganini bekor qilish
finance-refund-do = Qaytarish
finance-refund-ask = Pul qaytarilsinmi?
finance-toast-refunded = Qaytarildi: { $sum } soʻm
finance-thanks = Tashrifingiz uchun rahmat!
finance-print = Chop etish

## Errors

finance-error-no-branch = Bunday filial yoʻq.
finance-error-not-your-branch = Bu filial sizning huquqingizga kirmaydi.
finance-error-desk = Bu filialda bunday kassa yoʻq.
finance-error-no-shift = Avval kassada smenani oching.
finance-error-shift-open = Bu kassada smena allaqachon ochiq.
finance-error-bill-gone = Bunday chek yoʻq.
finance-error-visit-gone = Bunday yozuv yoʻq.
finance-error-visit-paid = Bu tashrif toʻlangan.
finance-error-visit-over = Bekor qilingan tashrif toʻlanmaydi.
finance-error-visit-ahead = Tashrif kuni hali kelmagan. Avans qabul qilish mumkin.
finance-error-empty = Chekda hali hech narsa yoʻq.
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
finance-error-refund-cash = Kassada buncha naqd yoʻq.
finance-error-void-paid = Toʻlangan chek bekor qilinmaydi, qaytariladi.
finance-bills-count = { $count } ta chek

# Fiskal cheklar.

## Module

fiscal-name = Fiskal cheklar
fiscal-purpose = Har bir sotuv va qaytarish uchun QR kodli chek, Click orqali soliq qoʻmitasiga.
fiscal-permission-read = Fiskal cheklarni koʻrish
fiscal-permission-print = Chekdagi fiskal QR kodni koʻrish va chop etish
fiscal-permission-send = Chekni qayta yuborish
fiscal-permission-code = Soliq kodlarini oʻzgartirish
fiscal-nav-receipts = Fiskal cheklar
fiscal-egress = Clickʼga: nima, qancha va nima bilan toʻlab sotilgani — fiskal chek uchun
fiscal-setting-sends = Fiskal chek yuborish
fiscal-setting-sends-hint = Shu paytdan har bir toʻlangan chek fiskal chek oladi. Avvalgi sotuvlar oʻzgarmaydi.
fiscal-setting-service = Click: service_id
fiscal-setting-service-hint = Click kabinetidagi raqam.
fiscal-setting-user = Click: merchant_user_id
fiscal-setting-secret = Click: SECRET_KEY
fiscal-setting-tin = Salonning STIR yoki JSHSHIR raqami
fiscal-setting-tin-hint = Kompaniyada 9 ta, tadbirkorda 14 ta raqam.
fiscal-setting-tin-message = STIR 9 ta, JSHSHIR 14 ta raqamdan iborat. Raqamni tekshiring.
fiscal-setting-number-message = Faqat raqamlar, boʻsh joysiz.

## List

fiscal-list-title = Fiskal cheklar
fiscal-list-note = { $count ->
    [0] Hamma chek berilgan
   *[other] { $count } tasi hali berilmagan
}
fiscal-bill = Chek
fiscal-number = Fiskal chek raqami
fiscal-kind = Turi
fiscal-sum = Summa
fiscal-state = Holati
fiscal-asked = Navbatda
fiscal-done = Berilgan
fiscal-link = Havola
fiscal-from = Dan
fiscal-to = Gacha
fiscal-show = Koʻrsatish
fiscal-filter-all = Hammasi
fiscal-filter-waiting = Berilmagan
fiscal-kind-sale = Sotuv
fiscal-kind-return = Qaytarish
fiscal-kind-service = Xizmat
fiscal-kind-product = Tovar
fiscal-kind-certificate = Sovgʻa sertifikati
fiscal-kind-membership = Abonement
fiscal-sale-advance = Avans
fiscal-return-advance = Avans qaytarildi
fiscal-sale-fee = Ushlab qolindi
fiscal-return-fee = Ushlab qolish bekor qilindi
fiscal-sale-payment = Qarz toʻlovi
fiscal-return-payment = Qarz toʻlovi qaytarildi
fiscal-visit = Tashrif № { $number }
fiscal-kind-deposit = Oldindan toʻlov
fiscal-kind-fee = Bekor qilish toʻlovi
fiscal-of-what = Nima uchun
fiscal-list-older = Oldingilari
fiscal-kind-other = Boshqa
fiscal-state-queued = Navbatda
fiscal-state-accepted = Qabul qilindi
fiscal-state-refused = Rad etildi
fiscal-state-done = Berildi
fiscal-state-void = Kerak emas
fiscal-problem-settings = Sozlamalar toʻliq emas: service_id, merchant_user_id, SECRET_KEY, STIR.
fiscal-problem-code = Soliq kodi yoʻq:
fiscal-problem-original = Sotuv cheki berilishini kutmoqda.
fiscal-problem-silent = Click javob bermayapti.
fiscal-problem-refused = Click rad etdi:
fiscal-send = Qayta yuborish
fiscal-copy = Havolani nusxalash
fiscal-late = { $count } ta chek bir soatdan beri berilmagan
fiscal-late-hint = Cheksiz sotuv uchun jarima bor. Roʻyxatdan sababini koʻring, tuzating va «Qayta yuborish»ni bosing.
fiscal-off = Cheklar yuborilmayapti
fiscal-off-hint = Modul sozlamalarini toʻldiring va «Fiskal chek yuborish»ni yoqing.
fiscal-to-settings = Sozlamalarni ochish
fiscal-missing = Cheklar ketmaydi: toʻldirilmagan yoki xato yozilgan.
fiscal-empty = Bu kunlarda fiskal chek yoʻq
fiscal-empty-hint = Toʻlangan chekning fiskal cheki shu yerga oʻzi keladi.
fiscal-toast-sent = Qayta yuborildi
fiscal-error-receipt-gone = Bunday chek yoʻq
fiscal-error-done = Bu chek allaqachon berilgan

## On a bill

fiscal-panel-title = Fiskal chek
fiscal-paper-later = Fiskal chek rasmiylashtirilmoqda; bir daqiqadan keyin chop etishni soʻrang.
fiscal-paper-stuck = Fiskal chek hali tayyor emas; keyinroq administratordan soʻrang.

## Dashboard

fiscal-widget-title = Fiskal cheklar
fiscal-widget-done = bugun berildi
fiscal-widget-all = Hech narsa kutmayapti
fiscal-widget-waiting = { $count } tasi yoʻlda
fiscal-widget-late = { $count } tasi bir soatdan beri berilmagan, { $since } dan

## Codes

fiscal-codes = Soliq kodlari
fiscal-codes-note = MXIK — tasnif.soliq.uz dan; oʻz kodi yoʻq narsa turining kodini oladi
fiscal-codes-missing = Umumiy kodi yoʻq
fiscal-codes-empty = Hali kod yoʻq
fiscal-codes-empty-hint = Hamma xizmatlar kodidan boshlang.
fiscal-all-service = Hamma xizmatlar
fiscal-all-product = Hamma tovarlar
fiscal-all-certificate = Sovgʻa sertifikatlari
fiscal-all-membership = Abonementlar
fiscal-all-deposit = Oldindan toʻlovlar (kodsiz — xizmatlardek)
fiscal-all-fee = Bekor qilish toʻlovlari (kodsiz — xizmatlardek)
fiscal-code-new = Kod kiritish
fiscal-code-what = Nima uchun
fiscal-code-spic = MXIK
fiscal-code-spic-hint = 17 ta raqam
fiscal-code-package = Qadoq kodi
fiscal-code-vat = QQS
fiscal-code-save = Saqlash
fiscal-code-delete = Olib tashlash
fiscal-code-delete-ask = Bu kod olib tashlansinmi?
fiscal-toast-code = Kod saqlandi
fiscal-toast-code-gone = Kod olib tashlandi
fiscal-error-what = Kod nima uchunligini tanlang
fiscal-error-spic = MXIKda 17 ta raqam bor
fiscal-error-package = Qadoq kodida faqat raqamlar boʻladi

# Jadval va yozuvlar matnlari.

## Module

booking-name = Jadval
booking-purpose = Ustalar jadvali, yozuvlar, boʻsh vaqt va tashriflar holati.
booking-contract-appointment = Yozuvlarni koʻradi: kim, qachon, qaysi xizmat va narxi
booking-permission-read = Jadval va yozuvlarni koʻrish
booking-permission-write = Yozish, koʻchirish va bekor qilish
booking-permission-serve = Tashrif holatini belgilash
booking-permission-bypass = Smenadan tashqari, oʻtgan vaqtga, mijozni bir vaqtda ikki marta yozish va oldindan toʻlovsiz uchinchi marta koʻchirish
booking-permission-import = Tashriflar tarixini yuklash
booking-action-new = Yangi yozuv
booking-setting-slot-mode = Qaysi vaqtlar taklif qilinadi
booking-setting-slot-mode-grid = Har qadamda
booking-setting-slot-mode-dynamic = Har qadamda va yozuvdan keyin darhol
booking-setting-slot-mode-optimal = Faqat boʻsh oraliq qoldirmaydigan
booking-setting-slot-step = Vaqt qadami, daqiqa
booking-setting-notice = Onlayn yozilish: kamida necha daqiqa oldin
booking-setting-horizon = Onlayn yozilish: koʻpi bilan necha kun oldin
booking-setting-hold = Tanlangan vaqt necha daqiqa ushlab turiladi
booking-setting-buffer = Yakuniy tanaffus smenadan keyin ham boʻlishi mumkin
booking-setting-no-show = Kelmaganlarni vaqt tugagach oʻzi belgilash
booking-setting-cancel-policy = Kech bekor qilish va kelmaslik uchun toʻlov
booking-setting-cancel-policy-hint = Yozuv qaysi qoidalar bilan qilingan boʻlsa, shular saqlanadi. Salon bekor qilsa, mijoz hech narsa toʻlamaydi.
booking-setting-cancel-policy-none = Yoʻq
booking-setting-cancel-policy-flexible = Erkin: kech bekor qilish 0%, kelmaslik 10%
booking-setting-cancel-policy-fair = Yumshoq: kech bekor qilish 10%, kelmaslik 30%
booking-setting-cancel-policy-moderate = Oʻrtacha: kech bekor qilish 30%, kelmaslik 50%
booking-setting-cancel-policy-strict = Qatʼiy: kech bekor qilish 50%, kelmaslik 100%
booking-setting-cancel-policy-own = Oʻz foizlari
booking-setting-late-percent = Oʻz foizi: kech bekor qilish, narxdan %
booking-setting-no-show-percent = Oʻz foizi: kelmaslik, narxdan %
booking-setting-free-hours = Tashrifdan necha soat oldingacha bekor qilish bepul
booking-setting-deposit = Yozilishda oldindan toʻlov, narxdan %
booking-setting-deposit-hint = 0 — kerak emas. Uni moliya moduli yozuvning oʻzida oladi.

## Schedule

booking-day-previous = Oldingi kun
booking-day-next = Keyingi kun
booking-week-previous = Oldingi hafta
booking-week-next = Keyingi hafta
booking-today = Bugun
booking-view = Koʻrinish
booking-view-day = Kun
booking-view-week = Hafta
booking-view-list = Roʻyxat
booking-branch = Filial
booking-masters = Ustalar
booking-all-masters = Hamma ustalar
booking-hour = soat
booking-day-label = { $day } jadvali
booking-load = bandlik { $percent }%
booking-lane-label = { $name }, { $title }, bandlik { $percent }%
booking-free-label = Boʻsh: { $start }–{ $end }. Yozish
booking-kpi-load = bandlik
booking-kpi-free = boʻsh oyna
booking-kpi-of = bajarildi, { $sum } dan
booking-visits = { $count } ta yozuv
booking-windows = { $count } ta oyna
booking-new = Yangi yozuv
booking-busy = Band
booking-no-name = Mijoz
booking-no-name-hint = Bu yozuvda mijoz koʻrsatilmagan.
booking-late = kechikmoqda
booking-off-before = { $until } dan
booking-off-after = { $since } gacha
booking-off-off = Dam olish
booking-off-break = Tanaffus
booking-off-time_off = Ishda emas
booking-empty-title = Bu kunga smenalar yoʻq
booking-empty-week = Bu haftaga smenalar yoʻq
booking-empty-hint = Smena qoʻshilgach, bu yerda ustalar va boʻsh vaqt paydo boʻladi.
booking-empty-shift = Smena qoʻshish

## States

booking-state-hold = Ushlab turilibdi
booking-state-pending = Yangi ariza
booking-state-booked = Kutilmoqda
booking-state-confirmed = Tasdiqlangan
booking-state-arrived = Keldi
booking-state-in_service = Xizmatda
booking-state-completed = Yakunlangan
booking-state-cancelled_early = Bekor qilingan
booking-state-cancelled_late = Kech bekor qilingan
booking-state-cancelled_by_salon = Salon bekor qilgan
booking-state-no_show = Kelmadi
booking-steps = Tashrif holati
booking-step-booked = Kutilmoqda
booking-step-confirmed = Tasdiqlandi
booking-step-arrived = Keldi
booking-step-in_service = Xizmatda
booking-step-completed = Yakun
booking-do-confirmed = Tasdiqlash
booking-do-arrived = Mijoz keldi
booking-do-in_service = Boshlash
booking-do-completed = Yakunlash

## Visit

booking-visit-title = Yozuv № { $number }
booking-visit-note = № { $number } · { $day } · { $start }–{ $end }
booking-late-title = Hali kelmadi
booking-late-text = 15 daqiqadan koʻp oʻtdi. Qoʻngʻiroq qilib koʻring.
booking-beside = Mijozning shu vaqtda boshqa yozuvi bor, { $start }–{ $end }.
booking-beside-open = Ochish
booking-client-visits = { $count } ta tashrif · oxirgisi { $day }
booking-client-first = Birinchi tashrif
booking-call = Qoʻngʻiroq qilish
booking-warning = Ehtiyot boʻling.
booking-services = Xizmatlar
booking-processing = usta { $minutes } daqiqa boʻsh
booking-duration = Davomiyligi
booking-total = Jami
booking-history = Oʻzgarishlar tarixi
booking-change-booked = Yozildi
booking-change-held = Vaqt ushlab turildi
booking-change-released = Ushlab turish tugadi
booking-change-moved = Koʻchirildi
booking-change-moved_late = Kech koʻchirildi, kech bekor qilishdek
booking-change-resized = Davomiyligi oʻzgardi
booking-change-confirmed = Tasdiqlandi
booking-change-arrived = Keldi
booking-change-in_service = Boshlandi
booking-change-completed = Yakunlandi
booking-change-no_show = Kelmadi
booking-change-late = Kechikmoqda
booking-change-cancelled = Bekor qilindi
booking-change-undone = Oʻzgarish qaytarildi
booking-move = Koʻchirish
booking-absent = Kelmadi
booking-cancel = Bekor qilish

## Booking, moving, cancelling

booking-client = Mijoz
booking-client-new = Yangi mijoz
booking-client-hint = Ismning bir qismi yoki telefonning oxirgi raqamlari
booking-client-add = Yangi mijoz qoʻshish
booking-first-name = Ism
booking-last-name = Familiya
booking-phone = Telefon
booking-service = Xizmat
booking-service-choose = Xizmatni tanlang
booking-service-more = Yana xizmat
booking-master = Usta
booking-any-master = Istalgan usta
booking-day = Sana
booking-times = Boʻsh vaqt
booking-chosen-time = Tanlangan vaqt
booking-times-hint = Xizmatni tanlang, boʻsh vaqt shu yerda chiqadi.
booking-show-times = Boʻsh vaqtni koʻrsatish
booking-no-times = Bu kuni joy yoʻq
booking-no-times-hint = Boshqa kun yoki boshqa ustani tanlang.
booking-alternatives = Eng yaqin boʻsh vaqtlar
booking-note = Izoh
booking-bypass = Baribir yozish
booking-bypass-hint = Smenadan tashqari, oʻtgan vaqtga yoki mijozning boshqa yozuvi bilan bir vaqtda; tarixda qoladi.
booking-bypass-move = Baribir koʻchirish
booking-bypass-move-hint = Smenadan tashqari, oʻtgan vaqtga, mijozning boshqa yozuvi bilan bir vaqtda yoki oldindan toʻlovsiz; tarixda qoladi.
booking-book = Yozish
booking-move-title = Tashrifni koʻchirish
booking-move-same = Oʻsha ustalar
booking-move-by = Kim soʻramoqda
booking-move-late = Kech bekor qilish hisoblanadi: toʻlov { $percent }% = { $fee }
booking-move-waived = Mijoz, toʻlovsiz
booking-move-waived-hint = Tarixda qoladi.
booking-move-deposit = Mijoz bu tashrifni ikki marta koʻchirgan. Yana koʻchirish uchun { $sum } oldindan toʻlov kerak.
booking-cancel-title = Yozuvni bekor qilish
booking-cancel-by = Kim bekor qilmoqda
booking-cancel-by-client = Mijoz
booking-cancel-by-salon = Salon
booking-cancel-late = Bepul bekor qilish vaqti oʻtgan: bu kech bekor qilish
booking-cancel-late-fee = Kech bekor qilish: mijozga { $fee } turadi
booking-giving-up-free = { $until } gacha bekor qilish bepul. Keyin u { $late } turadi, kelmaslik — { $absent }.
booking-giving-up-now = Hozir bekor qilish { $late } turadi, kelmaslik — { $absent }.
booking-cancel-reason = Sababi
booking-cancel-safe = Vaqt darhol boʻshaydi. Bekor qilishni qaytarish mumkin.
booking-cancel-do = Yozuvni bekor qilish

## Notices

booking-toast-booked = Soat { $time } ga yozildi
booking-toast-moved = Soat { $time } ga koʻchirildi
booking-toast-moved-late = Soat { $time } ga koʻchirildi. Kech koʻchirish uchun toʻlov: { $fee }
booking-toast-resized = Endi soat { $end } gacha
booking-toast-state = { $state ->
        [booked] Kutilmoqda
        [confirmed] Yozuv tasdiqlandi
        [arrived] Mijoz keldi
        [in_service] Tashrif boshlandi
        [completed] Tashrif yakunlandi
       *[other] Kelmagan deb belgilandi
    }
booking-toast-cancelled = Yozuv bekor qilindi
booking-toast-undone = Qaytarildi
booking-toast-free = Boʻsh: { $times }
booking-toast-failed = Saqlanmadi. Yozuv oʻz joyiga qaytdi.

## Refusals

booking-error-taken = Bu vaqt band.
booking-error-client-busy = Mijozning { $start }–{ $end } da boshqa yozuvi bor.
booking-error-hours = Usta bu vaqtda ishlamaydi.
booking-error-past = Bu vaqt oʻtib ketgan.
booking-error-horizon = { $days } kundan uzoqqa yozib boʻlmaydi.
booking-error-minute = Vaqt butun daqiqada boʻlsin.
booking-error-day = Bunday sana yoʻq.
booking-error-length = Davomiyligi 5 daqiqadan 12 soatgacha boʻlsin.
booking-error-services = Kamida bitta xizmatni tanlang.
booking-error-service = Bunday xizmat yoʻq.
booking-error-staff = Bunday usta yoʻq.
booking-error-staff-count = Ustalar soni xizmatlar soniga mos emas.
booking-error-skill = Usta bu xizmatni bajarmaydi.
booking-error-client = Bunday mijoz yoʻq.
booking-error-choose-client = Mijozni roʻyxatdan tanlang. Yangi boʻlsa, ismi yoki telefonini yozing.
booking-error-name = Ismni yozing.
booking-error-id = Identifikator notoʻgʻri.
booking-error-gone = Bunday yozuv yoʻq.
booking-error-no-branch = Bunday filial yoʻq.
booking-error-not-yours = Bu yozuv sizga tegishli emas.
booking-error-not-movable = Tugagan tashrifni koʻchirib boʻlmaydi.
booking-error-move-ask = Kim soʻrayotganini ayting: mijoz uchun bu koʻchirish bepul emas.
booking-error-move-fee = Bepul vaqt tugadi: endi koʻchirish { $fee } turadi.
booking-error-deposit = Uchinchi koʻchirish uchun { $sum } oldindan toʻlov kerak. Avval uni tashrifda qabul qiling.
booking-error-not-cancellable = Bu tashrifni bekor qilib boʻlmaydi.
booking-error-state = Bu holatga oʻtib boʻlmaydi.
booking-error-too-early = Tashrif kuni hali kelmagan.
booking-error-undo = Yozuv allaqachon oʻzgargan, qaytarib boʻlmaydi.

## List

booking-list-title = Kun yozuvlari
booking-list-cancelled = Bekor qilinganlar
booking-list-empty = Bu kunga yozuvlar yoʻq
booking-list-empty-hint = Yangi yozuvlar vaqt boʻyicha shu yerda turadi.
booking-col-time = Vaqt
booking-col-state = Holat

## Widgets and panels

booking-widget-load = Bugungi bandlik
booking-widget-next = Keyingi mijozlar
booking-widget-free = Boʻsh oynalar
booking-widget-open = Jadvalni ochish
booking-widget-more = yana { $count } ta usta
booking-widget-late = { $count } mijoz kechikmoqda
booking-widget-none = Bugun boshqa yozuv yoʻq
booking-widget-done = Yakunlangan tashriflar: { $count }
booking-widget-full = Bugun boʻsh oyna yoʻq
booking-until = { $time } gacha
booking-panel-title = Tashriflar
booking-panel-next = Keyingi: { $day }, { $time }.
booking-panel-none = Tashriflar hali yoʻq

## Import and demo

booking-import-visits = Tashriflar tarixi
booking-import-date = Sana
booking-import-time = Vaqt
booking-import-staff = Usta
booking-import-service = Xizmat
booking-import-phone = Mijoz telefoni
booking-import-status = Holat
booking-import-paid = Toʻlandi
booking-import-method = Toʻlov usuli
booking-import-source = Manba
booking-import-error-date = Sana tushunarsiz: { $value }
booking-import-error-time = Vaqt tushunarsiz: { $value }
booking-import-error-staff = Bunday usta topilmadi: { $value }
booking-import-error-service = Bunday xizmat topilmadi: { $value }
booking-import-error-status = Holat tushunarsiz: { $value }
booking-import-error-paid = Summa tushunarsiz: { $value }
booking-import-error-phone = Telefon notoʻgʻri: { $value }
booking-import-error-missing = Katak boʻsh
booking-demo-note-1 = Derazaga yaqin oʻtirishni yoqtiradi
booking-demo-note-2 = Bolasi bilan keladi
booking-demo-note-3 = Kelgusi safar rangni yangilash
booking-demo-progress = Yozuvlar: { $done } / { $all }

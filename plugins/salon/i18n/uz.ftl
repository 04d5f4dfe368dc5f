# Salonning matnlari.

## Module

salon-name = Salon
salon-purpose = Filiallar, xizmatlar narxlari bilan, jamoa va ish jadvali.
salon-contract-branch = Filiallarni, ularning manzili va vaqt mintaqasini koʻradi
salon-contract-service = Xizmatlar va narxlarni koʻradi
salon-contract-staff = Xodimlarning ismi, lavozimi va qaysi xizmatlarni bajarishini koʻradi (telefonlarsiz)
salon-contract-shift = Smenalar, tanaffuslar, taʼtil va bayramlarni koʻradi
salon-permission-branch-read = Filiallarni koʻrish
salon-permission-branch-write = Filiallarni oʻzgartirish
salon-permission-service-read = Xizmatlar va narxlarni koʻrish
salon-permission-service-write = Xizmatlar va narxlarni oʻzgartirish
salon-permission-staff-read = Jamoani koʻrish
salon-permission-staff-write = Xodimlarni qoʻshish va oʻzgartirish
salon-permission-phone = Xodimlarning telefonlarini koʻrish
salon-permission-shift-read = Ish jadvalini koʻrish
salon-permission-shift-write = Ish jadvalini tuzish
salon-nav-shifts = Smenalar
salon-nav-services = Xizmatlar
salon-nav-staff = Jamoa
salon-nav-branches = Filiallar
salon-action-new-service = Yangi xizmat
salon-action-new-staff = Yangi xodim
salon-setting-weeks-ahead = Smenalarni necha hafta oldin rejalash

## Common

salon-save = Saqlash
salon-add = Qoʻshish
salon-cancel = Bekor qilish
salon-edit = Oʻzgartirish
salon-archive = Arxivga
salon-restore = Arxivdan qaytarish
salon-remove = Oʻchirish
salon-more = Yana
salon-in-use = Ishlatilmoqda
salon-archived = Arxiv
salon-import = Import

## Services

salon-service-title = Xizmatlar
salon-service-count = { $count } ta xizmat
salon-service-new = Yangi xizmat
salon-category-new = Yangi toifa
salon-service-name = Xizmat
salon-service-duration = Davomiyligi
salon-service-price = Narxi
salon-service-masters = Ustalar
salon-service-online = Onlayn
salon-service-online-yes = Mijozlar oʻzi yoziladi
salon-service-online-no = Faqat administrator
salon-service-no-masters = Usta yoʻq
salon-service-buffer-note = tozalash { $minutes } daq.
salon-service-processing-note = shundan { $minutes } daq. usta boʻsh
salon-service-empty-title = Xizmatlar shu yerda boʻladi
salon-service-empty-hint = Toifa va xizmatlarni qoʻshing yoki narxlar roʻyxatini fayldan yuklang.
salon-service-archive-empty = Arxivda xizmat yoʻq
salon-service-form-names = Nomi
salon-service-form-names-hint = Mijoz oʻz tilidagisini koʻradi. Boʻsh qolgani toʻldirilganidan olinadi.
salon-name-uz = Oʻzbekcha
salon-name-ru = Ruscha
salon-name-en = Inglizcha
salon-service-form-category = Toifa
salon-service-form-category-none = Avval toifa qoʻshing
salon-service-form-time = Vaqt
salon-service-form-time-hint = Boʻyoq taʼsir qilayotganda usta boʻsh: shu oraliqqa boshqa mijozni yozish mumkin.
salon-service-form-active = Ish
salon-service-form-processing = Kutish (usta boʻsh)
salon-service-form-finish = Yakunlash
salon-service-form-buffer-before = Tayyorgarlik
salon-service-form-buffer-after = Keyin tozalash
salon-service-form-money = Narx va yozilish
salon-service-form-price = Narxi
salon-service-form-online = Mijozlar onlayn yozila oladi
salon-minutes = daq.
salon-category-edit-title = Toifa

## Team

salon-staff-title = Jamoa
salon-staff-count = { $count } kishi
salon-staff-new = Yangi xodim
salon-staff-name = Ism
salon-staff-branch = Filial
salon-staff-skills = Xizmatlar
salon-staff-skills-count = { $count } ta xizmat
salon-staff-grade = Daraja
salon-staff-empty-title = Jamoangiz shu yerda boʻladi
salon-staff-empty-hint = Xodimlarni qoʻshing yoki roʻyxatni fayldan yuklang: xizmat va smenalari oʻzi tuziladi.
salon-staff-archive-empty = Arxivda hech kim yoʻq
salon-staff-shifts = Yaqin smenalar
salon-staff-shifts-none = Keyingi ikki haftada smena yoʻq
salon-staff-pattern = Ish tartibi { $rhythm }, { $start }–{ $end }
salon-staff-pattern-none = Ish tartibi belgilanmagan
salon-staff-pattern-set = Ish tartibi
salon-staff-skills-edit = Xizmatlarini belgilash
salon-staff-skills-none = Hali birorta xizmat belgilanmagan: bu xodimga yozib boʻlmaydi.
salon-staff-own = oʻz narxi
salon-staff-phone = Telefon
salon-staff-code = Kod
salon-staff-form-new = Yangi xodim
salon-staff-form-first-name = Ism
salon-staff-form-last-name = Familiya
salon-staff-form-job = Lavozim
salon-staff-form-job-hint = Mijozlar oʻz tilida koʻradi.
salon-staff-form-grade = Daraja
salon-staff-form-grade-hint = Masalan: Top-usta. Majburiy emas.
salon-staff-form-branch = Filial
salon-staff-form-phone = Telefon
salon-staff-form-me = Bu mening kartam
salon-staff-form-me-hint = Sizning kirishingiz shu xodimga bogʻlanadi: oʻz smena va yozuvlaringizni koʻrasiz.
salon-skill-title = { $name }: xizmatlar
salon-skill-hint = Nimani bajarishini belgilang. Vaqt va narx boʻsh boʻlsa, odatdagisi olinadi.
salon-skill-usual = odatda { $duration }, { $price }
salon-skill-duration = Oʻz vaqti
salon-skill-price = Oʻz narxi
salon-pattern-title = { $name }: ish tartibi
salon-pattern-hint = Bir marta belgilang: smenalar oʻzi tuziladi va har kecha davom ettiriladi.
salon-pattern-rhythm = Tartib
salon-rhythm-2-2 = 2/2 — ikki kun ish, ikki kun dam
salon-rhythm-3-3 = 3/3 — uch kun ish, uch kun dam
salon-rhythm-5-2 = 5/2 — besh kun ish, ikki kun dam
salon-rhythm-6-1 = 6/1 — olti kun ish, bir kun dam
salon-pattern-anchor = Birinchi ish kuni
salon-pattern-weeks = Necha haftaga
salon-pattern-replace = Ertadan keyingi smenalarni qaytadan tuzish
salon-pattern-replace-hint = Belgilanmasa, faqat boʻsh kunlar toʻldiriladi.
salon-pattern-apply = Smenalarni tuzish

## Branches

salon-branch-title = Filiallar
salon-branch-new = Yangi filial
salon-branch-name = Nomi
salon-branch-address = Manzil
salon-branch-phone = Telefon
salon-branch-timezone = Vaqt mintaqasi
salon-branch-timezone-hint = Smena va yozuvlar vaqti shu mintaqada yuritiladi. Masalan: Asia/Tashkent.
salon-branch-archive-confirm = Filial arxivga olinsinmi? Tarix saqlanadi.
salon-branch-empty-title = Birinchi filialni qoʻshing
salon-branch-empty-hint = Xodimlar va smenalar filialga bogʻlanadi.
salon-room-title = Xona va oʻrindiqlar
salon-room-name = Nomi
salon-room-none = Hali qoʻshilmagan

## Shifts

salon-shift-title = Smenalar
salon-shift-week = { $from } – { $to }
salon-shift-previous = Oldingi hafta
salon-shift-next = Keyingi hafta
salon-shift-today = Bugun
salon-shift-all-branches = Barcha filiallar
salon-shift-branch = Filial
salon-shift-who = Kim
salon-shift-hours = { $hours } soat
salon-shift-people = { $count } kishi
salon-shift-add = { $name }, { $day }: smena qoʻshish
salon-shift-off = Dam olmoqda
salon-shift-copy = Haftani keyingisiga nusxalash
salon-shift-copy-confirm = Bu haftaning smenalari keyingi haftaga nusxalansinmi? Band kunlar oʻzgarmaydi.
salon-shift-time-off = Taʼtil va bayramlar
salon-shift-form-new = Yangi smena
salon-shift-form-edit = Smena
salon-shift-form-day = Kun
salon-shift-form-start = Boshlanishi
salon-shift-form-end = Tugashi
salon-shift-form-end-hint = Yarim tundan keyin ham boʻlishi mumkin.
salon-shift-form-break-start = Tanaffus
salon-shift-form-break-minutes = Tanaffus davomiyligi
salon-shift-empty-title = Hali jamoa yoʻq
salon-shift-empty-hint = Avval xodimlarni qoʻshing, keyin ularning smenalarini tuzing.
salon-time-off-title = Taʼtil va bayramlar
salon-time-off-new = Taʼtil yoki dam olish
salon-time-off-who = Kim
salon-time-off-from = Qachondan
salon-time-off-to = Qachongacha
salon-time-off-reason = Sabab
salon-time-off-none = Kelgusi taʼtil va dam olishlar yoʻq
salon-time-off-span = { $from } – { $to }
salon-holiday-title = Bayramlar
salon-holiday-day = Kun
salon-holiday-name = Nomi
salon-holiday-everywhere = Barcha filiallar
salon-holiday-none = Bayramlar kiritilmagan
salon-widget-title = Bugun ishda
salon-widget-people = kishi
salon-widget-none = Bugun smena yoʻq
salon-widget-none-hint = Smenalarni haftalik jadvalda tuzing.
salon-widget-later = { $time } dan
salon-widget-until = { $time } gacha
salon-widget-open = Jadvalni ochish

salon-steps-title = Birinchi qadamlar
salon-steps-hint = Uchta ish bajarilsa, birinchi mijozni yozish mumkin.
salon-steps-services = Narxlar roʻyxati
salon-steps-services-hint = Xizmatlarni qoʻshing yoki roʻyxatni Exceldan yuklang.
salon-steps-people = Xodimlar
salon-steps-people-hint = Mijoz qabul qiladiganlarni qoʻshing.
salon-steps-skills-hint = Kim qaysi xizmatni bajarishini belgilang.
salon-steps-shifts = Smenalar
salon-steps-shifts-hint = Ular qachon ishlashini belgilang.
salon-steps-shifts-done = Bugundan boshlab tuzilgan.

## What happened

salon-toast-added = { $name } qoʻshildi
salon-toast-saved = Saqlandi
salon-toast-archived = { $name } arxivga olindi
salon-toast-restored = { $name } arxivdan qaytarildi
salon-toast-removed = Oʻchirildi
salon-toast-shift = Smena qoʻshildi
salon-toast-skills = { $name }: xizmatlar saqlandi
salon-toast-planned = { $name }: { $count } ta smena tuzildi
salon-toast-copied = { $count } ta smena nusxalandi
salon-toast-time-off = { $name }: dam olish belgilandi

## Refusals

salon-error-gone = Bu yozuv topilmadi: ehtimol, oʻchirilgan.
salon-error-name = Nomini yozing.
salon-error-name-long = Nomi juda uzun.
salon-error-timezone = Bunday vaqt mintaqasi yoʻq. Masalan: Asia/Tashkent.
salon-error-phone = Raqam toʻliq emas. Masalan: 90 123 45 67.
salon-error-branch-in-use = Bu filialda { $count } kishi ishlaydi. Avval ularni boshqa filialga oʻtkazing.
salon-error-job = Lavozimni yozing.
salon-error-account-taken = Sizning kirishingiz boshqa kartaga bogʻlangan.
salon-error-finish = Kutishdan keyin yakunlash vaqti kerak.
salon-error-service-long = Xizmat 12 soatdan uzun boʻla olmaydi.
salon-error-rhythm = Bunday tartib yoʻq: 2/2, 3/3, 5/2 yoki 6/1.
salon-error-time = Vaqtni 09:00 koʻrinishida yozing.
salon-error-shift-long = Smena 16 soatdan uzun.
salon-error-shift-overlap = Bu odamning { $day } kuni boshqa smenasi bor, vaqtlari ustma-ust tushadi.
salon-error-break-outside = Tanaffus smena ichida boʻlishi kerak.
salon-error-days-order = Oxirgi kun birinchisidan oldin.
salon-error-days-many = Bir yildan uzun muddatni boʻlib kiriting.
salon-error-time-off-overlap = Bu kunlarga dam olish allaqachon belgilangan.
salon-error-minutes = Davomiylik 5 daqiqadan 12 soatgacha boʻlishi kerak.
salon-error-price = Narxni raqam bilan yozing.
salon-error-category = Toifa koʻrsatilmagan.
salon-error-branch = Filial koʻrsatilmagan.

## Import

salon-import-services = Xizmatlar va narxlar
salon-import-staff = Jamoa va smenalar
salon-import-category = Toifa
salon-import-name-uz = Nomi, oʻzbekcha
salon-import-name-ru = Nomi, ruscha
salon-import-name-en = Nomi, inglizcha
salon-import-minutes = Davomiyligi, daqiqa
salon-import-price = Narxi
salon-import-code = Kod
salon-import-first-name = Ism
salon-import-last-name = Familiya
salon-import-role = Lavozim
salon-import-skill-category = Qaysi toifada ishlaydi
salon-import-branch = Filial
salon-import-pattern = Ish tartibi (2/2, 5/2, 6/1)
salon-import-phone = Telefon

## Sample data

salon-demo-done = Namuna salon: { $staff } kishi, { $services } ta xizmat
salon-demo-there = Namuna salon allaqachon bor
salon-demo-senior = Top-usta
salon-demo-vacation = Taʼtil
salon-demo-new-year = Yangi yil
salon-demo-navruz = Navroʻz

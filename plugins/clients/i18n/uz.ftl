# Mijozlar bazasining matnlari.

## Module

clients-name = Mijozlar
clients-purpose = Bitta mijozlar bazasi: kontaktlar, eslatmalar, takrorlar va Excel yoki CSVdan import.
clients-contract-client = Mijozlarning ismi, tili, tugʻilgan kuni, eslatma va ogohlantirishlarini koʻradi
clients-contract-phone = Mijozlarning telefon raqamlarini koʻradi
clients-permission-read = Mijozlarni koʻrish
clients-permission-write = Mijoz qoʻshish va oʻzgartirish
clients-permission-phone = Telefon va kontaktlarni toʻliq koʻrish
clients-permission-import = Mijozlar roʻyxatini import qilish
clients-permission-export = Mijozlar roʻyxatini faylga saqlash
clients-action-new = Yangi mijoz
clients-demo-progress = Namuna mijozlar: { $done } / { $all }

## List

clients-list-title = Mijozlar
clients-list-count = { $total } ta karta, oxirgi 30 kunda { $fresh } ta yangi
clients-list-new = Yangi mijoz
clients-list-import = Import
clients-list-search = Ismning istalgan qismi yoki telefonning oxirgi raqamlari
clients-list-segment = Kimlar
clients-segment-all = Hammasi
clients-segment-new = Yangi
clients-segment-birthdays = Yaqin tugʻilgan kunlar
clients-segment-archived = Arxiv
clients-list-duplicates = Takrorlar
clients-column-name = Ism
clients-column-phone = Telefon
clients-column-birthday = Tugʻilgan kun
clients-column-tags = Belgilar
clients-column-source = Manba
clients-column-since = Mijoz boʻlgan
clients-list-shown = { $count } ta koʻrsatilgan
clients-list-none-title = Hech kim topilmadi
clients-list-none-hint = «{ $q }» boʻyicha mijoz yoʻq. Ismning bir qismi, istalgan alifboda, yoki raqamning oxirgi uch-toʻrt raqamini yozib koʻring.
clients-list-none-add = «{ $q }» ni qoʻshish
clients-list-empty-title = Mijozlar shu yerda boʻladi
clients-list-empty-hint = Birinchi mijozni qoʻshing yoki roʻyxatni Excel va CSVdan yuklang: takrorlar oʻzi topiladi.
clients-list-segment-empty = Bu yerda hozircha hech kim yoʻq
clients-list-phones-hidden = Raqam boʻyicha qidirish uchun telefonlarni koʻrish huquqi kerak. Ism boʻyicha qidiring.

## Card

clients-card-since = { $day }dan beri mijoz
clients-card-age = { $age } yosh
clients-card-birthday-today = Bugun tugʻilgan kuni! Tabriklashni unutmang.
clients-card-archived = { $day }dan beri arxivda. Tarix saqlangan.
clients-card-restore = Arxivdan qaytarish
clients-card-book = Yozish
clients-card-call = Qoʻngʻiroq qilish
clients-card-write = Xat yozish
clients-card-edit = Oʻzgartirish
clients-card-archive = Arxivga
clients-card-more = Yana
clients-card-facts = Maʼlumot
clients-card-phone = Telefon
clients-card-phone-shared = { $phone } (umumiy)
clients-card-email = Email
clients-card-telegram = Telegram
clients-card-instagram = Instagram
clients-card-language = Til
clients-card-birthday = Tugʻilgan kun
clients-card-source = Manba
clients-card-patronymic = Otasining ismi
clients-card-note = Izoh
clients-card-warning = Diqqat!
clients-card-notes = Eslatmalar
clients-card-notes-empty = Hali eslatma yoʻq
clients-card-notes-hint = Nimani yoqtirishi, nimadan ehtiyot boʻlish kerakligi — keyingi safar hammaga asqatadi.
clients-card-note-add = Eslatma qoʻshish
clients-card-note-new = Yangi eslatma
clients-card-note-delete = Eslatmani oʻchirish
clients-card-note-delete-confirm = Bu eslatma oʻchirilsinmi?
clients-language-uz = Oʻzbekcha
clients-language-ru = Ruscha
clients-language-en = Inglizcha
clients-gender-female = Ayol
clients-gender-male = Erkak

## Form

clients-form-new-title = Yangi mijoz
clients-form-edit-title = { $name }: oʻzgartirish
clients-form-who = Kim
clients-form-contacts = Kontaktlar
clients-form-contacts-hidden = Telefon va kontaktlarni koʻrish huquqi boʻlmagani uchun ular bu yerda oʻzgarmaydi.
clients-form-work = Ish uchun muhim
clients-form-first-name = Ism
clients-form-last-name = Familiya
clients-form-phone = Telefon
clients-form-phone-hint = Qanday yozsangiz ham tushunamiz: 90 123 45 67, 8 (90) 123-45-67, +998…
clients-form-other-phones = Boshqa raqamlar
clients-form-other-phones-hint = Bir nechta boʻlsa, vergul bilan ajrating.
clients-form-birth-date = Tugʻilgan sana
clients-form-gender = Jins
clients-form-language = Muloqot tili
clients-form-unknown = Koʻrsatilmagan
clients-form-email = Email
clients-form-telegram = Telegram
clients-form-instagram = Instagram
clients-form-source = Qayerdan bildi
clients-form-tags = Belgilar
clients-form-tags-hint = Vergul bilan: VIP, Blond
clients-form-warning = Ogohlantirish
clients-form-warning-hint = Allergiya, homiladorlik, terining sezgirligi. Usta buni ish boshlashdan oldin koʻradi.
clients-form-note = Izoh
clients-form-save = Saqlash
clients-form-create = Mijozni qoʻshish
clients-form-cancel = Bekor qilish
clients-form-different = Bu boshqa odam, yangi karta ochilsin
clients-form-different-hint = Ikkalasi turli odam ekani hamma uchun eslab qolinadi.
clients-similar-sure = Bu mijoz bazada bor
clients-similar-maybe = Bu oʻsha odam emasmi?
clients-similar-open = Ha, kartasini ochish
clients-similar-since = { $day }dan beri
clients-similar-archived = arxivda

## Duplicates

clients-duplicate-title = Takrorlar
clients-duplicate-count = { $count } ta juftlik qaroringizni kutmoqda
clients-duplicate-hint = Telefon, ism yoki tugʻilgan kun mos keldi. Turli odam boʻlsa, belgilang: qayta soʻralmaydi.
clients-duplicate-score = Oʻxshashlik { $score }
clients-duplicate-different = Boshqa odam
clients-duplicate-none-title = Takrorlar yoʻq
clients-duplicate-none-hint = Oʻxshash kartalar paydo boʻlsa, shu yerda koʻrinadi.
clients-panel-title = Balki oʻsha odamdir
clients-panel-none = Oʻxshash karta yoʻq

## Widget

clients-widget-title = Yangi mijozlar
clients-widget-period = 7 kun ichida
clients-widget-more = Oldingi haftadan { $count } ta koʻp
clients-widget-fewer = Oldingi haftadan { $count } ta kam
clients-widget-same = Oldingi haftadagidek
clients-widget-chart = Kunlar boʻyicha yangi mijozlar
clients-widget-open = Roʻyxatni ochish

## What happened

clients-toast-created = { $name } qoʻshildi
clients-toast-saved = Saqlandi
clients-toast-archived = { $name } arxivga olindi
clients-toast-restored = { $name } arxivdan qaytarildi
clients-toast-note = Eslatma qoʻshildi
clients-toast-note-deleted = Eslatma oʻchirildi
clients-toast-different = Eslab qoldik: bular turli odamlar

## Refusals

clients-error-no-client = Bunday mijoz yoʻq yoki u sizga koʻrinmaydi.
clients-error-no-note = Bu eslatma allaqachon oʻchirilgan.
clients-error-no-pair = Bu juftlik roʻyxatda yoʻq.
clients-error-note-empty = Biror narsa yozing.
clients-error-name-or-phone = Ism yoki telefon kerak: aks holda mijozni topib boʻlmaydi.
clients-error-name-formula = Bu ism emas, jadval formulasi.
clients-error-name-long = Ism 100 belgidan uzun.
clients-error-name-letters = Ismda birorta ham harf yoʻq.
clients-error-name-characters = Ismda ruxsat etilmagan belgilar bor.
clients-error-phone-empty = Bu yerda raqam yoʻq.
clients-error-phone-short = Raqam toʻliq emas: kod yoki raqamlar yetishmaydi.
clients-error-phone-long = Raqamda ortiqcha raqam bor. Ikkita boʻlsa, vergul bilan ajrating.
clients-error-phone-rounded = Jadval raqamni yaxlitlagan (9,98901E+11), oxirgi raqamlar yoʻqolgan. Ustunni matn qilib qayta saqlang.
clients-error-phone-unassigned = Bunday kodli raqam yoʻq.
clients-error-birth-no-date = Bu sana emas. Masalan: 23.02.1988.
clients-error-birth-unbelievable = 1900-yildan bugungacha boʻlgan sana kerak.
clients-error-email = Bu email manzil emas.
clients-error-messenger = Foydalanuvchi nomi yoki havola kerak: @olga_pak.
clients-error-note-long = Izoh 8000 belgidan uzun.
clients-error-row-empty = Qatorda ism ham, telefon ham yoʻq.
clients-error-same-person = { $name } bazada bor. Oʻsha odammi yoki boshqami, tanlang.
clients-error-maybe-same-person = { $name } ga oʻxshaydi. Oʻsha odammi yoki boshqami, tanlang.

## Import

clients-import-title = Mijozlar
clients-import-full-name = Ism va familiya bitta ustunda
clients-import-first-name = Ism
clients-import-last-name = Familiya
clients-import-phone = Telefon (bir nechta boʻlishi mumkin)
clients-import-birth-date = Tugʻilgan sana
clients-import-email = Email
clients-import-note = Izoh
clients-import-source = Manba
clients-import-language = Til
clients-import-created = Qachondan beri mijoz

## Two cards of one person

clients-permission-merge = Bir kishining kartalarini birlashtirish va ajratish
clients-duplicate-merge = Birlashtirish…
clients-merge-title = Ikki kartani birlashtirish
clients-merge-hint = Bitta karta qoladi. { $days } kun ichida qaytarish mumkin.
clients-merge-swap = Boshqasi qolsin
clients-merge-stays = Qoladi
clients-merge-goes = Unga qoʻshiladi
clients-merge-notes = { $count } ta qayd
clients-merge-asked = tanlang
clients-merge-filled = qoʻshiladi
clients-merge-joined = ikkalasi qoladi
clients-merge-what = Telefonlar, manzillar, qaydlar, yozuvlar va boshqa modullardagi maʼlumotlar qoladigan kartaga oʻtadi. Bir vaqtga toʻgʻri kelgan yozuvlar oʻchirilmaydi, belgilanadi.
clients-merge-do = Birlashtirish
clients-merge-field-first_name = Ism
clients-merge-field-last_name = Familiya
clients-merge-field-patronymic = Otasining ismi
clients-merge-field-birth_date = Tugʻilgan sana
clients-merge-field-gender = Jinsi
clients-merge-field-language = Til
clients-merge-field-source = Biz haqimizda qayerdan bilgan
clients-merge-field-warning = Ogohlantirish
clients-merge-field-note = Qayd
clients-merge-field-tags = Belgilar
clients-card-merged-into = Bu karta boshqa kartaga qoʻshilgan.
clients-card-merged-open = Oʻsha kartani ochish
clients-card-merged = { $name } kartasi shu kartaga qoʻshilgan: { $day } ({ $person }).
clients-card-unmerge = Ajratish
clients-card-unmerge-confirm = Yana ikki karta qilinsinmi? Boshqa karta bilan kelganlar unga qaytadi, keyin qoʻshilganlar shu yerda qoladi.
clients-toast-merged = Kartalar birlashtirildi
clients-toast-unmerged = Yana ikki karta boʻldi
clients-error-merged = Kartalardan biri allaqachon boshqasiga qoʻshilgan. Sahifani yangilang.
clients-error-no-merge = Bunday birlashtirish yoʻq.
clients-error-merge-undone = Bu birlashtirish allaqachon qaytarilgan yoki ustidan boshqasi qilingan: avval oʻshani qaytaring.
clients-error-merge-late = Birlashtirishni { $days } kun ichida qaytarish mumkin.

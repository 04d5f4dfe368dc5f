# Тексты базы клиентов.

## Module

clients-name = Клиенты
clients-purpose = Единая база клиентов: контакты, заметки, дубли, импорт из Excel и CSV.
clients-contract-client = Видит имена клиентов, язык, день рождения, заметки и предупреждения
clients-contract-phone = Видит номера телефонов клиентов
clients-permission-read = Видеть клиентов
clients-permission-write = Добавлять и изменять клиентов
clients-permission-phone = Видеть телефоны и контакты полностью
clients-permission-import = Загружать списки клиентов
clients-permission-export = Сохранять список клиентов в файл
clients-action-new = Новый клиент
clients-demo-progress = Пробные клиенты: { $done } из { $all }

## List

clients-list-title = Клиенты
clients-list-count = { $total ->
        [one] { $total } карточка
        [few] { $total } карточки
       *[many] { $total } карточек
    }, новых за 30 дней: { $fresh }
clients-list-new = Новый клиент
clients-list-import = Импорт
clients-list-search = Любая часть имени или последние цифры телефона
clients-list-segment = Кого показать
clients-segment-all = Все
clients-segment-new = Новые
clients-segment-birthdays = Скоро день рождения
clients-segment-archived = Архив
clients-list-duplicates = Дубли
clients-column-name = Имя
clients-column-phone = Телефон
clients-column-birthday = День рождения
clients-column-tags = Метки
clients-column-source = Откуда
clients-column-since = Клиент с
clients-list-shown = Показано: { $count }
clients-list-none-title = Никого не нашлось
clients-list-none-hint = По запросу «{ $q }» клиентов нет. Попробуйте часть имени в любой раскладке или последние три-четыре цифры номера.
clients-list-none-add = Добавить «{ $q }»
clients-list-empty-title = Здесь будут ваши клиенты
clients-list-empty-hint = Добавьте первого или загрузите список из Excel или CSV: дубли найдутся сами.
clients-list-segment-empty = Здесь пока никого
clients-list-phones-hidden = Для поиска по номеру нужно право видеть телефоны. Ищите по имени.

## Card

clients-card-since = Клиент с { $day }
clients-card-age = { $age ->
        [one] { $age } год
        [few] { $age } года
       *[many] { $age } лет
    }
clients-card-birthday-today = Сегодня день рождения! Не забудьте поздравить.
clients-card-archived = В архиве с { $day }. История сохранена.
clients-card-restore = Вернуть из архива
clients-card-book = Записать
clients-card-call = Позвонить
clients-card-write = Написать письмо
clients-card-edit = Изменить
clients-card-archive = В архив
clients-card-more = Ещё
clients-card-facts = Сведения
clients-card-phone = Телефон
clients-card-phone-shared = { $phone } (общий)
clients-card-email = Почта
clients-card-telegram = Telegram
clients-card-instagram = Instagram
clients-card-language = Язык
clients-card-birthday = День рождения
clients-card-source = Откуда
clients-card-patronymic = Отчество
clients-card-note = Примечание
clients-card-warning = Внимание!
clients-card-notes = Заметки
clients-card-notes-empty = Заметок пока нет
clients-card-notes-hint = Что любит, о чём просит — пригодится каждому в следующий раз.
clients-card-note-add = Добавить заметку
clients-card-note-new = Новая заметка
clients-card-note-delete = Удалить заметку
clients-card-note-delete-confirm = Удалить эту заметку?
clients-language-uz = Узбекский
clients-language-ru = Русский
clients-language-en = Английский
clients-gender-female = Женский
clients-gender-male = Мужской

## Form

clients-form-new-title = Новый клиент
clients-form-edit-title = { $name }: изменить
clients-form-who = Кто это
clients-form-contacts = Контакты
clients-form-contacts-hidden = Телефоны и контакты здесь не меняются: на них нужно отдельное право.
clients-form-work = Важно в работе
clients-form-first-name = Имя
clients-form-last-name = Фамилия
clients-form-phone = Телефон
clients-form-phone-hint = Поймём любую запись: 90 123 45 67, 8 (90) 123-45-67, +998…
clients-form-other-phones = Другие номера
clients-form-other-phones-hint = Если их несколько, через запятую.
clients-form-birth-date = Дата рождения
clients-form-gender = Пол
clients-form-language = Язык общения
clients-form-unknown = Не указан
clients-form-email = Почта
clients-form-telegram = Telegram
clients-form-instagram = Instagram
clients-form-source = Откуда узнали
clients-form-tags = Метки
clients-form-tags-hint = Через запятую: VIP, Блонд
clients-form-warning = Предупреждение
clients-form-warning-hint = Аллергия, беременность, чувствительная кожа. Мастер увидит это до начала работы.
clients-form-note = Примечание
clients-form-save = Сохранить
clients-form-create = Добавить клиента
clients-form-cancel = Отмена
clients-form-different = Это другой человек, завести новую карточку
clients-form-different-hint = Запомним для всех, что это разные люди.
clients-similar-sure = Похоже, этот клиент уже есть
clients-similar-maybe = Это не тот же человек?
clients-similar-open = Да, открыть карточку
clients-similar-since = с { $day }
clients-similar-archived = в архиве

## Duplicates

clients-duplicate-title = Возможные дубли
clients-duplicate-count = { $count ->
        [one] { $count } пара ждёт решения
        [few] { $count } пары ждут решения
       *[many] { $count } пар ждут решения
    }
clients-duplicate-hint = Совпал телефон, имя или день рождения. Если это разные люди, отметьте: больше не спросим.
clients-duplicate-score = Сходство { $score }
clients-duplicate-different = Это разные люди
clients-duplicate-none-title = Дублей нет
clients-duplicate-none-hint = Если появятся похожие карточки, они будут здесь.
clients-panel-title = Похоже, это тот же человек
clients-panel-none = Похожих карточек нет

## Widget

clients-widget-title = Новые клиенты
clients-widget-period = за 7 дней
clients-widget-more = На { $count } больше, чем неделей раньше
clients-widget-fewer = На { $count } меньше, чем неделей раньше
clients-widget-same = Столько же, сколько неделей раньше
clients-widget-chart = Новые клиенты по дням
clients-widget-open = Открыть список

## What happened

clients-toast-created = { $name }: карточка создана
clients-toast-saved = Сохранено
clients-toast-archived = { $name }: карточка в архиве
clients-toast-restored = { $name }: карточка снова в списке
clients-toast-note = Заметка добавлена
clients-toast-note-deleted = Заметка удалена
clients-toast-different = Запомнили: это разные люди

## Refusals

clients-error-no-client = Такого клиента нет, или он вам не виден.
clients-error-no-note = Эта заметка уже удалена.
clients-error-no-pair = Такой пары в списке нет.
clients-error-note-empty = Напишите что-нибудь.
clients-error-name-or-phone = Нужно имя или телефон: иначе клиента потом не найти.
clients-error-name-formula = Это не имя, а формула таблицы.
clients-error-name-long = Имя длиннее 100 знаков.
clients-error-name-letters = В имени нет ни одной буквы.
clients-error-name-characters = В имени недопустимые знаки.
clients-error-phone-empty = Здесь нет номера.
clients-error-phone-short = Номер неполный: не хватает кода или цифр.
clients-error-phone-long = В номере лишние цифры. Если номеров два, разделите их запятой.
clients-error-phone-rounded = Таблица округлила номер (9,98901E+11), последние цифры потеряны. Сохраните столбец как текст.
clients-error-phone-unassigned = Номеров с таким кодом не бывает.
clients-error-birth-no-date = Это не дата. Например: 23.02.1988.
clients-error-birth-unbelievable = Нужна дата от 1900 года до сегодня.
clients-error-email = Это не адрес почты.
clients-error-messenger = Нужно имя пользователя или ссылка: @olga_pak.
clients-error-note-long = Примечание длиннее 8000 знаков.
clients-error-row-empty = В строке нет ни имени, ни телефона.
clients-error-same-person = { $name } уже есть в базе. Выберите: это тот же человек или другой.
clients-error-maybe-same-person = Похоже на карточку «{ $name }». Выберите: это тот же человек или другой.

## Import

clients-import-title = Клиенты
clients-import-full-name = Имя и фамилия одним столбцом
clients-import-first-name = Имя
clients-import-last-name = Фамилия
clients-import-phone = Телефон (можно несколько)
clients-import-birth-date = Дата рождения
clients-import-email = Почта
clients-import-note = Комментарий
clients-import-source = Источник
clients-import-language = Язык
clients-import-created = Дата добавления

## Two cards of one person

clients-permission-merge = Объединять карточки одного человека и разъединять их
clients-duplicate-merge = Объединить…
clients-merge-title = Объединить две карточки
clients-merge-hint = Останется одна карточка. В течение { $days } дней это можно отменить.
clients-merge-swap = Оставить другую
clients-merge-stays = Остаётся
clients-merge-goes = Войдёт в неё
clients-merge-notes = { $count ->
    [one] { $count } заметка
    [few] { $count } заметки
   *[many] { $count } заметок
}
clients-merge-asked = выберите
clients-merge-filled = добавится
clients-merge-joined = останутся обе
clients-merge-what = Телефоны, адреса, заметки, записи и всё, что хранят другие модули, перейдёт на оставшуюся карточку. Записи, которые наложатся, будут отмечены, но не удалены.
clients-merge-do = Объединить
clients-merge-field-first_name = Имя
clients-merge-field-last_name = Фамилия
clients-merge-field-patronymic = Отчество
clients-merge-field-birth_date = Дата рождения
clients-merge-field-gender = Пол
clients-merge-field-language = Язык
clients-merge-field-source = Откуда узнали о нас
clients-merge-field-warning = Предупреждение
clients-merge-field-note = Заметка
clients-merge-field-tags = Метки
clients-card-merged-into = Эта карточка вошла в другую.
clients-card-merged-open = Открыть её
clients-card-merged = { $name }: карточка вошла в эту { $day } ({ $person }).
clients-card-unmerge = Разъединить
clients-card-unmerge-confirm = Сделать снова две карточки? Что пришло с другой карточкой, вернётся к ней; что появилось позже, останется здесь.
clients-toast-merged = Карточки объединены
clients-toast-unmerged = Снова две карточки
clients-error-merged = Одна из карточек уже вошла в другую. Обновите страницу.
clients-error-no-merge = Такого объединения нет.
clients-error-merge-undone = Это объединение уже отменено, либо поверх него сделано другое: сначала отмените то.
clients-error-merge-late = Отменить объединение можно в течение { $days } дней.

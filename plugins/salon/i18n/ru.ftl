# Тексты салона.

## Module

salon-name = Салон
salon-purpose = Филиалы, услуги с ценами, команда и график смен.
salon-contract-branch = Видит филиалы, их адреса и часовые пояса
salon-contract-service = Видит услуги и цены
salon-contract-staff = Видит имена, должности и навыки сотрудников, без телефонов
salon-contract-shift = Видит смены, перерывы, отпуска и праздники
salon-permission-branch-read = Видеть филиалы
salon-permission-branch-write = Изменять филиалы
salon-permission-service-read = Видеть услуги и цены
salon-permission-service-write = Изменять услуги и цены
salon-permission-staff-read = Видеть команду
salon-permission-staff-write = Добавлять и изменять сотрудников
salon-permission-phone = Видеть телефоны сотрудников
salon-permission-shift-read = Видеть график смен
salon-permission-shift-write = Составлять график смен
salon-nav-shifts = Смены
salon-nav-services = Услуги
salon-nav-staff = Команда
salon-nav-branches = Филиалы
salon-action-new-service = Новая услуга
salon-action-new-staff = Новый сотрудник
salon-setting-weeks-ahead = На сколько недель вперёд планировать смены

## Common

salon-save = Сохранить
salon-add = Добавить
salon-cancel = Отмена
salon-edit = Изменить
salon-archive = В архив
salon-restore = Вернуть
salon-remove = Удалить
salon-more = Ещё
salon-in-use = В работе
salon-archived = Архив
salon-import = Импорт

## Services

salon-service-title = Услуги
salon-service-count = { $count ->
        [one] { $count } услуга
        [few] { $count } услуги
       *[many] { $count } услуг
    }
salon-service-new = Новая услуга
salon-category-new = Новая категория
salon-service-name = Услуга
salon-service-duration = Длительность
salon-service-price = Цена
salon-service-masters = Мастера
salon-service-online = Онлайн
salon-service-online-yes = Клиенты записываются сами
salon-service-online-no = Только администратор
salon-service-no-masters = Нет мастера
salon-service-buffer-note = уборка { $minutes } мин
salon-service-processing-note = из них { $minutes } мин мастер свободен
salon-service-empty-title = Здесь будет ваш прайс-лист
salon-service-empty-hint = Добавьте категории и услуги или загрузите прайс из файла.
salon-service-archive-empty = В архиве услуг нет
salon-service-form-names = Название
salon-service-form-names-hint = Клиент видит название на своём языке. Пустое возьмём из заполненного.
salon-name-uz = По-узбекски
salon-name-ru = По-русски
salon-name-en = По-английски
salon-service-form-category = Категория
salon-service-form-category-none = Сначала добавьте категорию
salon-service-form-time = Время
salon-service-form-time-hint = Пока краска держится, мастер свободен: на это время можно записать другого клиента.
salon-service-form-active = Работа
salon-service-form-processing = Выдержка (мастер свободен)
salon-service-form-finish = Завершение
salon-service-form-buffer-before = Подготовка до
salon-service-form-buffer-after = Уборка после
salon-service-form-money = Цена и запись
salon-service-form-price = Цена
salon-service-form-online = Клиенты могут записаться онлайн
salon-minutes = мин
salon-category-edit-title = Категория

## Team

salon-staff-title = Команда
salon-staff-count = { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }
salon-staff-new = Новый сотрудник
salon-staff-name = Имя
salon-staff-branch = Филиал
salon-staff-skills = Услуги
salon-staff-skills-count = { $count ->
        [one] { $count } услуга
        [few] { $count } услуги
       *[many] { $count } услуг
    }
salon-staff-grade = Уровень
salon-staff-empty-title = Здесь будет ваша команда
salon-staff-empty-hint = Добавьте сотрудников или загрузите список: навыки и смены появятся сами.
salon-staff-archive-empty = В архиве никого
salon-staff-shifts = Ближайшие смены
salon-staff-shifts-none = На две недели вперёд смен нет
salon-staff-pattern = График { $rhythm }, { $start }–{ $end }
salon-staff-pattern-none = Постоянного графика нет
salon-staff-pattern-set = Настроить график
salon-staff-skills-edit = Настроить услуги
salon-staff-skills-none = Услуги не выбраны: записать к этому сотруднику нельзя.
salon-staff-own = своя цена
salon-staff-phone = Телефон
salon-staff-code = Код
salon-staff-form-new = Новый сотрудник
salon-staff-form-first-name = Имя
salon-staff-form-last-name = Фамилия
salon-staff-form-job = Должность
salon-staff-form-job-hint = Клиенты видят её на своём языке.
salon-staff-form-grade = Уровень
salon-staff-form-grade-hint = Например: Топ-мастер. Необязательно.
salon-staff-form-branch = Филиал
salon-staff-form-phone = Телефон
salon-staff-form-me = Это моя карточка
salon-staff-form-me-hint = Ваш вход свяжется с этим сотрудником: вы будете видеть свои смены и записи.
salon-skill-title = { $name }: услуги
salon-skill-hint = Отметьте, что умеет. Пустые время и цена — обычные.
salon-skill-usual = обычно { $duration }, { $price }
salon-skill-duration = Своё время
salon-skill-price = Своя цена
salon-pattern-title = { $name }: график
salon-pattern-hint = Задайте один раз: смены появятся сами и будут продлеваться каждую ночь.
salon-pattern-rhythm = Ритм
salon-rhythm-2-2 = 2/2 — два через два
salon-rhythm-3-3 = 3/3 — три через три
salon-rhythm-5-2 = 5/2 — пять рабочих, два выходных
salon-rhythm-6-1 = 6/1 — шесть рабочих, один выходной
salon-pattern-anchor = Первый рабочий день
salon-pattern-weeks = На сколько недель
salon-pattern-replace = Перепланировать смены с завтрашнего дня
salon-pattern-replace-hint = Без отметки заполнятся только свободные дни.
salon-pattern-apply = Составить смены

## Branches

salon-branch-title = Филиалы
salon-branch-new = Новый филиал
salon-branch-name = Название
salon-branch-address = Адрес
salon-branch-phone = Телефон
salon-branch-timezone = Часовой пояс
salon-branch-timezone-hint = По нему идут смены и записи. Например: Asia/Tashkent.
salon-branch-archive-confirm = Убрать филиал в архив? История сохранится.
salon-branch-empty-title = Добавьте первый филиал
salon-branch-empty-hint = К филиалу привязаны сотрудники и смены.
salon-room-title = Кабинеты и кресла
salon-room-name = Название
salon-room-none = Пока не добавлены

## Shifts

salon-shift-title = Смены
salon-shift-week = { $from } – { $to }
salon-shift-previous = Предыдущая неделя
salon-shift-next = Следующая неделя
salon-shift-today = Сегодня
salon-shift-all-branches = Все филиалы
salon-shift-branch = Филиал
salon-shift-who = Кто
salon-shift-hours = { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    }
salon-shift-people = { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }
salon-shift-add = { $name }, { $day }: добавить смену
salon-shift-off = Отсутствует
salon-shift-copy = Скопировать на следующую неделю
salon-shift-copy-confirm = Скопировать смены этой недели на следующую? Занятые дни не изменятся.
salon-shift-time-off = Отпуска и праздники
salon-shift-form-new = Новая смена
salon-shift-form-edit = Смена
salon-shift-form-day = День
salon-shift-form-start = Начало
salon-shift-form-end = Конец
salon-shift-form-end-hint = Может быть после полуночи.
salon-shift-form-break-start = Перерыв с
salon-shift-form-break-minutes = Длительность перерыва
salon-shift-empty-title = Пока нет команды
salon-shift-empty-hint = Сначала добавьте сотрудников, потом составьте им смены.
salon-time-off-title = Отпуска и праздники
salon-time-off-new = Отпуск или выходной
salon-time-off-who = Кто
salon-time-off-from = С какого дня
salon-time-off-to = По какой день
salon-time-off-reason = Причина
salon-time-off-none = Предстоящих отпусков нет
salon-time-off-span = { $from } – { $to }
salon-holiday-title = Праздники
salon-holiday-day = День
salon-holiday-name = Название
salon-holiday-everywhere = Все филиалы
salon-holiday-none = Праздники не внесены
salon-widget-title = Сегодня на смене
salon-widget-people = чел.
salon-widget-none = Сегодня смен нет
salon-widget-none-hint = Составьте смены в недельном графике.
salon-widget-later = с { $time }
salon-widget-until = до { $time }
salon-widget-open = Открыть график

salon-steps-title = Первые шаги
salon-steps-hint = Три дела, и можно записать первого клиента.
salon-steps-services = Прайс-лист
salon-steps-services-hint = Добавьте услуги или загрузите список из Excel.
salon-steps-people = Сотрудники
salon-steps-people-hint = Добавьте тех, кто принимает клиентов.
salon-steps-skills-hint = Укажите, кто какие услуги делает.
salon-steps-shifts = Смены
salon-steps-shifts-hint = Укажите, когда они работают.
salon-steps-shifts-done = Составлены с сегодняшнего дня.

## What happened

salon-toast-added = Добавлено: { $name }
salon-toast-saved = Сохранено
salon-toast-archived = В архиве: { $name }
salon-toast-restored = Возвращено из архива: { $name }
salon-toast-removed = Удалено
salon-toast-shift = Смена добавлена
salon-toast-skills = { $name }: услуги сохранены
salon-toast-planned = { $count ->
        [one] { $name }: составлена { $count } смена
        [few] { $name }: составлены { $count } смены
       *[many] { $name }: составлено { $count } смен
    }
salon-toast-copied = { $count ->
        [one] Скопирована { $count } смена
        [few] Скопированы { $count } смены
       *[many] Скопировано { $count } смен
    }
salon-toast-time-off = { $name }: отсутствие отмечено

## Refusals

salon-error-gone = Этого уже нет: возможно, удалили.
salon-error-name = Напишите название или имя.
salon-error-name-long = Слишком длинное название.
salon-error-timezone = Такого часового пояса нет. Например: Asia/Tashkent.
salon-error-phone = Номер неполный. Например: 90 123 45 67.
salon-error-branch-in-use = { $count ->
        [one] В филиале работает { $count } человек.
        [few] В филиале работают { $count } человека.
       *[many] В филиале работают { $count } человек.
    } Сначала переведите их в другой.
salon-error-job = Напишите должность.
salon-error-account-taken = Ваш вход уже связан с другой карточкой.
salon-error-finish = После выдержки нужно время на завершение.
salon-error-service-long = Услуга не может длиться дольше 12 часов.
salon-error-rhythm = Такого графика нет: 2/2, 3/3, 5/2 или 6/1.
salon-error-time = Время пишут так: 09:00.
salon-error-shift-long = Смена длиннее 16 часов.
salon-error-shift-overlap = Смены пересекаются: на { $day } у этого человека уже есть смена.
salon-error-break-outside = Перерыв должен быть внутри смены.
salon-error-days-order = Последний день раньше первого.
salon-error-days-many = Больше года лучше разбить на части.
salon-error-time-off-overlap = На эти дни отсутствие уже отмечено.
salon-error-minutes = Длительность от 5 минут до 12 часов.
salon-error-price = Цену нужно написать числом.
salon-error-category = Не указана категория.
salon-error-branch = Не указан филиал.

## Import

salon-import-services = Услуги и цены
salon-import-staff = Команда и смены
salon-import-category = Категория
salon-import-name-uz = Название по-узбекски
salon-import-name-ru = Название по-русски
salon-import-name-en = Название по-английски
salon-import-minutes = Длительность, минут
salon-import-price = Цена
salon-import-code = Код
salon-import-first-name = Имя
salon-import-last-name = Фамилия
salon-import-role = Должность
salon-import-skill-category = Какая категория услуг
salon-import-branch = Филиал
salon-import-pattern = График (2/2, 5/2, 6/1)
salon-import-phone = Телефон

## Sample data

salon-demo-done = Пробный салон: сотрудников { $staff }, услуг { $services }
salon-demo-there = Пробный салон уже есть
salon-demo-senior = Топ-мастер
salon-demo-vacation = Отпуск
salon-demo-new-year = Новый год
salon-demo-navruz = Навруз

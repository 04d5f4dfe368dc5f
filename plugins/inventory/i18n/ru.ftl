inventory-name = Склад
inventory-purpose = Товары и расходники: приход, продажа, списание, техкарты, критический остаток и инвентаризация.
inventory-contract-item = Видит названия товаров, единицы и склады
inventory-contract-balance = Видит остатки товаров и их себестоимость
inventory-permission-read = Видеть остатки склада
inventory-permission-write = Приход, списание и перемещение
inventory-permission-sell = Резервировать товар под чек
inventory-permission-backdate = Проводить документ датой до подсчёта
inventory-permission-import = Импортировать список склада
inventory-permission-cost = Видеть закупочные цены и себестоимость
inventory-permission-item = Менять товары, склады и поставщиков
inventory-permission-card = Менять техкарты
inventory-permission-visit = Вводить фактический расход визита
inventory-permission-order-read = Видеть заказы поставщикам
inventory-permission-order = Заказывать и принимать товар
inventory-permission-stocktake = Проводить инвентаризацию
inventory-permission-approve = Утверждать инвентаризацию
inventory-setting-cost-method = Метод себестоимости (средняя или FIFO)
inventory-setting-cost-method-average = Средняя
inventory-setting-cost-method-fifo = FIFO: первым пришло — первым ушло
inventory-setting-need-days = На сколько дней записей считать потребность
inventory-setting-tolerance = Превышение нормы без причины, процентов
inventory-action-receipt = Принять товар
inventory-action-count = Инвентаризация
inventory-widget-critical = Критический остаток
inventory-widget-mine = Мои материалы
inventory-widget-fine = Всего достаточно
inventory-widget-open =
    { $count ->
        [0] Открыть склад
       *[other] Критично: { $count }
    }
inventory-list-note =
    { $branch } · { $count ->
        [one] { $count } позиция
        [few] { $count } позиции
       *[many] { $count } позиций
    } на { $value }
inventory-list-note-plain =
    { $branch } · { $count ->
        [one] { $count } позиция
        [few] { $count } позиции
       *[many] { $count } позиций
    }
inventory-more = Другие действия
inventory-documents = Документы
inventory-documents-all = Все документы
inventory-documents-shown =
    { $count ->
        [one] { $count } документ
        [few] { $count } документа
       *[many] { $count } документов
    }
inventory-documents-empty = Документов пока нет
inventory-documents-empty-hint = Здесь остаётся каждый приход, продажа и списание. Документ не меняется: исправление — новый документ.
inventory-search = Название, артикул или штрихкод
inventory-branch = Филиал
inventory-filter = Отбор
inventory-filter-all = Все
inventory-filter-critical = Критично
inventory-filter-low = Заканчивается
inventory-filter-negative = В минусе
inventory-filter-expiring = Истекает срок
inventory-store = Склад
inventory-store-all = Все склады
inventory-column-item = Товар
inventory-column-code = Артикул
inventory-column-quantity = Остаток и критический уровень
inventory-column-state = Состояние
inventory-column-buy = Закупка, { $unit }
inventory-column-document = Документ
inventory-column-amount = Количество
inventory-column-value = Сумма, { $unit }
inventory-column-when = Когда
inventory-column-person = Кто
inventory-min = мин. { $quantity }
inventory-available = с учётом записей: { $quantity }
inventory-expired-of = просрочено: { $quantity }
inventory-order-lines-shown = строки { $from }–{ $to } из { $count }
inventory-runs-out = кончится: { $day }
inventory-runs-out-note = По записям не хватит уже { $day }.
inventory-days-left =
    на { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
inventory-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
inventory-days-unit = дн.
inventory-state-critical = Критично
inventory-state-low = Заканчивается
inventory-state-ok = В норме
inventory-state-ordered = Заказан
inventory-state-negative = В минусе
inventory-state-expiring = Скоро истекает
inventory-negative-hint = Со склада ушло больше, чем там было. Внесите приход или пересчитайте: себестоимость исправится сама.
inventory-shown = Показаны { $shown } из { $all }
inventory-show-more = Показать ещё
inventory-none-title = Ничего не нашлось
inventory-none-hint = Попробуйте другое слово или отбор.
inventory-empty-title = Склад пока пуст
inventory-empty-hint = Загрузите товары списком или внесите первый вручную. Потом сделайте приход — здесь появятся остаток и себестоимость.
inventory-empty-ask = Товары вносит управляющий.
inventory-own-empty-title = Ваш бокс пуст
inventory-own-empty-hint = Когда администратор передаст вам материалы, они появятся здесь.
inventory-open = Открыть склад
inventory-open-hint = В филиале { $branch } ещё нет склада.
inventory-transit-note =
    { $count ->
        [one] { $count } перемещение
        [few] { $count } перемещения
       *[many] { $count } перемещений
    } в пути.
inventory-look = Посмотреть
inventory-transit-title = Товар в пути
inventory-accept = Принять
inventory-counting = Инвентаризация идёт
inventory-counted = Посчитано { $count } из { $all }
inventory-counting-by = Начало: { $person }, { $time }.
inventory-counting-hint = Продажи продолжаются, остаток пересчитается сам.
inventory-count-on = Продолжить подсчёт
inventory-stocktake-title = Инвентаризация
inventory-stocktake-of = Инвентаризация: { $store }
inventory-stocktake-number = № { $number }
inventory-stocktake-hint = Считайте камерой или сканером: закрывать салон не нужно.
inventory-stocktake-start = Начать инвентаризацию
inventory-stocktake-begin = Начать
inventory-stocktakes = Проведённые
inventory-stocktakes-none = Ещё не считали
inventory-critical-title = Критично: { $count }
inventory-critical-hint = Соберём недостающее в черновики заказов по поставщикам.
inventory-order-all = Заказать всё
inventory-drafts =
    { $count ->
        [one] { $count } черновик
        [few] { $count } черновика
       *[many] { $count } черновиков
    }
inventory-receipt-title = Приход
inventory-receipt-hint = Что пришло и сколько стоило.
inventory-receipt-post = Оприходовать
inventory-writeoff-title = Списание
inventory-writeoff-hint = Разбито, просрочено, израсходовано.
inventory-writeoff-post = Списать
inventory-transfer-title = Перемещение
inventory-transfer-hint = На другой склад по той же себестоимости.
inventory-transfer-post = Отправить
inventory-return-title = Возврат поставщику
inventory-return-hint = Брак или лишнее уходит назад.
inventory-return-post = Вернуть
inventory-production-title = Сборка набора
inventory-production-hint = Состав списывается, набор приходит по его себестоимости.
inventory-production-post = Собрать
inventory-sheet-store-receipt = На какой склад
inventory-sheet-store-writeoff = С какого склада
inventory-sheet-store-transfer = Откуда
inventory-sheet-store-return = С какого склада
inventory-sheet-store-production = На каком складе
inventory-sheet-to = Куда
inventory-sheet-lines = Товары
inventory-sheet-find = Название или штрихкод
inventory-sheet-quantity = Количество
inventory-sheet-measure = Мера
inventory-measure-package = упаковки
inventory-measure-unit = мл, г, шт
inventory-sheet-price = Цена упаковки
inventory-sheet-units = Количество (мл, г, шт)
inventory-sheet-lot-more = Серия и срок
inventory-sheet-add = Добавить строку
inventory-sheet-day = Дата
inventory-sheet-arrived = Уже на месте
inventory-sheet-arrived-hint = Документ приёмки запишется сразу.
inventory-choose = Выберите
inventory-nobody = Не указан
inventory-reason = Причина
inventory-reason-broken = Разбито
inventory-reason-expired = Истёк срок
inventory-reason-used = Израсходовано в салоне
inventory-reason-tester = Тестер
inventory-reason-lost = Потеряно
inventory-reason-other = Другое
inventory-because =
    Причина: { $reason ->
        [broken] разбито
        [expired] истёк срок
        [used] израсходовано в салоне
        [tester] тестер
        [lost] потеряно
        [other] другое
       *[own] { $reason }
    }
inventory-note = Примечание
inventory-supplier = Поставщик
inventory-suppliers = Поставщики
inventory-suppliers-none = Поставщиков пока нет
inventory-phone = Телефон
inventory-landed = Доставка и пошлина
inventory-landed-hint = Распределится по строкам по стоимости.
inventory-lot = Серия
inventory-expires = Годен до
inventory-scan = Сканировать камерой
inventory-scan-label = Отсканируйте или введите штрихкод
inventory-edit = Изменить
inventory-archive = В архив
inventory-restore = Вернуть из архива
inventory-on-hand = Остаток
inventory-available-label = С учётом записей
inventory-critical = Критический уровень
inventory-value = Стоимость
inventory-movements = Движения
inventory-no-movements = Движений ещё не было
inventory-reversal = сторно
inventory-item-facts = О товаре
inventory-category = Категория
inventory-categories = Категории
inventory-categories-none = Категорий пока нет
inventory-category-none = Не указана
inventory-package = В упаковке
inventory-package-of = в упаковке { $quantity }
inventory-shelf = Полка
inventory-shelf-of = полка { $shelf }
inventory-barcode = Штрихкод
inventory-code = Артикул
inventory-marking = Код маркировки
inventory-marking-hint = Для товара с государственной маркировкой.
inventory-buy = Закупочная цена упаковки
inventory-sale = Цена продажи упаковки
inventory-sale-hint = Пусто — не продаётся.
inventory-target = Целевой остаток
inventory-open-days = Срок после вскрытия
inventory-reserved = В чеках
inventory-reserved-of = в чеках { $quantity }
inventory-where = Где лежит
inventory-nowhere = Сейчас нигде нет
inventory-needs = Нужно по записям
inventory-needs-note = по техкартам
inventory-lots = Партии
inventory-lot-of = Приход { $day }
inventory-opened = вскрыто { $day }
inventory-until = до { $day }
inventory-expired = Просрочено
inventory-parts = Состав
inventory-parts-hint = Если это набор: что идёт на одну упаковку.
inventory-item-new = Новый товар
inventory-form-names = Название
inventory-form-names-hint = Достаточно одного; на других языках покажем его же.
inventory-name-uz = По-узбекски
inventory-name-ru = По-русски
inventory-name-en = По-английски
inventory-form-units = Единицы и остаток
inventory-form-units-hint = Покупаем упаковками, расходуем в мл, г или штуках: например, в тюбике 60 мл.
inventory-form-package-name = Упаковка
inventory-form-package = Сколько в упаковке
inventory-form-unit = Единица
inventory-form-critical = Критический уровень, упаковок
inventory-form-critical-hint = На этом уровне предупредим один раз и составим черновик заказа.
inventory-form-target = Целевой остаток, упаковок
inventory-form-target-hint = Заказ пополняет до него.
inventory-form-money = Цены
inventory-form-place = Место и коды
inventory-cancel = Отмена
inventory-save = Сохранить
inventory-add = Добавить
inventory-check = Проверить баланс
inventory-books-right = Баланс сошёлся: { $time }
inventory-books-wrong = Баланс не сошёлся: { $time }
inventory-reverse = Сторнировать
inventory-reverse-confirm = Всё вернётся по той же себестоимости. Продолжить?
inventory-to-visit = К визиту
inventory-total = Итого
inventory-related = Связанные документы
inventory-cards = Техкарты
inventory-cards-hint = Сколько материалов уходит на услугу. После визита списывается само.
inventory-services = Услуги
inventory-no-services = В каталоге нет услуг
inventory-card-lines =
    { $count ->
        [one] { $count } строка
        [few] { $count } строки
       *[many] { $count } строк
    }
inventory-card-none = нет карты
inventory-card-cost = Материалы: { $cost }
inventory-overuse = Перерасход
inventory-overuse-note = за 30 дней
inventory-overuse-none = Все в норме
inventory-of-norm = { $actual } при норме { $norm }
inventory-variant = Вариант
inventory-variant-one = Один размер
inventory-variant-hint = Например S, M, L, XL — длина волос. Пусто — у услуги один размер.
inventory-norm = норма { $quantity }
inventory-visit-none = Для этих услуг нет техкарты.
inventory-visit-posted = Списано со склада
inventory-visit-missing = на складе не хватает
inventory-visit-reason = Причина, если больше нормы на { $percent } %
inventory-visit-save = Сохранить расход
inventory-mine-title = Мои материалы
inventory-mine-note =
    На записи ближайших { $count ->
        [one] { $count } дня
       *[many] { $count } дней
    }
inventory-mine-row = нужно { $need }, есть { $have }
inventory-mine-none = На ближайшие записи материалы не нужны
inventory-mine-nobody = К вашей учётной записи не привязана карта сотрудника
inventory-orders = Заказы
inventory-order = Заказ
inventory-order-number = Заказ { $number }
inventory-order-automatic = по критическому остатку
inventory-orders-empty = Заказов пока нет
inventory-orders-empty-hint = Когда товар дойдёт до критического уровня, черновик появится сам.
inventory-order-draft = Черновик
inventory-order-ordered = Заказан
inventory-order-part = Пришёл частично
inventory-order-received = Пришёл
inventory-order-closed = Закрыт
inventory-order-cancelled = Отменён
inventory-order-do-ordered = Отправить заказ
inventory-order-do-closed = Закрыть
inventory-order-do-cancelled = Отменить
inventory-order-cancel-confirm = Отменить заказ?
inventory-order-expected = ждём { $day }
inventory-order-packages = Упаковок
inventory-order-add = Добавить товар
inventory-order-when = Когда ждём
inventory-order-receive = Принять товар
inventory-order-receive-post = Оприходовать
inventory-order-came = Пришло, упаковок
inventory-order-over-ok = Принимаем больше, чем заказано
inventory-received-of = пришло { $received } из { $ordered }
inventory-stores = Склады и поставщики
inventory-store-kind = Вид
inventory-store-kind-consumables = Расходники
inventory-store-kind-retail = Продажа
inventory-store-kind-box = Бокс мастера
inventory-store-kind-transit = В пути
inventory-store-whose = Чей бокс
inventory-store-whose-hint = Только для бокса мастера.
inventory-store-name = Название
inventory-store-add = Добавить склад
inventory-kind-receipt = Приход
inventory-kind-sale = Продажа
inventory-kind-sale_return = Возврат от клиента
inventory-kind-visit = Расход визита
inventory-kind-writeoff = Списание
inventory-kind-transfer_out = Отправка
inventory-kind-transfer_in = Поступление
inventory-kind-return = Возврат поставщику
inventory-kind-production = Сборка набора
inventory-kind-stocktake = Инвентаризация
inventory-kind-opening = Начальный остаток
inventory-kind-compensation = Сохранение подсчёта
inventory-blind = Вслепую
inventory-blind-hint = Считающий не видит остаток по учёту.
inventory-partial-hint = Одна категория — частичная инвентаризация.
inventory-everything = Всё на складе
inventory-count-open = Идёт
inventory-count-cancelled = Отменена
inventory-count-posted = Утверждена
inventory-count-posted-note = Расхождения проведены.
inventory-count-cancel = Отменить
inventory-count-cancel-confirm = Отменить подсчёт? Остатки не изменятся.
inventory-approve = Утвердить
inventory-approve-confirm =
    { $count ->
        [one] Провести { $count } расхождение?
        [few] Провести { $count } расхождения?
       *[many] Провести { $count } расхождений?
    } Непосчитанное останется как есть.
inventory-recount = Пересчитать
inventory-recount-note =
    Пересчитайте { $count ->
        [one] { $count } товар
        [few] { $count } товара
       *[many] { $count } товаров
    }: проведён документ датой до подсчёта.
inventory-book = по учёту { $quantity }
inventory-book-fact = учёт { $book } · факт { $fact }
inventory-counted-before = посчитано: { $quantity }
inventory-less = Меньше
inventory-more-one = Больше
inventory-count-save = Записать
inventory-count-skip = Пропустить
inventory-count-skipped = пропущено
inventory-count-print = Бланк подсчёта
inventory-count-book = По учёту
inventory-count-fact = Факт
inventory-count-by-hand = Считал(а): ____________________
inventory-count-checked-by = Проверил(а): ____________________
inventory-count-all-done = Всё посчитано
inventory-count-all-done-hint = Проверьте расхождения и утвердите.
inventory-count-skipped-left = { $count ->
    [one] Пропущена { $count } позиция
    [few] Пропущено { $count } позиции
   *[many] Пропущено { $count } позиций
}
inventory-count-skipped-hint = Посчитайте их или утвердите: несосчитанное останется как в учёте.
inventory-count-none-hint = Ещё ничего не посчитано, утверждать нечего.
inventory-count-skipped-back = Посчитать пропущенное
inventory-count-left = Осталось: { $count }
inventory-count-done = Посчитано: { $count }
inventory-differences = Расхождения
inventory-differences-none = Пока расхождений нет.
inventory-differences-hidden = Подсчёт вслепую: расхождения видны после утверждения.
inventory-unit-ml = мл
inventory-unit-g = г
inventory-unit-pcs = шт
inventory-unit-cm = см
inventory-q-ml = { $count } мл
inventory-q-g = { $count } г
inventory-q-pcs = { $count } шт
inventory-q-cm = { $count } см
inventory-q-m = { $count } м
inventory-q-tube = { $count } тюб.
inventory-q-bottle = { $count } фл.
inventory-q-jar = { $count } бан.
inventory-q-canister = { $count } кан.
inventory-q-box = { $count } уп.
inventory-q-roll = { $count } рул.
inventory-q-package = { $count } уп.
inventory-package-pcs = Штука
inventory-package-tube = Тюбик
inventory-package-bottle = Флакон
inventory-package-jar = Банка
inventory-package-canister = Канистра
inventory-package-box = Упаковка
inventory-package-roll = Рулон
inventory-package-package = Упаковка
inventory-import-title = Загрузить список
inventory-import-name-uz = Название (узб.)
inventory-import-name-ru = Название (рус.)
inventory-import-name-en = Название (англ.)
inventory-import-category = Категория
inventory-import-purchase-unit = Вид упаковки
inventory-import-use-unit = Единица
inventory-import-use-per-purchase = Сколько в упаковке
inventory-import-cost-uzs = Закупочная цена, сум
inventory-import-sale-uzs = Цена продажи, сум
inventory-import-critical-purchase-units = Критический остаток, упаковок
inventory-import-quantity = Остаток, упаковок
inventory-import-barcode = Штрихкод
inventory-import-code = Артикул
inventory-import-unit = Не знаем единицу «{ $value }»: нужны мл, л, г, кг, шт или см.
inventory-import-number = «{ $value }» — не число.
inventory-import-twice = Этот товар встретился в списке второй раз.
inventory-demo-done = Готово товаров: { $items }
inventory-toast-item = Товар сохранён
inventory-toast-archived = Товар в архиве
inventory-toast-restored = Товар возвращён
inventory-toast-posted =
    { $kind ->
        [receipt] Приход { $number } проведён
        [writeoff] Списание { $number } проведено
        [transfer] Перемещение { $number } отправлено
        [return] Возврат { $number } проведён
       *[production] Сборка { $number } проведена
    }
inventory-toast-reversed = Документ сторнирован
inventory-toast-arrived = Товар принят
inventory-toast-balanced = Баланс сошёлся
inventory-toast-unbalanced = Баланс не сошёлся
inventory-toast-card = Техкарта сохранена
inventory-toast-actual = Расход сохранён
inventory-toast-order = Заказ сохранён
inventory-toast-ordered = Черновик заказа готов
inventory-toast-order-state =
    { $state ->
        [ordered] Заказ { $number } отправлен
        [closed] Заказ { $number } закрыт
        [cancelled] Заказ { $number } отменён
       *[draft] Заказ { $number } снова черновик
    }
inventory-toast-received = Товар оприходован
inventory-toast-counted = Инвентаризация утверждена
inventory-toast-count-cancelled = Подсчёт отменён
inventory-toast-store = Склад открыт
inventory-toast-saved = Сохранено
inventory-error-no-branch = Сначала откройте филиал.
inventory-error-branch = Такого филиала нет.
inventory-error-not-yours = Нет прав на этот склад.
inventory-error-other-side = Это делает другая сторона перемещения: отправитель отменяет, получатель подтверждает приёмку.
inventory-error-store = Выберите склад.
inventory-error-same-store = Выберите другой склад.
inventory-error-item = Такого товара нет.
inventory-error-box = У этого мастера уже есть бокс.
inventory-error-whose-box = Укажите, чей это бокс.
inventory-error-reversed = Этот документ уже сторнирован.
inventory-error-posted = Это уже проведено.
inventory-error-counted = После этой даты утверждена инвентаризация. Такой документ проводит только владелец.
inventory-error-used = Часть этого прихода уже израсходована. Оформите возврат остатка поставщику.
inventory-error-quantity = Введите количество числом, не больше 3 знаков после запятой.
inventory-error-positive = Нужно число больше нуля.
inventory-error-few = «{ $name }»: осталось только { $count }.
inventory-error-left = { $count ->
    [0] Не осталось.
   *[other] Осталось только { $count }.
}
inventory-error-gone = «{ $name }» закончился: последний уже в другом чеке.
inventory-error-visit = Такого визита нет.
inventory-error-service = Такой услуги нет.
inventory-error-variant = Такого варианта нет.
inventory-error-closed = Материалы визита уже списаны.
inventory-error-over = Больше нормы на { $percent } %: укажите причину.
inventory-error-name = Введите название.
inventory-error-long = Название слишком длинное.
inventory-error-unit = Выберите из списка.
inventory-error-barcode = Этот штрихкод у другого товара.
inventory-error-moved = По товару были движения: упаковку и единицу менять нельзя. Заведите новый товар.
inventory-error-part = Этот товар здесь не подходит или повторяется.
inventory-error-lines = Добавьте хотя бы один товар.
inventory-error-many = В одном документе до 60 строк. Остальное — в следующем.
inventory-error-reason = Укажите причину.
inventory-error-future = Дата не может быть в будущем.
inventory-error-too-many = Столько нет. Есть: { $left }.
inventory-error-document = Такого документа нет.
inventory-error-arrived = Это перемещение уже принято или отменено.
inventory-error-not-reversible = Этот документ отсюда не сторнируется.
inventory-error-no-parts = У этого товара не указан состав.
inventory-error-parts-missing = Не хватает товара из состава.
inventory-error-order = Такого заказа нет.
inventory-error-order-sent = Заказ уже отправлен, менять его нельзя.
inventory-error-order-state = Состояние заказа этого не позволяет.
inventory-error-nothing-critical = Критичных товаров нет.
inventory-error-over-receipt = Заказано { $ordered }, это больше на 5 %. Подтвердите ниже.
inventory-error-stocktake = Такой инвентаризации нет.
inventory-error-counting = На этом складе уже идёт инвентаризация.
inventory-error-not-counting = Эта инвентаризация завершена.
inventory-error-unknown-code = Нет товара с кодом «{ $code }».
inventory-error-recount = Сначала пересчитайте отмеченные товары.
inventory-error-nothing-counted = Ещё ничего не посчитано.

## Files

inventory-file-unit = Единица
inventory-file-on-hand = Остаток
inventory-file-available = После записей
inventory-file-kind = Вид
inventory-file-to = На склад
inventory-file-made = Создан
inventory-file-lines = Строк
inventory-file-begun = Начата
inventory-file-closed = Закрыта
inventory-on-page = На этой странице: { $count }

greetings-name = Tugʻilgan kunlar
greetings-purpose = Kimning tugʻilgan kuni yaqinligini koʻrsatadi va har bir mijoz uchun yiliga bitta tabrikni qayd etadi.
greetings-permission-read = Tugʻilgan kunlar va tabriklarni koʻrish
greetings-permission-send = Mijozlarni tabriklash
greetings-setting-days = Roʻyxat necha kun oldinga qaraydi
greetings-widget-title = Bugungi tugʻilgan kunlar
greetings-widget-all = Barcha tugʻilgan kunlar
greetings-widget-none = Bugun tugʻilgan kun yoʻq
greetings-panel-title = Tabriklar
greetings-panel-none = Hali tabriklanmagan
greetings-title = { $days ->
    [one] Yaqin { $days } kundagi tugʻilgan kunlar
   *[other] Yaqin { $days } kundagi tugʻilgan kunlar
}
greetings-column-client = Mijoz
greetings-column-greeting = Tabrik
greetings-send = Tabriklash
greetings-sent = Tabriklangan
greetings-text = { $name }, tugʻilgan kuningiz bilan! Sizni kutib qolamiz.
greetings-empty-title = Yaqin kunlarda tugʻilgan kun yoʻq
greetings-empty-hint = Mijozlar kartasida tugʻilgan sana yozilgach, shu yerda koʻrinadi.
greetings-error-sent = Bu mijoz shu yil allaqachon tabriklangan.
greetings-toast-sent = Tabrik qayd etildi.

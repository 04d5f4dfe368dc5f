//! Error codes of the Merchant API. Payme shows the message to the payer, so it is in three languages.

use pardoz_sdk::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are no JSON.
    Unreadable,
    /// JSON, but no request.
    Malformed,
    UnknownMethod,
    /// Wrong key, or none entered yet.
    NotPayme,
    /// Something on our side; Payme asks again later.
    Later,
    WrongAmount,
    NoTransaction,
    /// The money stays here: it cannot be given back by Payme alone.
    CannotCancel,
    CannotPerform,
    /// No such bill.
    NoBill,
    /// Nothing is owed on it.
    BillClosed,
    /// It waits for another payment of Payme's.
    BillWaits,
}

impl Refusal {
    pub fn code(self) -> i64 {
        match self {
            Self::Unreadable => -32700,
            Self::Malformed => -32600,
            Self::UnknownMethod => -32601,
            Self::NotPayme => -32504,
            Self::Later => -32400,
            Self::WrongAmount => -31001,
            Self::NoTransaction => -31003,
            Self::CannotCancel => -31007,
            Self::CannotPerform => -31008,
            Self::NoBill => -31050,
            Self::BillClosed => -31051,
            Self::BillWaits => -31052,
        }
    }

    /// uz, ru, en.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Unreadable => ["JSON oʻqilmadi", "JSON не читается", "The JSON cannot be read"],
            Self::Malformed => ["Soʻrov notoʻgʻri", "Неверный запрос", "This is no request"],
            Self::UnknownMethod => ["Bunday usul yoʻq", "Метод не найден", "There is no such method"],
            Self::NotPayme => ["Kirish rad etildi", "Недостаточно прав", "Not allowed"],
            Self::Later => ["Keyinroq urinib koʻring", "Попробуйте позже", "Try again later"],
            Self::WrongAmount => ["Summa notoʻgʻri", "Неверная сумма", "Wrong amount"],
            Self::NoTransaction => ["Tranzaksiya topilmadi", "Транзакция не найдена", "No such transaction"],
            Self::CannotCancel => [
                "Pul kassada qaytariladi",
                "Возврат оформляют на кассе салона",
                "The salon gives this back at its desk",
            ],
            Self::CannotPerform => ["Amalni bajarib boʻlmaydi", "Операция невозможна", "This cannot be done"],
            Self::NoBill => ["Hisob topilmadi", "Счёт не найден", "There is no such bill"],
            Self::BillClosed => {
                ["Hisob toʻlangan yoki yopilgan", "Счёт оплачен или закрыт", "The bill is paid or closed"]
            }
            Self::BillWaits => [
                "Hisob toʻlovi kutilmoqda",
                "Счёт уже ожидает оплаты",
                "The bill already waits for a payment",
            ],
        }
    }

    /// The `error` of an answer. `data` names the field of the account that is to blame.
    pub fn json(self, account: &str) -> Json {
        let [uz, ru, en] = self.words();
        let is_account = matches!(self, Self::NoBill | Self::BillClosed | Self::BillWaits);
        let data = is_account.then_some(account);
        json!({ "code": self.code(), "message": { "uz": uz, "ru": ru, "en": en }, "data": data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_s_refusal_names_its_field_and_stays_in_the_range_given_to_shops() {
        for refusal in [Refusal::NoBill, Refusal::BillClosed, Refusal::BillWaits] {
            assert!((-31099..=-31050).contains(&refusal.code()));
            assert_eq!(refusal.json("bill")["data"], "bill");
        }
        assert_eq!(Refusal::WrongAmount.json("bill")["data"], Json::Null);
        assert_eq!(Refusal::WrongAmount.json("bill")["code"], -31001);
    }
}

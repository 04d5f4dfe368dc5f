//! How other programs spell what became of a visit.

use super::state::State;

/// The state a status cell means, in three languages and common programs' words.
pub fn state(text: &str) -> Option<State> {
    let folded: String = text.trim().to_lowercase().chars().map(|c| if c == '_' || c == '-' { ' ' } else { c }).collect();
    match folded.as_str() {
        "done" | "completed" | "paid" | "came" | "visited" | "завершен" | "завершён" | "завершена" | "выполнен"
        | "оплачен" | "оплачена" | "пришел" | "пришёл" | "пришла" | "bajarildi" | "keldi" | "toʻlandi" => {
            Some(State::Completed)
        }
        "no show" | "noshow" | "absent" | "не пришел" | "не пришёл" | "не пришла" | "неявка" | "kelmadi" => {
            Some(State::NoShow)
        }
        "cancelled" | "canceled" | "отменен" | "отменён" | "отменена" | "отмена" | "bekor qilindi" | "bekor" => {
            Some(State::CancelledEarly)
        }
        "booked" | "confirmed" | "записан" | "записана" | "подтвержден" | "подтверждён" | "подтверждена"
        | "yozilgan" => Some(State::Booked),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_understood_and_others_are_not_guessed() {
        assert_eq!(state("done"), Some(State::Completed));
        assert_eq!(state(" No-Show "), Some(State::NoShow));
        assert_eq!(state("Отменена"), Some(State::CancelledEarly));
        assert_eq!(state("kelmadi"), Some(State::NoShow));
        assert_eq!(state("maybe"), None);
        assert_eq!(state(""), None);
    }
}

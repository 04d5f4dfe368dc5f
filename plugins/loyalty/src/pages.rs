//! Screens: the programme, certificates, memberships, promo codes, settlements, one client, and what others show of us.

pub mod overview; // the programme in plain words, and its levels
pub mod cards; // everybody's card
pub mod certificates; // list, issue, one, print
pub mod memberships; // list, one, freeze, give
pub mod plans; // memberships that can be sold
pub mod codes; // promo codes and what they brought
pub mod settlements; // R-M2
pub mod client; // one client's points, recommendations, presents
pub mod bill; // what a bill sold, on it and on its paper
pub mod panels; // on a client's card, in the visit's drawer, on the dashboard

//! On a bill and on its paper: what it sold, so that the code is at hand while the client is still at the desk.

use pardoz_sdk::prelude::*;

use crate::model::card;
use crate::queries::{self, Certificate, Membership};

#[derive(Input)]
pub struct Of {
    bill_id: Id,
}

#[derive(View)]
pub struct Sold {
    certificates: Vec<SoldCertificate>,
    memberships: Vec<SoldMembership>,
}

#[derive(View)]
struct SoldCertificate {
    certificate_id: Id,
    code: String,
    face_minor: i64,
    state: String,
    expires_day: String,
}

#[derive(View)]
struct SoldMembership {
    membership_id: Id,
    number: i64,
    name: String,
    visits: i64,
    state: String,
    /// None: it begins with the first visit.
    expires_day: Option<String>,
}

pub fn sold(ctx: &Query, of: Of) -> Result<Sold> {
    let certificate = |row: Certificate| SoldCertificate {
        certificate_id: row.certificate_id,
        code: card::shown(&row.code),
        face_minor: row.face_minor,
        state: row.state,
        expires_day: row.expires_day,
    };
    let membership = |row: Membership| SoldMembership {
        membership_id: row.membership_id,
        number: row.number,
        name: ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        visits: row.visits,
        state: row.state,
        expires_day: row.expires_day,
    };
    Ok(Sold {
        certificates: queries::sold_certificates(ctx, of.bill_id)?.into_iter().map(certificate).collect(),
        memberships: queries::sold_memberships(ctx, of.bill_id)?.into_iter().map(membership).collect(),
    })
}

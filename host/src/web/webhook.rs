//! Requests of foreign systems, `/hooks/<plugin>/…`. No module of this release declares one, so every address
//! answers "not here"; the place is kept, outside the CSRF wall, because a webhook proves itself by signature.

use super::problem::Problem;

pub async fn receive() -> Problem {
    Problem::not_found()
}
